// drizzle-orm/d1 speaks of these as globals. All of workers-types as globals would collide with the browser's types of site/scripts.
type D1Database = import('@cloudflare/workers-types').D1Database;
type D1Result<Row = unknown> = import('@cloudflare/workers-types').D1Result<Row>;

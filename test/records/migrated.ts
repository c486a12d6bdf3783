import { applyD1Migrations } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { databases } from '../routes/portal.ts';

for (const database of databases) await applyD1Migrations(database, env.MIGRATIONS);

// `_headers`, as Cloudflare reads it: addresses that begin a line, under each its headers; `*` stands for anything.
// https://developers.cloudflare.com/workers/static-assets/headers/

/** The headers that a host adds to the file of a path. */
export type Policy = (path: string) => Readonly<Record<string, string>>;

interface Rule {
  path: RegExp;
  headers: Record<string, string>;
}

const patternOf = (address: string): RegExp => {
  const literal = address.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}$`);
};

/** @throws Error where a header stands before any address */
export const policyIn = (text: string): Policy => {
  const rules: Rule[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (!line.trim() || line.trimStart().startsWith('#')) continue;
    if (/^\S/.test(line)) {
      rules.push({ path: patternOf(line.trim()), headers: {} });
      continue;
    }
    const [, name, value] = /^\s+([^\s:]+)\s*:\s*(.*?)\s*$/.exec(line) ?? [];
    const rule = rules.at(-1);
    if (!rule || !name || value === undefined) throw new Error(`_headers: ${line}`);
    rule.headers[name.toLowerCase()] = value;
  }
  return (path) => Object.assign({}, ...rules.filter((rule) => rule.path.test(path)).map(({ headers }) => headers));
};

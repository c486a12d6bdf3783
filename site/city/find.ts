import { one } from '../scripts/dom.ts';

// As shards.ts writes them.
interface Shard {
  towns: [name: string, url: string][];
  compounds: [name: string, initials: string, committee: string, town: number, path: string][];
}

const SHOWN = 30;
const box = one('[data-find-box]');
const input = box && one('input', box);
const said = one('[data-said]');
const list = one('[data-found]');
const kept = new Map<string, Promise<Shard>>();

const shardAt = (path: string): Promise<Shard> => {
  const shard =
    kept.get(path) ??
    fetch(path).then((answer) => (answer.ok ? answer.json() : answer.status === 404 ? { towns: [], compounds: [] } : Promise.reject()));
  kept.set(path, shard);
  // What could not be had is asked for anew.
  shard.catch(() => kept.delete(path));
  return shard;
};

/** Which piece of the index has it, or what to say instead. */
const shardFor = (sought: string, words: DOMStringMap): { path: string } | { say: string | undefined } => {
  if (/^[a-z0-9]/.test(sought)) {
    const letter = (at: number) => (/[a-z]/.test(sought[at] ?? '') ? sought[at] : '0');
    return sought.length < 2 ? { say: words['letter'] } : { path: `/find/i/${letter(0)}${letter(1)}.json` };
  }
  const chars = Array.from(sought);
  const rare = chars.find((char) => !words['common']?.includes(char));
  const pairs = words['pairs']?.split(',') ?? [];
  // A character that too many have finds by two: 名林, and not 花园.
  const key =
    rare ??
    chars
      .slice(1)
      .map((char, at) => `${chars[at]}${char}`)
      .find((pair) => !pairs.includes(pair));
  if (!key) return { say: words['more']?.replace('¤', sought) };
  return { path: `/find/c/${Array.from(key, (char) => char.codePointAt(0)?.toString(16)).join('-')}.json` };
};

const linkTo = ([name, , committee, town, path]: Shard['compounds'][number], towns: Shard['towns']): HTMLElement => {
  const item = document.createElement('li');
  const link = document.createElement('a');
  const bold = document.createElement('b');
  const small = document.createElement('small');
  const [townName = '', url = ''] = towns[town] ?? [];
  bold.textContent = name;
  small.textContent = ` ${townName} · ${committee}`;
  link.href = url + path;
  link.append(bold, small);
  item.append(link);
  return item;
};

if (box && input instanceof HTMLInputElement && said && list) {
  box.hidden = false;
  const words = box.dataset;
  const say = (text: string | undefined): void => {
    said.textContent = text ?? '';
    said.hidden = !text;
  };
  let turn = 0;
  input.addEventListener('input', async () => {
    const mine = ++turn;
    // “西部 名都3号楼” is looked up as 西部名都
    const sought = input.value
      .normalize('NFKC')
      .replace(/\s/g, '')
      .replace(/\d+号?楼?$/, '')
      .toLowerCase();
    const where = sought ? shardFor(sought, words) : { say: '' };
    if ('say' in where) {
      list.textContent = '';
      say(where.say);
      return;
    }
    try {
      const { towns, compounds } = await shardAt(where.path);
      // Somebody who types on is not shown what he no longer looks for.
      if (mine !== turn) return;
      const found = compounds.filter(([name, initials, committee]) =>
        /^[a-z0-9]/.test(sought) ? initials.startsWith(sought) : name.includes(sought) || committee.includes(sought),
      );
      // The compound of this name stands before those whose committee has it.
      found.sort(([one], [other]) => Number(other.includes(sought)) - Number(one.includes(sought)));
      list.textContent = '';
      list.append(...found.slice(0, SHOWN).map((compound) => linkTo(compound, towns)));
      say(found.length === 0 ? words['none'] : found.length > SHOWN ? words['first'] : '');
    } catch {
      if (mine === turn) say(words['failed']);
    }
  });
}

import { zhCN } from '../../../domain/words/index.ts';

const { content, places } = zhCN;

/** What a file says: text, numbers, true and false, lists of them, and fields by name. */
export type Said = string | number | boolean | readonly Said[] | { readonly [field: string]: Said };

/** What can be written: as the schemas give it, or as it was typed. */
export type Value = string | number | boolean | readonly Value[] | { readonly [field: string]: Value | undefined };

// Whoever writes by hand writes 雨天, not rainy. A service's team and the types of its questions stand in Latin in every town's files.
const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  level: content.levels,
  channels: content.channelNames,
  plan: content.plans,
  group: content.groups,
  kind: places.kind,
  state: { ...content.batchState, ...places.status },
  home: { true: '是', false: '否' },
};

const JOINED: Readonly<Record<string, string>> = { channels: '、', bring: '、', needs: '、', route: ', ' };
const phoneSaid = (phone: string): string => phone.replace(/^(0[12]\d|0[3-9]\d{2})(\d{7,8})$/, '$1-$2');

const SEPARATORS = /[、,，;；]/;

const isText = (one: Said): one is string => typeof one === 'string';

// Room 0301 is no number, building 3 may be one.
const idSaid = (id: string): Said => (/^[1-9]\d{0,3}$/.test(id) ? Number(id) : id);

// `1-12`, as a person says it; houses that do not follow each other are named one by one.
const run = (ids: readonly string[]): Said => {
  const [first = '', last = first] = [ids[0], ids.at(-1)];
  const follows = ids.every((id, at) => typeof idSaid(id) === 'number' && Number(id) === Number(first) + at);
  return ids.length === 1 ? idSaid(first) : follows && ids.length > 1 ? `${first}-${last}` : ids.map(idSaid);
};

const listSaid = (field: string, entries: readonly Said[]): Said => {
  if (field === 'position') return entries.join(', ');
  if (!entries.every(isText)) return entries;
  if (field === 'ids' || field === 'buildings') return run(entries);
  const joint = JOINED[field];
  return joint && entries.length > 0 && !entries.some((entry) => SEPARATORS.test(entry)) ? entries.join(joint) : entries;
};

/** A value in the words that a file of this town would have for it. @param field the name it stands under */
export const said = (field: string, value: Value): Said => {
  if (Array.isArray(value))
    return listSaid(
      field,
      (value as readonly Value[]).map((entry) => said(field, entry)),
    );
  if (typeof value === 'object') {
    const fields = Object.entries(value).flatMap(([name, one]) => (one === undefined ? [] : [[name, said(name, one)] as const]));
    return Object.fromEntries(fields);
  }
  if (field === 'phone') return phoneSaid(String(value));
  return WORDS[field]?.[String(value)] ?? value;
};

import { change, receiptOf, rows, submit } from './portal.ts';
import { OIL } from './residents.ts';

// The oil of 4月17日 in 沿街, and the pages of the desk for it.
export const YANJIE = { committee: 'chenjiaxiang', compound: 'yanjie' };
export const LIST = '/desk/signups/of/chenjiaxiang/yanjie/supply/oil-0417';
export const SLOTS = '/desk/slots/chenjiaxiang/yanjie/supply/oil-0417';

/** Signs somebody up as residents do. @returns the sign-up's id and its receipt's address */
export const signedUp = async (who: Record<string, string>, slot = 's1', form = OIL): Promise<{ id: string; receipt: string }> => {
  const receipt = receiptOf(await submit(form, { ...who, slot }));
  const [last] = await rows('signups', '1 = 1 order by rowid desc limit 1');
  return { id: String(last?.['id']), receipt };
};

/** `number` families of 番禺路301号, as many as wanted. */
export const family = (number: number, building = 'panyu-301') => ({
  name: `户主${number}`,
  phone: `138${String(20_000_000 + number)}`,
  building,
  family: `甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥`.charAt(number % 22) + String(number),
});

export const stateOf = async (id: string): Promise<unknown> => (await rows('signups', `id = '${id}'`))[0]?.['state'];

/** What is printed of the events: they may name nobody. */
export const eventsOf = (id: string) => rows('events', `record_id = '${id}' order by seq`);

export const set = (table: string, values: string, where = '1 = 1') => change(`update ${table} set ${values} where ${where}`);

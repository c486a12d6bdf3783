import type { Context } from 'hono';
import { type Voice, voiceOf } from '../../domain/channel/item.ts';
import type { PressPlace } from '../../domain/press/kind.ts';
import { covers } from '../../domain/role.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { zhCN } from '../../domain/words/index.ts';
import type { Duty } from '../duty.ts';
import type { Portal } from '../host.ts';
import { Refusal } from '../refusal.ts';
import { findSheet } from '../sheets.ts';

/** A place that somebody publishes for: who speaks there, and the compound's sheet where it is one. */
export interface PressGround {
  place: PressPlace;
  name: string;
  sheet?: Sheet | undefined;
  voice: Voice;
}

/** Whether a place lies within somebody's scope: a committee's own notices are not for whoever has one compound only. */
export const reaches = ({ scope, town }: Pick<Duty, 'scope' | 'town'>, { committee, compound }: PressPlace): boolean =>
  covers(scope, { town: town.name, committee: committee || undefined, compound: compound || undefined });

/** A place within the scope of whoever is at work. @throws Refusal 404 where there is none, as where it is somebody else's */
export const groundAt = async (c: Context<Portal>, duty: Duty, { committee, compound }: PressPlace): Promise<PressGround> => {
  const place = { committee, compound };
  const there = duty.town.committees.find(({ id }) => id === committee);
  const missing = new Refusal(404, zhCN.desk.shell.none);
  if (!reaches(duty, place) || (committee !== '' && !there)) throw missing;
  if (compound === '') {
    const name = there?.name ?? duty.town.name;
    return { place, name, voice: voiceOf(name, duty.town.phones[0]) };
  }
  const sheet = await findSheet(c, committee, compound);
  if (!sheet) throw missing;
  return { place, name: sheet.compound.name, sheet, voice: { ...sheet, name: sheet.compound.name, phone: sheet.phones[0] } };
};

/** The places of a scope that something new may be published for, those of one committee at a time. */
export const placesFor = (duty: Duty, committee: string | undefined): { value: string; label: string }[] => {
  const { town, scope } = duty;
  const there = town.committees.filter(({ id }) => id === committee);
  return [
    ...there.flatMap(({ id, name, compounds }) => [
      ...compounds.map((one) => ({ committee: id, compound: one.id, label: one.name })),
      { committee: id, compound: '', label: zhCN.desk.press.wholeOf(name) },
    ]),
    ...(scope.committee === undefined ? [{ committee: '', compound: '', label: zhCN.desk.press.wholeOf(town.name) }] : []),
  ].flatMap(({ label, ...place }) =>
    reaches(duty, place) ? [{ value: [place.committee, place.compound].filter(Boolean).join('/'), label }] : [],
  );
};

/** `mingdu/xibu-xincun` → its parts. */
export const placeTyped = (typed: string): PressPlace => {
  const [committee = '', compound = ''] = typed.split('/');
  return { committee, compound };
};

import type { FormState } from '../../domain/form.ts';
import type { RunState } from '../../domain/chain.ts';
import type { Instant } from '../../domain/clock.ts';
import type { GrantWay, Role } from '../../domain/role.ts';
import type { Option } from './option.ts';

/** A grant in words. */
export interface GrantLine {
  id: string;
  role: Role;
  scope: string;
  how: GrantWay;
  fromAt: Instant;
  untilAt: Instant | null;
  live: boolean;
  /** What a form sends to give the same again. */
  again: { role: Role; scope: string };
}

/** Somebody in the list, with what he may do here. */
export interface PersonLine {
  id: string;
  name: string;
  grants: readonly GrantLine[];
  /** His phone is locked. */
  locked: boolean;
  /** When he last used the desk, in words; nothing if not within a week. */
  seen?: string | undefined;
}

/** `/desk/people` */
export interface PeoplePage {
  live: readonly PersonLine[];
  /** Each with the grant that he had last. */
  lapsed: readonly (PersonLine & { again: GrantLine['again'] })[];
  /** Where a lead may give a role. */
  scopes: readonly Option[];
  form: FormState;
}

/** `/desk/people/<id>` */
export interface PersonPage {
  id: string;
  name: string;
  phone?: string | undefined;
  seen?: string | undefined;
  grants: readonly GrantLine[];
  devices: readonly { id: string; madeAt: Instant; locked: boolean; dropped: boolean }[];
  /** Whether the lead may manage his phones: everything that he may do lies within the lead's scope. */
  whollyMine: boolean;
  /** Where a lead may give a role. */
  scopes: readonly Option[];
  form: FormState;
}

/** `/desk/invitations/<id>`: the QR that the other one scans. */
export interface InvitationPage {
  name: string;
  role: Role;
  scope: string;
  /** The full address to scan; nothing once it was used or is over. */
  url?: string | undefined;
  expiresAt: Instant;
  used: boolean;
}

/** `/desk/codes` */
export interface CodesPage {
  scope: string;
  codes: readonly { id: string; madeAt: Instant; madeBy: string; usedAt: Instant | null; usedBy: string; voided: boolean }[];
}

/** Right after they were made, and never again: the two halves, for the scissors. */
export interface CodeSheetPage {
  scope: string;
  halves: readonly [string, string];
  /** Where they are used. */
  url: string;
}

export interface Hand {
  name: string;
  phone?: string | undefined;
  role?: Role | undefined;
  requests: number;
  cards: number;
}

/** `/desk/handover`: one printed page for whoever takes over. */
export interface HandoverPage {
  scope: string;
  url: string;
  teams: readonly { name: string; open: number; overdue: number; urgent: number; unowned: number }[];
  /** A door to knock at, a tag to open it with, and who has it. No name, phone or drug of a resident: it is paper. */
  due: readonly {
    tag: string;
    title: string;
    door: string;
    urgent: boolean;
    due: string;
    owner?: string | undefined;
    phone?: string | undefined;
  }[];
  /** Who works here, and who has something in his hands. */
  hands: readonly Hand[];
  /** Those for whom the page has no room, and that have something. */
  beyond?: (Pick<Hand, 'requests' | 'cards'> & { people: number }) | undefined;
  /** A number, and where it is answered unless it is everybody's. */
  phones: readonly { place?: string | undefined; name: string; phone: string; hours?: string | undefined }[];
  runs: readonly { day: string; hospital: string; state: RunState; people: readonly string[] }[];
  codes: number;
  night: string;
  anchor?: { day: string; events: number; hash: string } | undefined;
}

export interface PeoplePages {
  'desk/people': PeoplePage;
  'desk/person': PersonPage;
  'desk/invitation': InvitationPage;
  'desk/codes': CodesPage;
  'desk/code-sheet': CodeSheetPage;
  'desk/handover': HandoverPage;
}

import type { FormState } from '../../domain/form.ts';
import type { Role } from '../../domain/role.ts';

/** `/desk` before anybody is known: an enrolled device asks for its PIN, another one says how to join. */
export interface DoorPage {
  enrolled: boolean;
  name?: string | undefined;
  form: FormState;
}

/** `/desk/join/<code>` */
export interface JoinPage {
  code: string;
  name: string;
  role: Role;
  scope: string;
  /** Until when the grant will hold, in words; nothing where it holds until it is taken back. */
  until?: string | undefined;
  form: FormState;
}

/** `/desk/emergency`: two sealed halves of a code. */
export interface SealedPage {
  form: FormState;
}

/** `/desk` of somebody who has the choice: under which grant to work. */
export interface Choice {
  id: string;
  label: string;
  current: boolean;
}

/** A line of the first page: what is to be done, how many, and where. */
export interface Task {
  href: string;
  title: string;
  count?: number | undefined;
  urgent?: boolean | undefined;
}

export interface HomePage {
  tasks: readonly Task[];
  choices: readonly Choice[];
}

export interface DoorPages {
  'desk/door': DoorPage;
  'desk/join': JoinPage;
  'desk/sealed': SealedPage;
  'desk/home': HomePage;
}

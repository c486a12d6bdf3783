import type { DoorPages } from './door.ts';
import type { EditorPages } from './editor.ts';
import type { MedicinePages } from './medicine.ts';
import type { PeoplePages } from './people.ts';
import type { PressPages } from './press.ts';
import type { RequestsPages } from './requests.ts';
import type { Shell } from './shell.ts';
import type { SignupsPages } from './signups.ts';
import type { TidingsPages } from './tidings.ts';

/** The pages of the desk, by their address, with what each one shows. */
export interface DeskPages
  extends DoorPages,
    PeoplePages,
    PressPages,
    RequestsPages,
    MedicinePages,
    SignupsPages,
    TidingsPages,
    EditorPages {}

/** What the worker hands a page of the desk. */
export type DeskProps = { [Name in keyof DeskPages]: DeskPages[Name] & { shell: Shell } };

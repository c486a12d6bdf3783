import { CHANNEL_RULES } from './channels.ts';
import { DOOR_RULES } from './door.ts';
import { EDITOR_RULES } from './editor/editor.ts';
import { MEDICINE_RULES } from './medicine.ts';
import { PEOPLE_RULES } from './people.ts';
import { PRESS_RULES } from './press/press.ts';
import { REQUEST_RULES } from './requests.ts';
import type { Rules } from './rules.ts';
import { SIGNUP_RULES } from './signups.ts';
import { TOLD_RULES } from './told.ts';

/** Every route of the desk with its rule. */
export const DESK_RULES: Rules = {
  ...DOOR_RULES,
  ...PEOPLE_RULES,
  ...PRESS_RULES,
  ...REQUEST_RULES,
  ...MEDICINE_RULES,
  ...SIGNUP_RULES,
  ...EDITOR_RULES,
  ...CHANNEL_RULES,
  ...TOLD_RULES,
};

import type { FormState } from '../../domain/form.ts';
import type { SlotKind } from '../../domain/slot.ts';
import type { SignupState, Tickable } from '../../domain/status.ts';

/** `/desk/gate`: a code typed or scanned, and what it says: no name, no phone, no room. */
export interface GatePage {
  form: FormState;
  found?:
    | {
        id: string;
        kind: SlotKind;
        title: string;
        slot: string;
        building: string;
        state: SignupState;
        ticks: readonly Tickable[];
        warn?: string | undefined;
      }
    | undefined;
}

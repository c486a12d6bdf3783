import type { Fault, RobotKind } from '../../domain/robot.ts';
import type { Instant } from '../../domain/clock.ts';

/** Where a message goes, as it was sealed. */
export interface Address {
  kind: RobotKind;
  /** Its key is part of it. */
  address: string;
  /** What it is signed with, where the robot or the webhook wants that. */
  secret?: string | undefined;
  /** A word without which the robot takes nothing. */
  keyword?: string | undefined;
}

/** What is sent. */
export interface Message {
  title: string;
  text: string;
  /** The same for every try of one sending: who receives it twice can know. */
  key: string;
  repeat: boolean;
  /** Real time, for signatures. */
  at: Instant;
  /** Facts for a machine that receives it. */
  about: { subject: string; revision: string; urgent: boolean };
}

/** What came of it: it arrived, or why not, and what was answered. */
export type Outcome = { fault?: undefined; answer?: string } | { fault: Fault; answer?: string };

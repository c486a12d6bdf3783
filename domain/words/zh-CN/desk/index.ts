import { door } from './door.ts';
import { editor } from './editor.ts';
import { medicine } from './medicine.ts';
import { paper } from './paper.ts';
import { people } from './people.ts';
import { press } from './press.ts';
import { requests } from './requests.ts';
import { shell } from './shell.ts';
import { signups } from './signups.ts';
import { tidings } from './tidings.ts';

/** The desk: what staff read. */
export const desk = { door, editor, medicine, paper, people, press, requests, shell, signups, tidings };

import { Hono } from 'hono';
import type { Host, Portal } from '../../host.ts';
import type { Rules } from './rules.ts';

export const SIGNUP_RULES = {} as const satisfies Rules;

export const signupRoutes = (_host: Host) => new Hono<Portal>({ strict: false });

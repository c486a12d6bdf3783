import { Hono } from 'hono';
import type { Host, Portal } from '../../host.ts';
import type { Rules } from './rules.ts';

export const REQUEST_RULES = {} as const satisfies Rules;

export const requestRoutes = (_host: Host) => new Hono<Portal>({ strict: false });

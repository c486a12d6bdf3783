import { alertIndexOf } from '../../domain/channel/atom.ts';
import { answering, type TextAt } from '../answering.ts';
import { townFeed } from '../channel/feeds.ts';

export const textAt: TextAt = () => alertIndexOf(townFeed());
export const GET = answering(textAt, 'xml');

import { atomOf } from '../../domain/channel/atom.ts';
import { answering, type TextAt } from '../answering.ts';
import { townFeed } from '../channel/feeds.ts';

export const textAt: TextAt = () => atomOf(townFeed());
export const GET = answering(textAt, 'xml');

import type { Item } from '../../domain/channel/item.ts';
import { postersOf } from '../../domain/channel/poster.ts';
import { charactersIn, groupText } from '../../domain/channel/text.ts';
import { noticeOf } from '../../domain/notice.ts';
import { postOf } from '../../domain/post.ts';
import { addressOf } from '../../domain/press/kind.ts';
import { roundOf } from '../../domain/round.ts';
import { supplyOf } from '../../domain/supply.ts';
import type { Preview } from '../../site/desk/press.ts';
import type { Duty } from '../duty.ts';
import type { Filed } from './check.ts';
import type { PressGround } from './ground.ts';
import { previewHtml } from './html.ts';

const itemOf = ({ kind, file }: Filed, id: string, html: string, bring: readonly string[]): Item => {
  if (kind === 'notice') return { kind, of: noticeOf(id, file, html) };
  if (kind === 'round') return { kind: 'sampling', of: roundOf(id, file, html, bring) };
  return kind === 'supply' ? { kind, of: supplyOf(id, file, html) } : { kind, of: postOf(id, file, html) };
};

/** What everybody will read, from a form that passed. @param id what the file will be called */
export const previewOf = ({ town, now }: Duty, { place, sheet, voice }: PressGround, filed: Filed, body: string, id: string): Preview => {
  const item = itemOf(filed, id, previewHtml(body), sheet?.bring ?? []);
  const url = town.url ? town.url + addressOf({ ...place, kind: filed.kind, id }) : '';
  const text = groupText(voice, item, url);
  return { item, voice, now: now.town, text, length: charactersIn(text), posters: postersOf(voice, item), url };
};

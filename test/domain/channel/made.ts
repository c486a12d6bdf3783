import type { Item, Voice } from '../../../domain/channel/item.ts';
import { noticeFile, noticeOf } from '../../../domain/notice.ts';
import { postFile, postOf } from '../../../domain/post.ts';
import { roundFile } from '../../../domain/round-file.ts';
import { roundOf } from '../../../domain/round.ts';
import { supplyFile, supplyOf } from '../../../domain/supply.ts';
import { zhCN } from '../../../domain/words/index.ts';

const places = (ids: readonly string[]) => ids.map((id) => ({ id, name: id }));

/** A compound of numbered buildings, with a lawn, a hall and a gate. */
export const voice = (buildings = 14): Voice => ({
  name: '百花苑',
  kind: 'compound',
  phone: { name: '门岗', phone: '02155550203' },
  buildings: Array.from({ length: buildings }, (_, at) => ({ id: String(at + 1), name: zhCN.places.named.compound(String(at + 1)) })),
  points: [
    { id: 'lawn', name: '大草坪' },
    { id: 'hall', name: '车库入口' },
  ],
  gates: places(['东门']),
});

const changed = { day: '2022-04-15', at: '20:45' };

export const round = (fields: object = {}, html = ''): Item & { kind: 'sampling' } => ({
  kind: 'sampling',
  of: roundOf(
    '0417',
    roundFile.parse({
      title: '4月17日采样',
      day: '2022-04-17',
      changed,
      plan: 'undecided',
      fine: {
        batches: [
          { id: 'q1', point: 'lawn', from: '07:30', to: '08:30', buildings: '1-4' },
          { id: 'q2', point: 'lawn', from: '08:30', to: '09:20', buildings: ['5', '7'] },
          { id: 'bu', point: 'lawn', from: '16:00', to: '16:30', group: 'makeup' },
        ],
      },
      rainy: { batches: [{ id: 'y1', point: 'hall', from: '10:00', to: '11:10', buildings: '1-7' }] },
      ...fields,
    }),
    html,
    ['身份证'],
  ),
});

export const notice = (fields: object = {}, html = '<p>早点接水。</p>'): Item & { kind: 'notice' } => ({
  kind: 'notice',
  of: noticeOf('stop', noticeFile.parse({ title: '停水', day: '2022-04-16', at: '08:00', until: '2022-04-18', ...fields }), html),
});

export const supply = (fields: object = {}, html = ''): Item & { kind: 'supply' } => ({
  kind: 'supply',
  of: supplyOf(
    'rice',
    supplyFile.parse({
      title: '大米',
      day: '2022-04-17',
      changed,
      items: [{ name: '大米', amount: '5公斤' }],
      slots: [
        { from: '09:00', to: '10:00', place: '东门', buildings: '1-2' },
        { from: '10:00', to: '11:00', place: '东门', capacity: '30' },
      ],
      ...fields,
    }),
    html,
  ),
});

export const post = (fields: object = {}, html = ''): Item & { kind: 'post' } => ({
  kind: 'post',
  of: postOf(
    'night',
    postFile.parse({
      title: '夜里守门',
      place: '东门',
      changed,
      shifts: [{ day: '2022-04-17', from: '23:00', to: '07:00', places: '2' }],
      ...fields,
    }),
    html,
  ),
});

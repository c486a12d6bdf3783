import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { editBody, editText } from '../../worker/repository/markdown/edit.ts';
import { partsOf } from '../../worker/repository/markdown/front.ts';
import { corpus } from './corpus.ts';

type Path = (string | number)[];

const pathsIn = (value: unknown, at: Path = []): Path[] => {
  if (typeof value !== 'object' || value === null) return [at];
  const inner = Array.isArray(value) ? value.map((one, step) => [step, one] as const) : Object.entries(value);
  return inner.flatMap(([step, one]) => pathsIn(one, [...at, step]));
};
const settingsOf = (text: string): unknown =>
  parseDocument((partsOf(text)?.settings ?? '').replace(/\r\n?/g, '\n'), { schema: 'failsafe' }).toJS();
const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((inner, step) => (inner as Record<string, unknown>)?.[String(step)], value);

/** How many lines of one text are not in the other, from the first that differs to the last. */
const linesChanged = (before: string, after: string): [number, number] => {
  const [old, now] = [before.split('\n'), after.split('\n')];
  let top = 0;
  while (top < Math.min(old.length, now.length) && old[top] === now[top]) top++;
  let bottom = 0;
  while (bottom < Math.min(old.length, now.length) - top && old.at(-1 - bottom) === now.at(-1 - bottom)) bottom++;
  return [old.length - top - bottom, now.length - top - bottom];
};

const one = fc.constantFrom(...corpus);
const typed = fc.constantFrom('改过的话', 'x: y # z', '0301', '09:15', '2022-04-18', 'a, b', '{', '引"号', "'", '  空 格', '- 一', '12');
const edits = one.chain((file) =>
  fc.record({ file: fc.constant(file), path: fc.constantFrom(...pathsIn(settingsOf(file.text))), value: typed }),
);

test('an edit of nothing is every byte as it was', () => {
  for (const { text } of corpus) expect(editText(text, [])).toBe(text);
});

test('one field changed is one line changed, whatever is typed', () => {
  fc.assert(
    fc.property(edits, ({ file, path, value }) => {
      const edited = editText(file.text, [{ path, value }]);
      expect(at(settingsOf(edited), path)).toBe(value);
      const same = at(settingsOf(file.text), path) === value;
      expect(linesChanged(file.text, edited)).toEqual(same ? [0, 0] : [1, 1]);
    }),
    { numRuns: 1000 },
  );
});

test('a field taken away takes only its own lines', () => {
  fc.assert(
    fc.property(edits, ({ file, path }) => {
      const edited = editText(file.text, [{ path, value: undefined }]);
      const [, now] = linesChanged(file.text, edited);
      expect(now).toBeLessThanOrEqual(1);
      expect(partsOf(edited)?.body).toBe(partsOf(file.text)?.body);
      const before = pathsIn(settingsOf(file.text)).length;
      const left = settingsOf(edited);
      expect(left ? pathsIn(left) : []).toHaveLength(before - 1);
    }),
    { numRuns: 500 },
  );
});

test('a file with the ends of lines of another machine keeps them', () => {
  fc.assert(
    fc.property(edits, fc.constantFrom('', '\uFEFF'), ({ file, path, value }, mark) => {
      const theirs = mark + file.text.replaceAll('\n', '\r\n');
      const edited = editText(theirs, [{ path, value }]);
      expect(edited).toBe(mark + editText(file.text, [{ path, value }]).replaceAll('\n', '\r\n'));
    }),
    { numRuns: 200 },
  );
});

const ROUND = `---
# 采样
title:   "采样"   # 标题
day: 2022-04-17
plan: fine
fine:
  batches:
    # 先老人
    - { point: plaza, from: "08:00", to: "09:00", buildings: 1-3 } # 凉亭
    - id: b2
      point: plaza
      from: "09:00"
      to: "10:00"
changed: { day: 2022-04-16, at: "21:00" }
---

正文
`;
const round = (path: Path, value: Parameters<typeof editText>[1][number]['value']) => editText(ROUND, [{ path, value }]);

test('remarks, quotes and spaces of the other fields stay', () => {
  expect(round(['plan'], 'rainy')).toBe(ROUND.replace('plan: fine', 'plan: 雨天'));
  expect(round(['title'], '改')).toBe(ROUND.replace('"采样"', '"改"'));
  expect(round(['changed'], { day: '2022-04-17', at: '05:00' })).toBe(
    ROUND.replace('day: 2022-04-16, at: "21:00"', 'day: 2022-04-17, at: "05:00"'),
  );
  expect(round(['fine', 'batches', 0, 'state'], 'done')).toBe(ROUND.replace('buildings: 1-3', 'buildings: 1-3, state: 已结束'));
  expect(round(['fine', 'batches', 0, 'buildings'], ['1', '2'])).toBe(ROUND.replace('1-3', '1-2'));
  expect(round(['fine', 'batches', 1, 'late'], 30)).toBe(ROUND.replace('to: "10:00"', 'to: "10:00"\n      late: 30'));
  expect(round(['fine', 'batches', 1, 'id'], undefined)).toBe(ROUND.replace('id: b2\n      ', ''));
  expect(round(['fine', 'batches', 0], undefined)).toBe(ROUND.replace(/ {4}- \{.*\n/, ''));
  expect(round(['bring'], ['身份证', '口罩'])).toBe(ROUND.replace('"21:00" }', '"21:00" }\nbring: 身份证、口罩'));
});

test('an entry more stands at the end of its list', () => {
  expect(round(['fine', 'batches', 2], { point: 'gate', from: '10:00', to: '10:30' })).toBe(
    ROUND.replace('to: "10:00"', 'to: "10:00"\n    - { point: gate, from: "10:00", to: "10:30" }'),
  );
  const correction = { day: '2022-04-16', at: '22:00', was: '八点', now: '九点' };
  const corrected = round(['corrections', 0], correction);
  expect(corrected).toBe(
    ROUND.replace('"21:00" }', '"21:00" }\ncorrections:\n  - day: 2022-04-16\n    at: "22:00"\n    was: 八点\n    now: 九点'),
  );
  const twice = editText(corrected, [{ path: ['corrections', 1], value: { ...correction, now: '十点' } }]);
  expect(settingsOf(twice)).toMatchObject({ corrections: [{ now: '九点' }, { now: '十点' }] });
  expect(editText(twice, [{ path: ['corrections', 1], value: undefined }])).toBe(corrected);
  expect(editText(corrected, [{ path: ['corrections', 0], value: undefined }])).toBe(ROUND);
});

test('a file written in a way that nobody foresaw is changed all the same', () => {
  const odd = '---\ntitle: &t 采样\nagain: *t\n? day\n: 2022-04-17\n---\n文\n';
  const edited = editText(odd, [
    { path: ['day'], value: '2022-04-18' },
    { path: ['title'], value: '改' },
  ]);
  expect(settingsOf(edited)).toMatchObject({ day: '2022-04-18', title: '改' });
  expect(partsOf(edited)?.body).toBe('文\n');
});

test('another text below leaves the settings alone', () => {
  expect(editBody(ROUND, '\n新的\n\n')).toBe(ROUND.replace('正文', '新的'));
  expect(editBody(ROUND.replaceAll('\n', '\r\n'), '一\n二')).toBe(ROUND.replace('正文', '一\n二').replaceAll('\n', '\r\n'));
});

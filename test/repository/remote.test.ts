import { describe, expect, test } from 'vitest';
import { repositoryOf } from '../../worker/repository/content.ts';
import { giteaRepository } from '../../worker/repository/gitea.ts';
import { githubRepository } from '../../worker/repository/github.ts';
import type { RemotePlace } from '../../worker/repository/place.ts';
import { bare } from './bare.ts';
import { FILES, keepsTheContract } from './contract.ts';
import * as gitea from './gitea-host.ts';
import * as github from './github-host.ts';
import { stand } from './host.ts';

const FOLDER = 'town/content';
const HOSTS = {
  github: { host: github.githubHost, open: githubRepository, token: github.TOKEN, writes: 'PATCH' },
  gitea: { host: gitea.giteaHost, open: giteaRepository, token: gitea.TOKEN, writes: 'POST' },
} as const;
type Name = keyof typeof HOSTS;
const NAMES: readonly Name[] = ['github', 'gitea'];

const placeAt = (kind: Name, host: string): RemotePlace => ({
  kind,
  host,
  owner: 'jiedao',
  name: 'content',
  branch: 'main',
  folder: FOLDER,
});
const at = async (name: Name, token: string = HOSTS[name].token, patience?: number) => {
  const there = bare(FILES, FOLDER);
  const standing = await HOSTS[name].host(there);
  return { ...there, standing, repository: HOSTS[name].open(placeAt(name, standing.url), token, patience) };
};

for (const name of NAMES)
  keepsTheContract(`over the API of ${name}`, async () => {
    const there = await at(name);
    return {
      ...there,
      pushDuring: (files) => {
        const push = there.prepare(files);
        there.standing.before(
          ({ method }) => method === HOSTS[name].writes,
          () => there.run(push),
        );
      },
    };
  });

const change = {
  edits: [{ path: 'mingdu/notices/n.md', text: 'x\n', base: undefined }],
  message: '改',
  author: { name: '贺小真', id: '5f0e' },
};

test('reads of one page look at one commit of GitHub, and ask for each folder once', async () => {
  const { repository, standing } = await at('github');
  const paths = Object.keys(FILES);
  const kept = await Promise.all(paths.map((path) => repository.read(path)));
  expect(kept.map((one) => one?.text)).toEqual(Object.values(FILES));
  const asked = standing.calls.map(({ path }) => path);
  expect(asked.filter((path) => path.includes('/ref/heads/'))).toHaveLength(1);
  const trees = asked.filter((path) => path.includes('/trees/'));
  expect(trees).toHaveLength(new Set(trees).size);
});

test('a branch of Gitea’s that moved just then is told by 500, and written to once more', async () => {
  const { repository, standing } = await at('gitea');
  standing.before(
    ({ method }) => method === 'POST',
    () => {
      standing.fail({ status: 500, body: { message: 'failed to push: cannot lock ref' } });
      setTimeout(() => standing.fail(undefined), 20);
    },
  );
  expect(await repository.write(change)).toMatchObject({ commit: expect.stringMatching(/^[0-9a-f]{40}$/) });
});

describe.each(NAMES)('trouble with %s', (name) => {
  const troubles = [
    ['a token that has expired', { status: 401, body: { message: 'Bad credentials' } }, 'refused'],
    ['a token that may not', { status: 403, body: { message: 'Resource not accessible by personal access token' } }, 'refused'],
    ['a limit that is reached', { status: 403, headers: { 'x-ratelimit-remaining': '0' }, body: {} }, 'away'],
    ['a second limit', { status: 403, body: { message: 'You have exceeded a secondary rate limit.' } }, 'away'],
    ['a limit with the time to wait', { status: 429, headers: { 'retry-after': '60' }, body: {} }, 'away'],
    ['a host that fails', { status: 500, body: 'boom' }, 'away'],
    ['a host that is down behind its gateway', { status: 502, body: '<html>' }, 'away'],
    ['an answer that is no JSON', { status: 200, body: '<html>' }, 'away'],
    ['an answer of another shape', { status: 200, body: { object: 7, commit: 7 } }, 'away'],
    ['no answer', 'silent', 'away'],
    ['an answer cut off', 'cut', 'away'],
  ] as const;
  test.each(troubles)('%s', async (_, fault, trouble) => {
    const { standing, repository, newest } = await at(name, undefined, fault === 'silent' ? 300 : undefined);
    standing.fail(fault);
    for (const call of [() => repository.read('town.md'), () => repository.list(''), () => repository.write(change)])
      await expect(call()).rejects.toMatchObject({ trouble });
    standing.fail(undefined);
    expect((await newest()).count).toBe(1);
    expect(await repository.write(change)).toHaveProperty('commit');
  });

  test('a token that is wrong, and a repository that may not be seen', async () => {
    const { repository, standing } = await at(name, 'other');
    await expect(repository.read('town.md')).rejects.toMatchObject({ trouble: 'refused' });
    const hidden = HOSTS[name].open({ ...placeAt(name, standing.url), name: 'hidden' }, HOSTS[name].token);
    for (const call of [() => hidden.read('town.md'), () => hidden.list('mingdu'), () => hidden.write(change)])
      await expect(call()).rejects.toMatchObject({ trouble: 'refused' });
  });

  test('a redirect takes the token nowhere else', async () => {
    const elsewhere = await stand(() => ({ status: 200 }));
    const { repository, standing } = await at(name);
    standing.fail({ status: 307, headers: { location: `${elsewhere.url}/` } });
    for (const call of [() => repository.read('town.md'), () => repository.write(change)])
      await expect(call()).rejects.toMatchObject({ trouble: 'away' });
    expect(elsewhere.calls).toEqual([]);
  });

  test('the token stands in one header, and in no fault', async () => {
    const { repository, standing } = await at(name);
    await repository.write(change);
    for (const { path, query, body, headers } of standing.calls) {
      expect(headers.authorization).toContain(HOSTS[name].token);
      expect(JSON.stringify([path, [...query], body, { ...headers, authorization: '' }])).not.toContain(HOSTS[name].token);
    }
    standing.fail({ status: 500, body: HOSTS[name].token });
    const fault = await repository.read('town.md').catch(String);
    expect(fault).not.toContain(HOSTS[name].token);
  });

  test('somebody who pushes the same file again and again is a conflict, and nothing is half', async () => {
    const { repository, standing, run, prepare, newest } = await at(name);
    let pushes = 0;
    const again = (): void =>
      standing.before(
        ({ method }) => method === HOSTS[name].writes,
        () => {
          run(prepare({ 'mingdu/notices/n.md': `${pushes}\n`, [`mingdu/notices/n${pushes++}.md`]: 'x\n' }));
          again();
        },
      );
    again();
    const written = await repository.write(change);
    expect(written).toMatchObject({ conflicts: [{ path: 'mingdu/notices/n.md', theirs: { text: '0\n' } }] });
    expect((await newest()).count).toBe(1 + pushes);
  });
});

test('where the content is, is written in one line', () => {
  const CONTENT_TOKEN = 't';
  for (const CONTENT_REPOSITORY of [
    'github:jiedao/content@main:content',
    'github:a/b@main',
    'gitea:https://git.example.org/a/b@main',
    'gitea:http://127.0.0.1:3000/a/b@x/y:c/d',
  ])
    expect(repositoryOf({ CONTENT_REPOSITORY, CONTENT_TOKEN })).toHaveProperty('write');
  for (const CONTENT_REPOSITORY of [
    '',
    'github:a@main',
    'github:a/b',
    'gitea:http://git.example.org/a/b@main',
    'gitea:https://u:p@git.example.org/a/b@main',
    'gitea:ftp://h/a/b@main',
    'github:a/b@main:../up',
    'git:a/b@main',
    'github:a/..@main',
  ])
    expect(() => repositoryOf({ CONTENT_REPOSITORY, CONTENT_TOKEN }), CONTENT_REPOSITORY).toThrow(/CONTENT_REPOSITORY/);
  expect(() => repositoryOf({})).toThrow(expect.objectContaining({ trouble: 'unset' }));
  expect(() => repositoryOf({ CONTENT_REPOSITORY: 'github:a/b@main' })).toThrow(expect.objectContaining({ trouble: 'unset' }));
});

import { openPublisher, type Publication } from '../../site/publish/publisher.ts';
import { currentName, readRelease } from '../../site/publish/release.ts';
import { collect, rollBack } from '../../site/publish/store.ts';
import { BRANCH } from './content.ts';

/** What is to be published: what somebody pushed, or once more what is live, for pages age. */
export type Wanted = 'pushed' | 'live';

/** Publishes on one machine, one thing after the other. */
export interface Publishing {
  /** @returns what was done, and what is wrong with files, in lines for who pushed */
  publish: (wanted: Wanted) => Promise<string>;
  /** Makes the release before the live one live again; it stays until somebody pushes. */
  rollBack: () => Promise<string>;
  /** Removes what no release that is kept needs any more. @returns how many files */
  tidy: () => Promise<number>;
  /** Whether there is a release to be read. */
  isLive: () => boolean;
  close: () => void;
}

const told = ({ release, commit, drawn, took, faults }: Publication): string =>
  [
    `Release ${release} (${commit.slice(0, 10)}): ${drawn} pages drawn in ${(took / 1000).toFixed(2)} s`,
    ...faults.map(({ file, line, field, message }) => `${file}:${line} ${field} ${message}`),
  ].join('\n');

/**
 * Opens what publishes: templates in memory, the repository, the folder of releases.
 * @param env `SITE_URL` and `PORTAL_CLOCK`, as a build takes them
 */
export const openPublishing = async (
  { content, site }: { content: string; site: string },
  env: Readonly<Record<string, string | undefined>>,
): Promise<Publishing> => {
  const { publish, close } = await openPublisher({ store: site, repository: content, branch: BRANCH, env });
  // What comes while another one is under way waits: two at once would each take the other's release for the last one.
  let under: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(deed: () => Result | Promise<Result>): Promise<Result> => {
    const mine = under.then(deed);
    under = mine.catch(() => undefined);
    return mine;
  };
  const liveCommit = (): string | undefined => {
    const name = currentName(site);
    return name === undefined ? undefined : readRelease(site, name).commit;
  };
  return {
    // Nobody asked for the newest content at the full hour: what was rolled back would come back by itself.
    publish: (wanted) => inTurn(async () => told(await publish(wanted === 'live' ? { commit: liveCommit() } : {}))),
    rollBack: () =>
      inTurn(() => {
        const name = rollBack(site);
        if (name === undefined) throw new Error('There is no release before the live one');
        return `Release ${name} (${readRelease(site, name).commit.slice(0, 10)}) is live again, until the next push`;
      }),
    isLive: () => liveCommit() !== undefined,
    tidy: () => inTurn(() => collect(site)),
    close,
  };
};

import { CHAIN } from '../../jobs/index.ts';
import type { Scheduler } from '../../scheduler/index.ts';
import { readStatus } from '../../status/index.ts';
import type { OpenLibrary } from '../../store/library.ts';
import type { Context } from '../context.ts';
import type { Voice } from './voice.ts';

const COUNT_EVERY_MS = 2_000;

/**
 * Tells how the first round goes, by what is in the library.
 *
 * @returns the jobs that failed
 */
export async function firstRound(
  { say }: Context,
  speak: Voice,
  scheduler: Scheduler,
  { store }: OpenLibrary,
): Promise<string[]> {
  const started = performance.now();
  let counting: Promise<void> | null = null;
  const count = async () => {
    const { decisions, halachot, digests } = await readStatus(store.db);
    const { visible, held, catalogued } = decisions;
    const values = { decisions: visible + held, catalogued, proposed: halachot.proposed ?? 0, digests: digests.read };
    speak.counts(say('start.counts', values));
  };
  const timer = setInterval(() => {
    // A count that fails is no failure of the round; the jobs say what is wrong with the database.
    counting ??= count()
      .catch(() => undefined)
      .finally(() => {
        counting = null;
      });
  }, COUNT_EVERY_MS);
  const ends = await scheduler.chain.finally(() => clearInterval(timer));
  await counting;
  if (ends.length < CHAIN.length) return []; // stopped on the way
  await count().catch(() => undefined);
  speak.countsEnd();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const failed = ends.filter((end) => end.code !== 0).map((end) => end.job);
  if (failed.length === 0) speak.say('start.chainDone', { seconds });
  else speak.say('start.chainFailed', { seconds, jobs: failed.join(', ') });
  return failed;
}

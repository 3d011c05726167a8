import { createInterface } from 'node:readline/promises';
import { type Say, wordFor } from '../messages/index.ts';
import {
  type Act,
  type Acted,
  ActedMeanwhile,
  act,
  HalachaMissing,
  NotAllowed,
  type QueueItem,
  reviewQueue,
  undo,
} from '../review/index.ts';
import type { OpenLibrary } from '../store/library.ts';
import type { Context } from './context.ts';
import { shorten } from './print.ts';

const BOLD = '\u001b[1m';
const DIM = '\u001b[2m';
const PLAIN = '\u001b[0m';

const ACT_OF_KEY = new Map<string, Act>([
  ['a', 'approve'],
  ['e', 'edit'],
  ['r', 'reject'],
  ['d', 'defer'],
]);

/** Where the reader sits. */
export interface Terminal {
  input: NodeJS.ReadableStream;
  output: NodeJS.WritableStream;
}

/**
 * Walks the queue on a terminal: one halacha at a time, a key for each act, until it is empty or the reader leaves: by
 * `q`, Ctrl-C or Ctrl-D. Each act is stored before the next question, so nothing is lost whichever way.
 */
export async function walkQueue(
  context: Context,
  library: OpenLibrary,
  reader: string,
  { input, output }: Terminal = { input: process.stdin, output: process.stdout },
): Promise<number> {
  const { say, print } = context;
  const { store } = library;
  const keys = createInterface({ input, output, terminal: 'isTTY' in output && output.isTTY === true });
  // A question that waits when the input ends would wait for ever: readline closes and leaves it unanswered.
  const left = new AbortController();
  keys.once('close', () => left.abort());
  const ask = (question: string): Promise<string> => keys.question(question, { signal: left.signal });
  const skipped = new Set<string>();
  const done: { reviewId: string; quote: string }[] = [];
  try {
    for (;;) {
      const waiting = (await reviewQueue(store.db, { limit: 200 + skipped.size })).filter(
        (item) => !skipped.has(item.id),
      );
      const item = waiting[0];
      if (item === undefined) {
        print.line(say('review.empty'));
        return 0;
      }
      print.line(screen(say, item));
      const counted = `${DIM}${say('review.left', { count: waiting.length })}${PLAIN}`;
      const key = (await ask(`${counted}\n${say('review.keys')} > `)).trim().toLowerCase();
      if (key === 'q') return 0;
      if (key === 's') skipped.add(item.id);
      else if (key === 'u') await takeBack();
      else await actOn(item, key);
    }
  } catch (error) {
    if (left.signal.aborted) return 0;
    throw error;
  } finally {
    keys.close();
  }

  async function actOn(item: QueueItem, key: string): Promise<void> {
    const what = ACT_OF_KEY.get(key);
    if (what === undefined) return;
    const principle = what === 'edit' ? await ask(say('review.askPrinciple')) : undefined;
    const reason = what === 'reject' ? await ask(say('review.askReason')) : undefined;
    const input = { halachaId: item.id, reader, principle, reason: reason || undefined };
    const acted = await carryOut(item.quote, () => act(store, what, input));
    if (acted?.reviewId) done.push({ reviewId: acted.reviewId, quote: item.quote });
  }

  async function takeBack(): Promise<void> {
    const last = done.pop();
    if (last === undefined) print.line(say('review.noUndo'));
    else await carryOut(last.quote, () => undo(store, { reviewId: last.reviewId, reader }));
  }

  /** What cannot be done with this one halacha is said, and the walk goes on. */
  async function carryOut(quote: string, work: () => Promise<Acted>): Promise<Acted | null> {
    try {
      const acted = await work();
      print.line(say('review.done', { state: wordFor(say, 'state', acted.state), quote: shorten(quote, 80) }));
      return acted;
    } catch (error) {
      if (!(error instanceof NotAllowed || error instanceof HalachaMissing || error instanceof ActedMeanwhile))
        throw error;
      print.line(say('cli.error', { message: error.message }));
      return null;
    }
  }
}

/** The quote inside its paragraph, never alone. */
function screen(say: Say, item: QueueItem): string {
  const from = [item.dockets.join(', '), item.decisionTitle, item.court, item.dateGiven].filter(Boolean).join(' · ');
  const before = item.textBefore.slice(item.textBefore.lastIndexOf('\n') + 1);
  const after = item.textAfter.split('\n', 1)[0] ?? '';
  return [
    '',
    `${BOLD}${from}${PLAIN}`,
    `${DIM}${before}${PLAIN}${BOLD}${item.quote}${PLAIN}${DIM}${after}${PLAIN}`,
    item.principle === null ? '' : `≫ ${item.principle}`,
    [
      wordFor(say, 'role', item.role),
      item.confidence.toFixed(2),
      ...item.flags.map((flag) => wordFor(say, 'flag', flag)),
    ].join(' · '),
  ].join('\n');
}

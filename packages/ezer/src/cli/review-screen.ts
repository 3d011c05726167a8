import { createInterface } from 'node:readline/promises';
import { type Act, act, NotAllowed, type QueueItem, reviewQueue } from '../review/index.ts';
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

/** Walks the queue on a terminal: one halacha at a time, a key for each act, until the reader leaves or it is empty. */
export async function walkQueue(context: Context, library: OpenLibrary, reader: string): Promise<number> {
  const { say, print } = context;
  const { store } = library;
  const keys = createInterface({ input: process.stdin, output: process.stdout });
  const skipped = new Set<string>();
  const done: string[] = [];
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
      print.line(screen(item));
      const key = (
        await keys.question(`${DIM}${say('review.left', { count: waiting.length })}${PLAIN}\n${say('review.keys')} > `)
      )
        .trim()
        .toLowerCase();
      if (key === 'q') return 0;
      if (key === 's') skipped.add(item.id);
      else if (key === 'u') await undo();
      else await actOn(item, key);
    }
  } catch (error) {
    // Ctrl-C or the end of the input at the question: what was done is stored, so this is a normal way out.
    if (
      error instanceof Error &&
      (error.name === 'AbortError' || ('code' in error && error.code === 'ERR_USE_AFTER_CLOSE'))
    )
      return 0;
    throw error;
  } finally {
    keys.close();
  }

  async function actOn(item: QueueItem, key: string): Promise<void> {
    const what = ACT_OF_KEY.get(key);
    if (what === undefined) return;
    const principle = what === 'edit' ? await keys.question(say('review.askPrinciple')) : undefined;
    const reason = what === 'reject' ? await keys.question(say('review.askReason')) : undefined;
    try {
      const state = await act(store, what, { halachaId: item.id, reader, principle, reason: reason || undefined });
      done.push(item.id);
      print.line(say('review.done', { state, quote: shorten(item.quote, 80) }));
    } catch (error) {
      if (!(error instanceof NotAllowed)) throw error;
      print.line(say('cli.error', { message: error.message }));
    }
  }

  async function undo(): Promise<void> {
    const last = done.pop();
    if (last === undefined) print.line(say('review.noUndo'));
    else await act(store, 'reopen', { halachaId: last, reader });
  }
}

/** The quote inside its paragraph, never alone. */
function screen(item: QueueItem): string {
  const from = [item.dockets.join(', '), item.decisionTitle, item.court, item.dateGiven].filter(Boolean).join(' · ');
  const before = item.textBefore.slice(item.textBefore.lastIndexOf('\n') + 1);
  const after = item.textAfter.split('\n', 1)[0] ?? '';
  return [
    '',
    `${BOLD}${from}${PLAIN}`,
    `${DIM}${before}${PLAIN}${BOLD}${item.quote}${PLAIN}${DIM}${after}${PLAIN}`,
    item.principle === null ? '' : `≫ ${item.principle}`,
    [item.role, item.confidence.toFixed(2), ...item.flags].join(' · '),
  ].join('\n');
}

import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { wordFor } from '../../messages/index.ts';
import { type Act, act, type QueueItem, reviewQueue } from '../../review/index.ts';
import type { OpenLibrary } from '../../store/library.ts';
import { action, type Context, withLibrary } from '../context.ts';
import { example, WrongOption, wholeNumber } from '../help.ts';
import { shorten } from '../print.ts';
import { walkQueue } from '../review-screen.ts';

interface Options {
  reader: string;
  list?: boolean;
  act?: string;
  id?: string;
  principle?: string;
  reason?: string;
  limit: number;
}

const ACTS: readonly Act[] = ['approve', 'edit', 'reject', 'defer', 'reopen'];

export function addReview(program: Command, { say }: Pick<Context, 'say'>): void {
  const command = program
    .command('review')
    .description(say('review.about'))
    .option('--reader <name>', say('review.reader'), userInfo().username)
    .option('--list', say('review.list'))
    .option('--act <act>', say('review.act'))
    .option('--id <id>', say('review.id'))
    .option('--principle <sentence>', say('review.principle'))
    .option('--reason <reason>', say('review.reason'))
    .option('--limit <count>', say('cli.option.limit'), wholeNumber(say), 20)
    .addHelpText(
      'after',
      example(say, 'ezer review', 'ezer review --list --json', 'ezer review --act approve --id ID'),
    );
  action(command, runReview);
}

async function runReview(context: Context, options: Options) {
  const { say } = context;
  if (options.act !== undefined) return actOnce(context, options);
  if (options.list || context.json) {
    const items = await withLibrary(context, ({ store }) => reviewQueue(store.db, { limit: options.limit }));
    context.print.answer(
      items,
      () => items.map((item) => queueLine(context, item)).join('\n\n') || say('review.empty'),
    );
    return 0;
  }
  if (!process.stdin.isTTY) throw new WrongOption(say('review.noTerminal'));
  return withLibrary(context, (library) => walkQueue(context, library, options.reader));
}

async function actOnce(context: Context, options: Options) {
  const what = ACTS.find((known) => known === options.act);
  const { say } = context;
  if (what === undefined)
    throw new WrongOption(say('review.unknownAct', { act: options.act ?? '', known: ACTS.join(', ') }));
  if (options.id === undefined) throw new WrongOption(say('review.noTerminal'));
  const id = options.id;
  return withLibrary(context, async ({ store }: OpenLibrary) => {
    const { reader, principle, reason } = options;
    const { state } = await act(store, what, { halachaId: id, reader, principle, reason });
    const [item] = await reviewQueue(store.db, { halachaId: id });
    context.print.answer({ id, state }, () =>
      say('review.done', { state: wordFor(say, 'state', state), quote: shorten(item?.quote ?? id, 100) }),
    );
    return 0;
  });
}

function queueLine({ say }: Context, item: QueueItem): string {
  const from = [item.dockets.join(', '), item.court, item.dateGiven].filter(Boolean).join(' · ');
  const marks = [
    wordFor(say, 'role', item.role),
    item.confidence.toFixed(2),
    ...item.flags.map((flag) => wordFor(say, 'flag', flag)),
  ].join(' · ');
  return `${item.id}  [${wordFor(say, 'state', item.state)}] ${marks}\n  ${from}\n  «${item.quote}»`;
}

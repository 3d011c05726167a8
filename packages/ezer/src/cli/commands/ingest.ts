import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { closeSandbox } from 'hebrew-documents';
import { countOffers, walkDirectory } from '../../sources/directory.ts';
import { sourceNamed } from '../../sources/ingest.ts';
import { type IngestCounts, ingestAll } from '../../sources/ingest-all.ts';
import { action, type Context, withLibrary } from '../context.ts';
import { example } from '../help.ts';
import { progress } from '../progress.ts';

interface Options {
  textField: string;
  idField: string;
  dryRun?: boolean;
}

const SHOWN_REFUSALS = 20;

export function addIngest(program: Command, { say }: Pick<Context, 'say'>): void {
  const command = program
    .command('ingest')
    .description(say('ingest.about'))
    .argument('<path...>', say('ingest.path'))
    .option('--text-field <name>', say('ingest.textField'), 'text')
    .option('--id-field <name>', say('ingest.idField'), 'id')
    .option('--dry-run', say('cli.option.dryRun'))
    .addHelpText('after', example(say, 'ezer ingest ~/decisions', 'ezer ingest all.jsonl --text-field body'));
  action(command, runIngest);
}

async function runIngest(context: Context, paths: string[], options: Options) {
  const { say, print } = context;
  // Counted before anything is opened: a path that is not there ends the command with nothing changed.
  const totals = await Promise.all(paths.map((path) => countOffers(path)));
  const total = totals.reduce((sum, count) => sum + count, 0);
  if (options.dryRun) {
    print.answer({ documents: total }, say('ingest.wouldRead', { count: total }));
    return 0;
  }
  const counts = await withLibrary(context, (library) => ingestPaths(context, library, paths, total, options));
  print.answer(counts, () => `${say('ingest.summary', { ...counts.states })}\n${say('ingest.next')}`);
  return counts.states.refused > 0 ? 1 : 0;
}

async function ingestPaths(
  { say }: Context,
  library: Parameters<Parameters<typeof withLibrary>[1]>[0],
  paths: string[],
  total: number,
  { textField, idField }: Options,
): Promise<IngestCounts> {
  const bar = progress(total, say('ingest.progress'));
  let refused = 0;
  const into = { store: library.store, content: library.content };
  let all: IngestCounts | undefined;
  try {
    for (const path of paths) {
      const sourceId = await sourceNamed(library.store.db, `directory:${resolve(path)}`, 'directory');
      all = await ingestAll(
        walkDirectory(path, { textField, idField }),
        { ...into, sourceId },
        {
          counts: all,
          onOutcome: (offer, outcome) => {
            bar.step();
            if (outcome.state !== 'refused') return;
            refused += 1;
            if (refused > SHOWN_REFUSALS) return;
            const { reason, detail } = outcome;
            bar.note(say('ingest.refused', { ref: offer.ref || basename(path), reason, detail }));
          },
        },
      );
    }
  } finally {
    bar.done();
    await closeSandbox();
  }
  return all ?? { states: { ingested: 0, duplicate: 0, unchanged: 0, refused: 0 }, reasons: {} };
}

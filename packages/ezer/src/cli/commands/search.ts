import type { Command } from 'commander';
import { wordFor } from '../../messages/index.ts';
import { EmptyQuery, type Hit, SEARCH_KINDS, search } from '../../search/index.ts';
import { action, type Context, withLibrary } from '../context.ts';
import { example, WrongOption, wholeNumber } from '../help.ts';

interface Options {
  only?: string;
  all?: boolean;
  limit: number;
}

export function addSearch(program: Command, { say }: Pick<Context, 'say'>): void {
  const command = program
    .command('search')
    .description(say('search.about'))
    .argument('<words...>', say('search.words'))
    .option('--only <kind>', say('search.only'))
    .option('--all', say('search.all'))
    .option('--limit <count>', say('cli.option.limit'), wholeNumber(say), 20)
    .addHelpText('after', example(say, 'ezer search שכירות תום לב', `ezer search 'ע"א 9104/31' --only decisions`));
  action(command, runSearch);
}

async function runSearch(context: Context, words: string[], options: Options) {
  const { say, print } = context;
  const query = words.join(' ');
  const only = SEARCH_KINDS.find((kind) => kind === options.only);
  if (only !== options.only) throw new WrongOption(say('search.only'));
  const answer = await withLibrary(context, ({ store }) =>
    search(store.db, query, { only, unapproved: options.all, limit: options.limit }),
  ).catch((error: unknown) => {
    throw error instanceof EmptyQuery ? new WrongOption(say('search.empty')) : error;
  });
  print.answer(answer, () =>
    answer.hits.length === 0
      ? say('search.none', { query })
      : [say('search.count', { count: answer.count }), ...answer.hits.map((hit) => hitText(context, hit))].join('\n\n'),
  );
  return 0;
}

const BOLD = process.stdout.isTTY ? '\u001b[1m' : '';
const PLAIN = process.stdout.isTTY ? '\u001b[0m' : '';

function hitText({ say }: Context, hit: Hit): string {
  const from = [hit.dockets.join(', '), hit.title, hit.court, hit.dateGiven].filter(Boolean).join(' · ');
  const state = hit.state === null ? '' : `[${wordFor(say, 'state', hit.state)}] `;
  const mark = hit.sourceKind === 'committee' ? `${state}[${say('decision.committee')}] ` : state;
  const letters = [...hit.snippet.text];
  const opens = new Set(hit.snippet.marks.map(([start]) => start));
  const closes = new Set(hit.snippet.marks.map(([, end]) => end));
  const text = [...letters, '']
    .map((letter, i) => `${closes.has(i) ? PLAIN : ''}${opens.has(i) ? BOLD : ''}${letter}`)
    .join('')
    .replace(/\s+/g, ' ');
  return `${mark}${from}\n  ${text}\n  ${hit.id}`;
}

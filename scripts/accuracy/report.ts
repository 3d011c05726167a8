import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { CorpusFigures } from './corpus.ts';
import { interval } from './interval.ts';
import type { Tally } from './tally.ts';

export interface Row {
  field: string;
  precision: number;
  recall: number;
  f1: number;
  /** how many there are to find */
  gold: number;
}

/**
 * Puts one measured part into the page and leaves the others as they are: the development set and the corpus are measured
 * by different runs, and what was counted by hand is written by hand.
 *
 * @example withPart('<!-- a -->\nold\n<!-- /a -->', 'a', 'new') // '<!-- a -->\nnew\n<!-- /a -->'
 */
export function withPart(page: string, name: string, content: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const start = page.indexOf(open);
  const end = page.indexOf(close);
  if (start < 0 || end < start) throw new RangeError(`the page has no part ${open} … ${close}; put both marks back`);
  return `${page.slice(0, start + open.length)}\n${content.trim()}\n${page.slice(end)}`;
}

export function writePart(file: string, name: string, content: string): void {
  if (!existsSync(file)) throw new Error(`${file} is missing; take it back from the repository`);
  writeFileSync(file, withPart(readFileSync(file, 'utf8'), name, content));
}

/** The development set as a table, with 95 % intervals. */
export function goldTable(rows: readonly Row[], decisions: number): string {
  const lines = rows.map(({ field, precision, recall, gold }) => {
    const hits = Math.round(recall * gold);
    const proposed = precision > 0 ? Math.round(hits / precision) : 0;
    return `| ${field} | ${share(precision, proposed)} | ${share(recall, gold)} | ${gold} |`;
  });
  return `${decisions} decisions, two blind annotators; measured by \`npm run accuracy\` on ${day()}.\n\n| field | precision (95 %) | recall (95 %) | to find |\n| --- | --- | --- | ---: |\n${lines.join('\n')}`;
}

/** Labels and checks of the corpus: shares, and the ids of what is not right. */
export function corpusTable({ decisions, megabytes, seconds, labels, checks }: CorpusFigures): string {
  return `${decisions} decisions, ${megabytes.toFixed(1)} MB, read whole (metadata, citations, statutes, sections, halachot) in ${seconds.toFixed(1)} s of processor time, ${(megabytes / seconds).toFixed(1)} MB/s; measured by \`npm run accuracy -- --corpus\` on ${day()}.

### What the corpus says of its own decisions

${tallyTable(labels)}

### What must hold of every reading

${tallyTable(checks)}`;
}

const IDS = 40;

function tallyTable(tallies: readonly Tally[]): string {
  const lines = tallies.map(({ name, right, of, wrong }) => {
    const ids =
      wrong.length > IDS ? `${wrong.slice(0, IDS).join(', ')} and ${wrong.length - IDS} more` : wrong.join(', ');
    return `| ${name} | ${right} of ${of} | ${of === 0 ? '' : share(right / of, of)} | ${ids} |`;
  });
  return `| what | right | share (95 %) | not right |\n| --- | ---: | --- | --- |\n${lines.join('\n')}`;
}

function share(value: number, of: number): string {
  const [low, high] = interval(Math.round(value * of), of);
  return `${value.toFixed(3)} (${low.toFixed(3)}–${high.toFixed(3)})`;
}

function day(): string {
  return new Date().toISOString().slice(0, 10);
}

/**
 * `npm run accuracy` reads the decisions of the gold set with the rules engine and scores what it found, with 95 %
 * intervals: the set is small, so a figure alone says too much. `-- --errors` lists what was missed or made up.
 * `-- --corpus` compares every decision of the corpus with its labels and with itself. Both write their figures into
 * docs/benchmarks/accuracy.md: figures and ids, no text of a decision.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { extractFromText } from '../../packages/ezer/src/extract/index.ts';
import { measureCorpus } from './corpus.ts';
import { interval } from './interval.ts';
import { corpusTable, goldTable, type Row, writePart } from './report.ts';

const PAGE = resolve('docs/benchmarks/accuracy.md');
const GOLD = '../shared/gold';

const { values } = parseArgs({
  options: {
    gold: { type: 'string', default: GOLD },
    errors: { type: 'boolean', default: false },
    corpus: { type: 'boolean', default: false },
    from: { type: 'string', default: '../shared/corpus' },
  },
});

measureGold(folderAt(values.gold, 'dev/gold.json', '--gold'));
if (values.corpus) {
  const figures = measureCorpus(folderAt(values.from, '', '--from'));
  console.log(`\n${corpusTable(figures)}`);
  writePart(PAGE, 'corpus', corpusTable(figures));
}

function folderAt(folder: string, file: string, option: string): string {
  const path = resolve(folder);
  if (existsSync(join(path, file))) return path;
  console.error(`there is nothing to measure at ${path}; name its folder with -- ${option} DIR`);
  process.exit(2);
}

function measureGold(gold: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'ezer-accuracy-'));
  try {
    const predictions = join(folder, 'predictions.jsonl');
    const docs = join(gold, 'dev/docs');
    const records = readdirSync(docs).map(
      (file) => extractFromText(basename(file, '.txt'), readFileSync(join(docs, file), 'utf8')).record,
    );
    writeFileSync(predictions, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
    const score = (...flags: string[]) =>
      execFileSync(process.execPath, [join(gold, 'score.mjs'), join(gold, 'dev/gold.json'), predictions, ...flags], {
        encoding: 'utf8',
      });
    const rows = JSON.parse(score('--json')) as Row[];
    console.log(`engine: rules, ${records.length} decisions of ${basename(gold)}/dev`);
    console.log('field         precision  95 %          recall     95 %          gold');
    for (const row of rows) console.log(line(row));
    if (values.errors)
      console.log(
        score('--errors')
          .split('\n')
          .slice(rows.length + 1)
          .join('\n'),
      );
    // Another gold set is somebody's own measurement and does not belong on our page.
    if (values.gold === GOLD) writePart(PAGE, 'gold', goldTable(rows, records.length));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function line({ field, precision, recall, gold: wanted }: Row): string {
  const hits = Math.round(recall * wanted);
  const proposed = precision > 0 ? Math.round(hits / precision) : 0;
  const side = (value: number, of: number) =>
    `${value.toFixed(3).padStart(9)}  ${interval(Math.round(value * of), of)
      .map((bound) => bound.toFixed(3))
      .join('–')}`;
  return `${field.padEnd(13)} ${side(precision, proposed)}  ${side(recall, wanted)}  ${String(wanted).padStart(5)}`;
}

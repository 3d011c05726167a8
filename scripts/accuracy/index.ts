/**
 * `npm run accuracy` reads the decisions of the gold set with the rules engine and scores what it found, with 95 %
 * intervals: the set is small, so a figure alone says too much. `-- --errors` lists what was missed or made up.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { extractFromText } from '../../packages/ezer/src/extract/index.ts';
import { interval } from './interval.ts';

const { values } = parseArgs({
  options: { gold: { type: 'string', default: '../shared/gold' }, errors: { type: 'boolean', default: false } },
});
const gold = resolve(values.gold);
if (!existsSync(join(gold, 'dev/gold.json'))) {
  console.error(`there is no gold set at ${gold}; name its folder with -- --gold DIR`);
  process.exit(2);
}

interface Row {
  field: string;
  precision: number;
  recall: number;
  f1: number;
  /** how many there are to find */
  gold: number;
}

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
} finally {
  rmSync(folder, { recursive: true, force: true });
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

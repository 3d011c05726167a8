// Writes src/data/statutes.gen.ts from two lists of statute titles (see the head of the written file for their source).
//   node scripts/statute-names.ts FOLDER > src/data/statutes.gen.ts
// FOLDER holds statutes_akn_titles.csv and statute_name_variants.tsv.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isSameName, statuteSkeleton } from '../src/citation/statute-titles.ts';
import { normalise } from '../src/text/normalise.ts';

const folder = process.argv[2];
if (!folder) {
  console.error('usage: node scripts/statute-names.ts FOLDER > src/data/statutes.gen.ts');
  process.exit(2);
}

const YEAR = /[,\s]+(?:(?:ה?תש[א-ת"']{1,6}|ה?ת"ש)[\s-]*)?((?:1[89]|20)\d\d)(?:\s*\(הוחל.*\))?$|[,\s]+ה?תש[א-ת]?"[א-ת]$/;
const STATUTE = /^(?:חוק|פקודת|פקודה|תקנות|צו|כללי|תקנון)(?![א-ת])/;

interface Title {
  /** Spellings of the name and how many rows write it so; the commonest is kept. */
  names: Map<string, number>;
  years: Set<string>;
}
const titles = new Map<string, Title[]>();
const other = new Map<string, string>();

for (const line of readFileSync(join(folder, 'statutes_akn_titles.csv'), 'utf8').split('\n').slice(1)) {
  const quoted = /^"((?:[^"]|"")*)"/.exec(line)?.[1]?.replaceAll('""', '"');
  add(quoted ?? line.split(',')[0] ?? '');
}
const variants = readFileSync(join(folder, 'statute_name_variants.tsv'), 'utf8')
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t'));
for (const [, canonical = ''] of variants) add(canonical);
const skeletons = new Set(titles.keys());
for (const { names } of [...titles.values()].flat()) {
  for (const name of names.keys()) skeletons.add(statuteSkeleton(name.replace(/\([^()]*\)/g, '')));
}
for (const [variant = '', canonical = ''] of variants) {
  const written = split(variant).name;
  const key = statuteSkeleton(written);
  if (!STATUTE.test(written) || skeletons.has(key)) continue;
  other.set(key, `${written}|${split(canonical).name}`);
}

const lines = [...titles.values()]
  .flat()
  .map(({ names, years }) => {
    const commonest = [...names].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
    return `${commonest}|${[...years].sort().join(',')}`;
  })
  .sort((a, b) => (a < b ? -1 : 1));
process.stdout.write(`// Written by scripts/statute-names.ts; do not edit.
// Titles of Israeli statutes in force or once in force: \`name|Gregorian years\`, one a line, without the Hebrew year and
// without the words of a consolidated version. Sources: Ministry of Justice legislation in Akoma Ntoso as kept in
// guyfreund/israeli-law-graph (akn/il/act), and the names in ubi-group/ubi-law (extr/laws).
export const STATUTE_TITLES = ${quote(lines.join('\n'))};

// Written variants that no rule derives from a title: \`variant|name\`. Source: ubi-group/ubi-law (extr/laws).
export const STATUTE_VARIANTS = ${quote([...other.values()].sort().join('\n'))};
`);

function add(title: string): void {
  const { name, year } = split(title);
  if (!STATUTE.test(name) || name.length > 160) return;
  const key = statuteSkeleton(name);
  const bucket = titles.get(key) ?? [];
  titles.set(key, bucket);
  let known = bucket.find(({ names }) => [...names.keys()].every((other) => isSameName(name, other)));
  if (!known) {
    known = { names: new Map<string, number>(), years: new Set<string>() };
    bucket.push(known);
  }
  known.names.set(name, (known.names.get(name) ?? 0) + 1);
  if (year) known.years.add(year);
}

function split(title: string): { name: string; year: string | null } {
  const text = normalise(title).text.trim();
  const match = YEAR.exec(text);
  const name = (match ? text.slice(0, match.index) : text)
    .replace(/\s*(?:\[[^[\]]*\]|\(?נוסח (?:חדש|משולב)\)?)/g, '')
    .replace(/ {2,}/g, ' ')
    .replace(/[ ,]+$/, '');
  return { name, year: match?.[1] ?? null };
}

function quote(text: string): string {
  return `\`${text.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type DecisionReading,
  explainHalachot,
  type Outcome,
  parseDocket,
  readDecision,
  sameDocket,
  verifyQuote,
} from '../../packages/hebrew-law/src/index.ts';
import type { Tally } from './tally.ts';

/** What a corpus says of its own decisions, beside what the rules engine reads out of them. */
export interface CorpusFigures {
  decisions: number;
  megabytes: number;
  /** seconds of processor time for everything that is read: metadata, citations, statutes, sections, halachot */
  seconds: number;
  labels: Tally[];
  checks: Tally[];
}

interface Decision {
  id: string;
  text: string;
  docket: string | null;
  outcomes: readonly Outcome[];
  date: string | null;
  judges: readonly string[] | null;
  court: string | null;
}

/** Reads every decision of the corpus folder and compares it with its labels and with itself. */
export function measureCorpus(folder: string): CorpusFigures {
  const decisions = [...leaveDecisions(folder), ...decisionsOf2005(folder), ...allCourts(folder)];
  const labels = tallies('own docket', 'own docket, alone', 'outcome', 'date', 'judges', 'court');
  const checks = tallies(
    'own docket is not cited',
    'date is not before the filing year',
    'date is not in the future',
    'no citation is younger than the decision',
    'no docket is cited twice in two spellings',
    'judges are eleven at most',
    'no side is also a judge',
    'quotes stand at their place',
    'proposed halachot are explained',
  );
  const before = process.cpuUsage();
  const readings = decisions.map((decision) => readDecision(decision.text));
  const { user, system } = process.cpuUsage(before);
  for (const [index, decision] of decisions.entries()) {
    const reading = readings[index];
    if (!reading) continue;
    compareWithLabels(labels, decision, reading);
    compareWithItself(checks, decision, reading);
  }
  const letters = decisions.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  return {
    decisions: decisions.length,
    megabytes: letters / 1e6,
    seconds: (user + system) / 1e6,
    labels: Object.values(labels),
    checks: Object.values(checks),
  };
}

function tallies<Name extends string>(...names: Name[]): Record<Name, Tally> {
  return Object.fromEntries(names.map((name) => [name, { name, right: 0, of: 0, wrong: [] }])) as unknown as Record<
    Name,
    Tally
  >;
}

function count(tally: Tally, id: string, right: boolean): void {
  tally.of += 1;
  if (right) tally.right += 1;
  else tally.wrong.push(id);
}

function compareWithLabels(
  tally: Record<'own docket' | 'own docket, alone' | 'outcome' | 'date' | 'judges' | 'court', Tally>,
  { id, docket, outcomes, date, judges, court }: Decision,
  { metadata }: DecisionReading,
): void {
  if (docket !== null) {
    const found = metadata.dockets.map(({ value }) => value);
    count(
      tally['own docket'],
      id,
      found.some((value) => same(value, docket)),
    );
    count(tally['own docket, alone'], id, found.length === 1 && same(found[0] ?? '', docket));
  }
  const outcome = metadata.outcome?.value;
  if (outcomes.length > 0) count(tally.outcome, id, outcome !== undefined && outcomes.includes(outcome));
  if (date !== null) count(tally.date, id, metadata.date?.value === date);
  if (judges !== null && metadata.judges.length > 0)
    count(
      tally.judges,
      id,
      metadata.judges.every(({ value }) => judges.some((judge) => plain(judge) === plain(value))),
    );
  if (court !== null) count(tally.court, id, plain(metadata.court?.value ?? '').includes(plain(court)));
}

function compareWithItself(
  checks: Record<
    | 'own docket is not cited'
    | 'date is not before the filing year'
    | 'date is not in the future'
    | 'no citation is younger than the decision'
    | 'no docket is cited twice in two spellings'
    | 'judges are eleven at most'
    | 'no side is also a judge'
    | 'quotes stand at their place'
    | 'proposed halachot are explained',
    Tally
  >,
  { id, text }: Decision,
  { metadata, cases, halachot }: DecisionReading,
): void {
  const own = metadata.dockets.map(({ value }) => value);
  const given = metadata.date ? Number(metadata.date.value.slice(0, 4)) : null;
  const cited = cases.flatMap(({ docket }) => (docket === null ? [] : [docket]));
  if (own.length > 0) count(checks['own docket is not cited'], id, !cited.some((c) => own.some((o) => same(c, o))));
  const filed = yearOf(own[0] ?? '');
  if (given !== null && filed !== null) count(checks['date is not before the filing year'], id, given >= filed);
  if (given !== null) count(checks['date is not in the future'], id, given <= new Date().getFullYear());
  const latest = given ?? null;
  if (latest !== null && cited.length > 0)
    count(
      checks['no citation is younger than the decision'],
      id,
      cited.every((c) => (yearOf(c) ?? 0) <= latest),
    );
  if (cited.length > 0) {
    const distinct = [...new Set(cited)];
    count(
      checks['no docket is cited twice in two spellings'],
      id,
      !distinct.some((one, i) => distinct.slice(i + 1).some((other) => same(one, other))),
    );
  }
  count(checks['judges are eleven at most'], id, metadata.judges.length <= 11);
  const names = new Set(metadata.judges.map(({ value }) => plain(value)));
  const sides = [...metadata.applicants, ...metadata.respondents].map(({ value }) => plain(value));
  if (names.size > 0 && sides.length > 0)
    count(checks['no side is also a judge'], id, !sides.some((s) => names.has(s)));
  if (halachot.length > 0) {
    count(
      checks['quotes stand at their place'],
      id,
      halachot.every(({ quote, span }) => verifyQuote(text, quote, span).verbatim),
    );
    const taken = explainHalachot(text).filter((sentence) => sentence.taken);
    count(
      checks['proposed halachot are explained'],
      id,
      halachot.every(({ span }) => taken.some((s) => s.span.start >= span.start && s.span.end <= span.end)),
    );
  }
}

function same(one: string, other: string): boolean {
  const [a, b] = [parseDocket(one), parseDocket(other)];
  return a !== null && b !== null && sameDocket(a, b);
}

/** The year in which a proceeding was opened, from its number: `2541/16`, `51207-03-21`. */
function yearOf(docket: string): number | null {
  const digits = /(?:\/|-\d{1,2}-)(\d{2,4})$/.exec(docket)?.[1];
  if (digits === undefined) return null;
  const year = Number(digits);
  if (digits.length === 4) return year;
  return year > 47 ? 1900 + year : 2000 + year;
}

const plain = (name: string): string => name.replace(/["'.,\s-]/g, '');

// What the coders of the first source wrote, in the words of our outcomes; they had no word for a case sent back. The appeal
// decides where leave was given.
const CODED: Record<string, readonly Outcome[]> = {
  נדחה: ['dismissed'],
  התקבל: ['granted', 'remanded'],
  חלקי: ['partly', 'remanded'],
};

interface LeaveRow {
  id: string;
  case_number: string;
  labels: { leave_to_appeal?: string; appeal_outcome?: string };
  texts: string[];
}

function leaveDecisions(folder: string): Decision[] {
  return rows<LeaveRow>(join(folder, 'noambassat-sc-criminal-leave/decisions.jsonl')).map(
    ({ id, case_number, labels, texts }) => {
      const coded = labels.appeal_outcome ?? labels.leave_to_appeal;
      return {
        id,
        text: texts[0] ?? '',
        docket: case_number,
        outcomes: coded === undefined ? [] : (CODED[coded] ?? []),
        date: null,
        judges: null,
        court: 'בית המשפט העליון',
      };
    },
  );
}

interface Row2005 {
  row: number;
  decision_date: string;
  judges_raw: string;
  body_text: string;
}

// The heading is cut off in this source: the docket cannot be read, and the judges only where they sign.
function decisionsOf2005(folder: string): Decision[] {
  return rows<Row2005>(join(folder, 'omnoy-sc-2005/decisions.jsonl')).map(({ row, judges_raw, body_text }) => ({
    id: `2005-${row}`,
    text: body_text,
    docket: null,
    outcomes: [],
    date: null,
    judges: judges_raw
      .split(',')
      .map((judge) => judge.replace(/(?:השופטת?|המישנה לנשיא|המשנה לנשיאה?|הנשיאה?)/, '').trim()),
    court: null,
  }));
}

/** The courts' daily files: the docket and the day are in the name of the file, as the portal gave them. */
function allCourts(folder: string): Decision[] {
  const documents = join(folder, 'zot-vaod-all-courts-2026/documents');
  if (!existsSync(documents)) return [];
  return readdirSync(documents).map((file) => {
    const [number = '', date = ''] = file.split('_');
    return {
      id: number,
      text: readFileSync(join(documents, file), 'utf8'),
      docket: number,
      outcomes: [],
      date,
      judges: null,
      court: null,
    };
  });
}

function rows<Row>(file: string): Row[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);
}

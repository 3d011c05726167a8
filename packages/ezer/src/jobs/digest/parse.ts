import { type CaseCitation, findCaseCitations } from 'hebrew-law';

/** One thing that a digest issue says. Only a decision has a citation, and it is the one field that matters. */
export interface DigestEntry {
  kind: 'decision' | 'announcement' | 'other';
  headline: string | null;
  concept: string | null;
  summary: string;
  rawCitation: string | null;
  /** canonical docket of the ruling that the item is about */
  docket: string | null;
  /** the ruling's own date, `YYYY-MM-DD`; the date is another field */
  decisionDate: string | null;
}

export interface DigestReading {
  title: string | null;
  issuedOn: string | null;
  /** `empty`: read, and nothing in it; a state of its own, so that it is not read for ever */
  kind: 'decisions' | 'announcement' | 'empty';
  entries: DigestEntry[];
}

/** Name and version of this reader, kept with every item. */
export const DIGEST_ENGINE = { name: 'digest-rules', version: '1' } as const;

/**
 * Reads a digest issue: somebody's short summaries of new rulings. Each item ends up with the ruling that it points at,
 * or as an announcement; a citation inside a summary (what the ruling relied on) is not the ruling itself.
 *
 * @example
 * readDigest('גיליון 3, 1.2.2031\n\n1. שכירות\nע"א 9104/31 כהן נ\' לוי (12.1.2031)\nנקבע כי…').entries[0]?.docket; // 'ע"א 9104/31'
 */
export function readDigest(text: string): DigestReading {
  const [head, ...blocks] = itemBlocks(text.split('\n').map((line) => line.trim()));
  const entries = blocks.map(readEntry);
  return {
    title: head?.find((line) => line !== '' && !isSampleMark(line)) ?? null,
    issuedOn: dateIn(head?.join(' ') ?? ''),
    kind: kindOf(entries),
    entries,
  };
}

function kindOf(entries: DigestEntry[]): DigestReading['kind'] {
  if (entries.some((entry) => entry.kind === 'decision')) return 'decisions';
  return entries.some((entry) => entry.kind === 'announcement') ? 'announcement' : 'empty';
}

const NUMBERED = /^(?:\d{1,2}[.)]|[א-י][.)]|[•▪■*◆-])\s+\S/;
const RULE = /^[-–—_=*]{3,}$/;

/**
 * The heading of the issue, then one block an item. Items are told apart by what the issue itself uses: numbers or
 * bullets, else drawn rules, else blank lines, else the lines that carry a docket.
 */
function itemBlocks(lines: string[]): string[][] {
  const numbered = lines.filter((line) => NUMBERED.test(line)).length;
  if (numbered >= 1) return cutBefore(lines, (line) => NUMBERED.test(line));
  if (lines.some((line) => RULE.test(line))) return cutBefore(lines, (line) => RULE.test(line));
  const written = lines.join('\n').trim();
  if (/\n\n/.test(written)) return written.split(/\n{2,}/).map((block) => block.split('\n'));
  return cutBefore(lines, (line) => findCaseCitations(line).some((citation) => citation.span.start === 0));
}

function cutBefore(lines: string[], starts: (line: string) => boolean): string[][] {
  const blocks: string[][] = [[]];
  for (const line of lines) {
    if (starts(line)) blocks.push([]);
    if (line !== '' && !RULE.test(line)) blocks.at(-1)?.push(line);
  }
  return blocks;
}

const CONCEPT = /^(?:תגית|תגיות|נושא|מושג|תחום)\s*:\s*(.+)$|^\[([^\]]+)\]$|^#(\S.*)$/;
const LABEL = /(?:פסק[\s-]?הדין|ההחלטה|אסמכתא|מראה מקום|ציטוט|קישור)\s*:\s*/;
const ANNOUNCEMENT =
  /הודעה|כנס|השתלמות|יום עיון|ימי עיון|מינוי|מונה|מונתה|הרשמה|פגרה|שעות הפתיחה|עדכון מערכת|מכתב למנויים|נחקק|פורסמו תקנות|הצעת חוק|לא יתפרסם|לא יופיע/;

function readEntry(block: string[]): DigestEntry {
  const concept = block.map((line) => line.match(CONCEPT)).find((match) => match !== null);
  const lines = block.filter((line) => !CONCEPT.test(line) && !isSampleMark(line));
  const citation = underlying(lines);
  const text = lines.join('\n');
  return {
    kind: citation ? 'decision' : ANNOUNCEMENT.test(text) ? 'announcement' : 'other',
    headline: lines[0]?.replace(/^(?:\d{1,2}[.)]|[א-י][.)]|[•▪■*◆-])\s+/, '') || null,
    concept: (concept?.[1] ?? concept?.[2] ?? concept?.[3])?.trim() ?? null,
    summary: text,
    rawCitation: citation?.raw ?? null,
    docket: citation?.docket ?? null,
    decisionDate: citation
      ? dateIn(citation.line.slice(citation.line.indexOf(citation.raw) + citation.raw.length))
      : null,
  };
}

/**
 * The ruling that an item is about: where a line says so by a label; else the citation that stands with a date; else
 * the first. What the summary says the ruling relied on comes later and in the running text.
 */
function underlying(lines: string[]): (CaseCitation & { line: string }) | null {
  const found = lines.flatMap((line) =>
    findCaseCitations(line)
      .filter((citation) => citation.docket !== null)
      .map((citation) => ({ ...citation, line })),
  );
  return (
    found.find(({ line }) => LABEL.test(line)) ??
    found.find(({ line, raw }) => dateIn(line.slice(line.indexOf(raw) + raw.length)) !== null) ??
    found[0] ??
    null
  );
}

const DATE = /(?<!\d)(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})(?!\d)/;
const MONTHS = [
  'ינואר',
  'פברואר',
  'מרץ',
  'אפריל',
  'מאי',
  'יוני',
  'יולי',
  'אוגוסט',
  'ספטמבר',
  'אוקטובר',
  'נובמבר',
  'דצמבר',
];
const LONG_DATE = new RegExp(`(?<!\\d)(\\d{1,2})\\s+ב?(${MONTHS.join('|')})\\s+(\\d{4})`);

/** The first date in a line, `YYYY-MM-DD`; null when there is none or it is no day of the calendar. */
function dateIn(text: string): string | null {
  const short = text.match(DATE);
  const long = text.match(LONG_DATE);
  const [day, month, year] = short
    ? [Number(short[1]), Number(short[2]), fullYear(short[3] ?? '')]
    : long
      ? [Number(long[1]), MONTHS.indexOf(long[2] ?? '') + 1, Number(long[3])]
      : [0, 0, 0];
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && day > 0;
  return real ? date.toISOString().slice(0, 10) : null;
}

const fullYear = (digits: string): number => (digits.length === 4 ? Number(digits) : 2000 + Number(digits));

/** The line that marks every file of the sample library. */
const isSampleMark = (line: string): boolean => line.includes('Ezer Mishpati') && line.includes('בדיוני');

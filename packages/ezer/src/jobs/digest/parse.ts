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
  /** the ruling's own date, `YYYY-MM-DD`; the issue's date is another field */
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
export const DIGEST_ENGINE = { name: 'digest-rules', version: '2' } as const;

/**
 * Reads a digest issue: somebody's short summaries of new rulings. Each item ends up with the ruling that it points at,
 * or as an announcement; a citation inside a summary (what the ruling relied on) is not the ruling itself.
 *
 * @example
 * readDigest('גיליון 3, 1.2.2031\n\n1. שכירות\nע"א 9104/31 כהן נ\' לוי (12.1.2031)\nנקבע כי…').entries[0]?.docket; // 'ע"א 9104/31'
 */
export function readDigest(text: string): DigestReading {
  const lines = text.split('\n').map((line) => line.trim());
  const { head, blocks } = itemBlocks(lines.filter((line) => !isSampleMark(line)));
  const entries = blocks.map(readEntry);
  return { title: titleOf(head), issuedOn: dateIn(head.join(' ')), kind: kindOf(entries), entries };
}

function kindOf(entries: DigestEntry[]): DigestReading['kind'] {
  if (entries.some((entry) => entry.kind === 'decision')) return 'decisions';
  return entries.some((entry) => entry.kind === 'announcement') ? 'announcement' : 'empty';
}

const ISSUE = /^(?:גי?ליון|מספר|מס'|חוברת|שבוע)(?![א-ת])/;

/** The name of the publication: the line above the number of the issue, else the first that is no menu. */
function titleOf(head: string[]): string | null {
  const lines = head.filter((line) => line !== '' && !/\s[|·]\s/.test(line));
  const issue = lines.findIndex((line) => ISSUE.test(line) && dateIn(line) !== null);
  return lines[issue - 1] ?? lines[0] ?? null;
}

const BULLET = /^(?:\d{1,2}[.)]|[א-י][.)]|[•▪■*◆-])\s+/;
const RULE = /^[-–—_=*]{3,}$/;
const CONCEPT = /^(?:תגית|תגיות|נושא|מושג|תחום)\s*:\s*(.+)$|^\[([^\]]+)\]$|^#(\S.*)$/;

interface Blocks {
  head: string[];
  blocks: string[][];
}

/**
 * The heading of the issue, then one block an item. Items are told apart by what the issue itself uses: numbers or
 * bullets, else drawn rules, else the line of the concept tag, else blank lines, else the lines that open with a docket.
 */
function itemBlocks(lines: string[]): Blocks {
  if (lines.some((line) => BULLET.test(line))) return cutBefore(lines, (line) => BULLET.test(line));
  if (lines.some((line) => RULE.test(line))) return cutBefore(lines, (line) => RULE.test(line));
  const written = lines.filter((line) => line !== '');
  if (written.some((line) => CONCEPT.test(line))) return cutBefore(written, (_, at) => opensTagged(written, at));
  const apart = lines
    .join('\n')
    .trim()
    .split(/\n{2,}/);
  if (apart.length > 1) return paragraphs(apart.map((block) => block.split('\n')));
  return cutBefore(written, opensWithDocket);
}

/** A headline stands right above its tag; where no line there looks like one, the tag itself opens the item. */
function opensTagged(lines: string[], at: number): boolean {
  const isHeadlineAt = (i: number): boolean => {
    const line = lines[i];
    return line !== undefined && CONCEPT.test(lines[i + 1] ?? '') && isHeadline(line);
  };
  return isHeadlineAt(at) || (CONCEPT.test(lines[at] ?? '') && !isHeadlineAt(at - 1));
}

const isHeadline = (line: string): boolean =>
  line.length <= 120 && !/[.;]$/.test(line) && !CONCEPT.test(line) && dateIn(line) === null && !opensWithDocket(line);

const isIssueLine = (line: string): boolean => ISSUE.test(line) && dateIn(line) !== null;

const opensWithDocket = (line: string): boolean =>
  findCaseCitations(line).some((citation) => citation.docket !== null && citation.span.start === 0);

/** Blank lines part paragraphs, and an item may have several: a headline alone belongs to what follows it. */
function paragraphs(apart: string[][]): Blocks {
  const first = apart.findIndex((block) => block.some((line) => isIssueLine(line) || dateIn(line) !== null));
  const headLength = first >= 0 && first <= 2 && !opensWithDocket(apart[first]?.[0] ?? '') ? first + 1 : 1;
  const blocks: string[][] = [];
  let open = false;
  for (const block of apart.slice(headLength)) {
    if (open) blocks.at(-1)?.push(...block);
    else blocks.push([...block]);
    const [only = '', second] = block;
    open = second === undefined && isHeadline(only) && findCaseCitations(only).length === 0;
  }
  return { head: apart.slice(0, headLength).flat(), blocks };
}

function cutBefore(lines: string[], starts: (line: string, at: number) => boolean): Blocks {
  const [head = [], ...blocks] = lines.reduce<string[][]>(
    (cut, line, at) => {
      if (starts(line, at)) cut.push([]);
      if (line !== '' && !RULE.test(line)) cut.at(-1)?.push(line);
      return cut;
    },
    [[]],
  );
  return { head, blocks: blocks.filter((block) => block.length > 0) };
}

const LABEL = /(?:פסק[\s-]?הדין|ההחלטה|אסמכתא|מראה מקום|ציטוט|קישור)\s*:\s*/;
const ANNOUNCEMENT =
  /(?<![א-ת])[והבל]?(?:הודע(?:ה|ות)|כנס|השתלמות|יום עיון|ימי עיון|מפגש|מינוי|מונתה?|הרשמה|פגר(?:ה|ת)|שעות הפתיחה|עדכון מערכת|מכתב למנויים|נחקק|פורסמו תקנות|הצעת חוק|לא יתפרסם|לא יופיע|נפלה טעות|תיקון טעות)(?![א-ת])/;
const PARTIES = /\sנ['׳]\s/;

function readEntry(block: string[]): DigestEntry {
  const concept = block.map((line) => line.match(CONCEPT)).find((match) => match !== null);
  const lines = block.filter((line) => !CONCEPT.test(line));
  const citation = underlying(lines);
  const text = lines.join('\n');
  const tag = (concept?.[1] ?? concept?.[2] ?? concept?.[3])?.trim() ?? null;
  return {
    // A ruling whose docket is not told is still a ruling; it points nowhere until somebody finds the docket.
    kind:
      citation || PARTIES.test(text)
        ? 'decision'
        : ANNOUNCEMENT.test(`${tag ?? ''}\n${text}`)
          ? 'announcement'
          : 'other',
    headline: lines[0]?.replace(BULLET, '') || null,
    concept: tag,
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

import { type Normalised, normalise } from '../text/normalise.ts';
import type { Span } from '../text/offsets.ts';
import { type LawAt, locateLaws } from './laws.ts';
import { RUN_START, readSectionRun, type SectionRun, stick } from './section-list.ts';

/** One mention of a statute: with sections, or by its name alone. */
export interface StatuteCitation {
  /** Exact words, from the first section word (if any) to the end of the name or year. */
  raw: string;
  span: Span;
  /** The statute meant, as this decision first writes its name, without article letters, year and version marks. */
  law: string;
  /** Official title, or null when the list does not know it or it is ambiguous. */
  canonical: string | null;
  /** As written (`תשל"ז-1977`, `1936`), or null. */
  year: string | null;
  /** `329(א)`, `413ב`; ranges are spelled out. Empty for a mention of the statute as a whole. */
  sections: string[];
  /** `full`: by its name. `short`: by a name that this text set for it (`להלן: חוק החמניות`). `back`: as `החוק`, `לפקודה`. */
  form: 'full' | 'short' | 'back';
  /** For `short` and `back`: index in this list of the first citation of the statute by its name; null if it has none. */
  refersTo: number | null;
}

/**
 * All statutes that a decision cites, in text order: lists and ranges of sections, short names set by `(להלן: …)` and used
 * later, `סעיף 7 לחוק` resolved to the law meant (the one called `החוק`, else the last one named before). A bare `החוק`
 * without a section is no citation; a `לחוק` for which no law can be found is left out, never guessed. Linear in the text.
 *
 * @example findStatuteCitations('לפי סעיפים 4 ו-14 לחוק רישוי עסקים, התשכ"ח-1968').map((c) => c.sections) // [['4', '14']]
 */
export function findStatuteCitations(text: string | Normalised): StatuteCitation[] {
  const normalised = typeof text === 'string' ? normalise(text) : text;
  const words = normalised.text;
  const laws = locateLaws(words);
  const byStart = new Map(laws.mentions.map((law) => [law.prefixStart, law]));
  const byEnd = new Map(laws.mentions.map((law) => [law.closing, law]));
  const cited = new Set<LawAt>();
  const found: { start: number; end: number; law: LawAt; sections: string[] }[] = [];
  for (const run of locateRuns(words)) {
    const target = lawAfter(words, run, byStart, laws.bare) ?? lawBefore(words, run, byEnd);
    if (!target) continue;
    cited.add(target.law);
    found.push({ ...target, sections: run.sections });
  }
  for (const law of laws.mentions) {
    if (!cited.has(law)) found.push({ start: law.start, end: law.end, law, sections: [] });
  }
  const named = new Map<string, number>();
  return found
    .sort((a, b) => a.start - b.start)
    .map(({ start, end, law, sections }, index) => {
      if (law.kind === 'name' && !named.has(law.law)) named.set(law.law, index);
      return {
        raw: normalised.raw(start, end),
        span: normalised.span(start, end),
        law: law.law,
        canonical: law.canonical,
        year: law.year,
        sections,
        form: FORMS[law.kind],
        refersTo: law.kind === 'name' ? null : (named.get(law.law) ?? null),
      };
    });
}

const FORMS = { name: 'full', short: 'short', bare: 'back' } as const;

function locateRuns(text: string): SectionRun[] {
  const runs: SectionRun[] = [];
  RUN_START.lastIndex = 0;
  for (let match = RUN_START.exec(text); match !== null; match = RUN_START.exec(text)) {
    const prefix = /^[ולבהש]{1,2}(?=ס'|סע'|תק'|כלל)/.exec(match[0])?.[0].length ?? 0;
    const run = readSectionRun(text, match.index + prefix, match.index + match[0].length);
    if (!run) continue;
    runs.push(run);
    RUN_START.lastIndex = run.end;
  }
  return runs;
}

interface Target {
  start: number;
  end: number;
  law: LawAt;
}

const FILLER =
  /\s{0,3},?\s{0,2}(?:(?:הנ"ל|האמור(?:ים)?|כאמור|הנזכר(?:ים)?|שבפרק [א-ת]{1,2}'?)\s{1,2})?(?:[לש]ב?תוספת(?: ה[א-ת]{3,9})?\s{1,2})?(?:(?:של|מתוך|על פי|לפי)\s{1,2}(?=ה?[ולבה]{0,2}(?:חוק|פקוד|תקנ|צו|כללי)))?(?:\[(?=ל))?/y;

function lawAfter(
  text: string,
  run: SectionRun,
  byStart: ReadonlyMap<number, LawAt>,
  bare: (position: number) => LawAt | null,
): Target | null {
  const position = run.end + (stick(FILLER, text, run.end)?.[0].length ?? 0);
  const law = byStart.get(position) ?? byStart.get(run.end) ?? bare(position);
  // `סעיף 9 [לפסד"פ]`: whose section it is, put into a quotation by the court that quotes
  const inserted = text.charAt(position - 1) === '[' && law !== null && text.charAt(law.end) === ']';
  return law && { start: run.start, end: inserted ? law.end + 1 : law.end, law };
}

const AFTER_NAME =
  /^\s{0,2}[,:(-]{0,2}\s{0,2}(?:(?:קובעת?|קבעה?|מורה|מורות|קובעות|מגדירה?|אוסרת?|מסמיכה?|מחייבת?|מתירה?)\s{1,2})?(?:ו?[בל]|לפי\s|על פי\s)?$/;
const LONGEST_LINK = 20;

/** `חוק העונשין, סעיף 25`, `חוק העונשין קובע בסעיף 25 כי`: the name stands right before the section. */
function lawBefore(text: string, run: SectionRun, byEnd: ReadonlyMap<number, LawAt>): Target | null {
  for (let back = 0; back <= LONGEST_LINK; back++) {
    const law = byEnd.get(run.start - back);
    if (law)
      return AFTER_NAME.test(text.slice(run.start - back, run.start)) ? { start: law.start, end: run.end, law } : null;
  }
  return null;
}

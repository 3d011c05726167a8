import { parseDocket } from '../docket/index.ts';
import { isSupremeOnly } from '../docket/parse.ts';
import { PROCEDURES } from '../docket/procedures.ts';
import { PLACES } from '../metadata/court-names.ts';
import { normalise } from '../text/normalise.ts';
import type { Pinpoint } from './pinpoints.ts';

/** What a citation of a decision is written from. What is not known is null, never made up. */
export interface CaseParts {
  kind: 'case';
  /** In any written form. */
  docket: string | null;
  /** The deciding court's name as `readMetadata` gives it; may be null where the docket is the Supreme Court's alone. */
  court: string | null;
  /** First party of each side; titles and `ואח'` are taken off. */
  applicant: string | null;
  respondent: string | null;
  /** Canonical reporter (`פ"ד נב(3) 45`) when it was printed, else null. */
  reporter: string | null;
  /** Database in which it was published (`נבו`), when it was not printed. */
  database: string | null;
  /** Day on which it was given, `YYYY-MM-DD`. */
  date: string | null;
  pinpoints?: readonly Pinpoint[];
}

/** What a citation of a statute is written from. */
export interface StatuteParts {
  kind: 'statute';
  name: string | null;
  /** `התשל"ג`, or with the civil year `התשל"ג-1973`. Basic laws have none. */
  year: string | null;
  /** Where it was first published: series (`ס"ח`, `ק"ת`) and first page. */
  published: { series: string; page: number } | null;
  sections?: readonly string[];
}

export type MissingPart =
  | 'docket'
  | 'court'
  | 'applicant'
  | 'respondent'
  | 'database'
  | 'date'
  | 'name'
  | 'year'
  | 'published';

/** A citation, or the parts without which none is written. `html` has the parties' names in bold, all else escaped. */
export type FormattedCitation =
  | { plain: string; html: string; missing: [] }
  | { plain: null; html: null; missing: MissingPart[] };

/**
 * Writes the uniform citation (כללי האזכור האחיד בכתיבה המשפטית, 3rd edition 2021): rule 18 for printed decisions,
 * `ע"א 616/62 אלון נ' ברוש, פ"ד יט 1717 (1963)`; rule 19 for databases, `ע"א 1234/05 אלון נ' ברוש (נבו, 15.3.2010)`;
 * rules 2, 4 and 6 for statutes. The Supreme Court is not named, other courts are, with their district. Abstains when a
 * part is missing and names all that are; a decision that is in no reporter and no database (rule 20) is left to a person.
 * Never throws.
 *
 * @example formatCitation({ kind: 'case', docket: 'ע״א 616/62', court: 'בית המשפט העליון', applicant: 'אלון', respondent: 'ברוש', reporter: 'פ"ד יט 1717', database: null, date: '1963-05-01' }).plain // 'ע"א 616/62 אלון נ\' ברוש, פ"ד יט 1717 (1963)'
 * @example formatCitation({ kind: 'statute', name: 'חוק העונשין', year: null, published: null }).missing // ['year', 'published']
 */
export function formatCitation(parts: CaseParts | StatuteParts): FormattedCitation {
  return parts.kind === 'case' ? formatCase(parts) : formatStatute(parts);
}

function formatCase(parts: CaseParts): FormattedCitation {
  const docket = parts.docket === null ? null : parseDocket(parts.docket);
  const named = docket !== null && docket.prefix !== '';
  const court = courtInBrackets(parts.court, named && isSupremeOnly(PROCEDURES.get(letters(docket.key))));
  const applicant = partyName(parts.applicant);
  const respondent = partyName(parts.respondent);
  const date = parts.date === null ? null : /^(\d{4})-(\d\d)-(\d\d)$/.exec(parts.date);
  const missing: MissingPart[] = [];
  if (!named) missing.push('docket');
  if (court === null) missing.push('court');
  if (applicant === null) missing.push('applicant');
  if (respondent === null) missing.push('respondent');
  if (!date) missing.push('date');
  if (parts.reporter === null && parts.database === null) missing.push('database');
  if (missing.length > 0 || !docket || !date) return { plain: null, html: null, missing };

  const [, year = '', month = '', day = ''] = date;
  const head = `${docket.prefix} ${court ?? ''}${docket.number} `;
  const parties = `${applicant} נ' ${respondent}`;
  const pinpoints = parts.pinpoints ?? [];
  const tail =
    parts.reporter !== null
      ? `, ${parts.reporter}${places(pinpoints, false)} (${year})`
      : `${places(pinpoints, true)} (${parts.database}, ${Number(day)}.${Number(month)}.${year})`;
  return {
    plain: head + parties + tail,
    html: `${escaped(head)}<b>${escaped(parties)}</b>${escaped(tail)}`,
    missing: [],
  };
}

function letters(docketKey: string): string {
  return docketKey.slice(0, docketKey.indexOf(':'));
}

const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^בית המשפט המחוזי(?= ב| מרכז)/, 'מחוזי'],
  [/^בית משפט לעניינים מנהליים(?= ב| מרכז)/, 'מנהליים'],
  [/^בית משפט (?:השלום )?לתעבורה(?= ב)/, 'תעבורה'],
  [/^בית משפט לתביעות קטנות(?= ב)/, 'תביעות קטנות'],
  [/^בית משפט לענייני משפחה(?= ב)/, 'משפחה'],
  [/^בית משפט לנוער(?= ב)/, 'נוער'],
  [/^בית משפט לעניינים מקומיים(?= ב)/, 'מקומיים'],
  [/^בית משפט השלום(?= ב)/, 'שלום'],
  [/^בית הדין האזורי לעבודה(?= ב)/, 'אזורי'],
];
// The places that legal writing abbreviates; the others are written out.
const SHORT_PLACES: Readonly<Record<string, string>> = {
  'תל אביב-יפו': 'ת"א',
  ירושלים: 'י-ם',
  חיפה: "חי'",
  'באר שבע': 'ב"ש',
  נצרת: "נצ'",
  'נוף הגליל-נצרת': "נצ'",
  'מרכז-לוד': 'מרכז',
};
const KNOWN_PLACES: ReadonlySet<string> = new Set(PLACES.map(([, place]) => place));

/** `(מחוזי חי') ` before the number; empty for the Supreme Court; null when the court is not known well enough to name. */
function courtInBrackets(court: string | null, supremeByDocket: boolean): string | null {
  if (court === null) return supremeByDocket ? '' : null;
  if (/^בית המשפט (?:העליון|הגבוה לצדק)$/.test(court)) return '';
  if (court === 'בית הדין הארצי לעבודה') return '(ארצי) ';
  for (const [pattern, kind] of KINDS) {
    const match = pattern.exec(court);
    if (!match) continue;
    const place = court.slice(match[0].length + 1).replace(/^ב/, '');
    return KNOWN_PLACES.has(place) ? `(${kind} ${SHORT_PLACES[place] ?? place}) ` : null;
  }
  return null;
}

const TITLES = /^(?:(?:עו"ד|ד"ר|פרופ'|מר|גב'|הגב'|השופטת?|הרב|אינג')\s+)+/;

function partyName(written: string | null): string | null {
  if (written === null) return null;
  const name = normalise(written)
    .text.replace(/\s+/g, ' ')
    .trim()
    .replace(TITLES, '')
    .replace(/,? ואח(?:'|רים|רות)?$/, '');
  return name === '' ? null : name;
}

/** `, 225` in print, `, פס' 5` in a database; ranges low number first, with a dash between (rule 1.10). */
function places(pinpoints: readonly Pinpoint[], named: boolean): string {
  return pinpoints
    .map(({ kind, from, to }) => {
      const range = from === to ? String(from) : `${from}–${to}`;
      if (kind === 'paragraph') return `, פס' ${range}`;
      return named ? `, עמ' ${range}` : `, ${range}`;
    })
    .join('');
}

function formatStatute({ name, year, published, sections = [] }: StatuteParts): FormattedCitation {
  const title = name === null ? null : normalise(name).text.replace(/\s+/g, ' ').trim();
  const basic = title !== null && /^חוק[ -]יסוד/.test(title);
  const missing: MissingPart[] = [];
  if (!title) missing.push('name');
  if (year === null && !basic) missing.push('year');
  if (published === null) missing.push('published');
  if (missing.length > 0 || !title || !published) return { plain: null, html: null, missing };
  const written = basic ? title.replace(/^חוק[ -]יסוד:? ?/, 'חוק-יסוד: ') : `${title}, ${dashed(year ?? '')}`;
  const plain = `${sectionsBefore(sections)}${written}, ${published.series} ${published.page}`;
  return { plain, html: escaped(plain), missing: [] };
}

function dashed(year: string): string {
  return normalise(year).text.replace(/ ?- ?(?=\d)/, '–');
}

function sectionsBefore(sections: readonly string[]): string {
  if (sections.length === 0) return '';
  return `${sections.length === 1 ? "ס'" : "סס'"} ${sections.join(', ')} ל`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

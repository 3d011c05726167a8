import { type DocketAt, locateDockets, parseDocket } from '../docket/index.ts';
import { type Normalised, normalise } from '../text/normalise.ts';
import type { Span } from '../text/offsets.ts';
import { type Pinpoint, readPinpoints } from './pinpoints.ts';
import { locateReporters, type ReporterAt } from './reporters.ts';

export type { Pinpoint } from './pinpoints.ts';

/** One mention of another proceeding. */
export interface CaseCitation {
  /** Exact words, from the procedure (without prefix letters) to the last digit, or to the reporter's page. */
  raw: string;
  span: Span;
  /** Canonical docket, null when only a reporter is cited. */
  docket: string | null;
  /** Canonical reporter (`פ"ד נד(2) 171`), or null. */
  reporter: string | null;
  /** What stands in brackets between procedure and number (`מחוזי ת"א`), or null. */
  court: string | null;
  pinpoints: Pinpoint[];
}

export const LONGEST_PARTIES = 250;

/**
 * All proceedings that a decision cites, in text order, repeated mentions repeated. A docket with the reporter behind its
 * party names is one citation. Back-references without a number (`עניין שקד`) are no citations of their own: `findBackReferences` says which of these they mean. Linear in the text.
 *
 * @param options.own the decision's own dockets, in any form: they are left out.
 * @example findCaseCitations('ע"א 616/64 אילן נ\' גל, פ"ד יט 1717').map((c) => c.reporter) // ['פ"ד יט 1717']
 */
export function findCaseCitations(
  text: string | Normalised,
  options: { own?: readonly string[] } = {},
): CaseCitation[] {
  const normalised = typeof text === 'string' ? normalise(text) : text;
  return locateCases(normalised.text, options.own).map((at) => citationAt(normalised, at));
}

/** The same with UTF-16 positions in the normalised text, for what is read behind a citation. */
export function locateCases(words: string, own: readonly string[] = []): CaseAt[] {
  const keys = new Set(own.map((docket) => parseDocket(docket)?.key).filter((key) => key !== undefined));
  return pair(words, locateDockets(words), locateReporters(words)).filter(
    ({ docket }) => !docket || !keys.has(docket.docket.key),
  );
}

export function citationAt(normalised: Normalised, { docket, reporter, start, end, next }: CaseAt): CaseCitation {
  return {
    raw: normalised.raw(start, end),
    span: normalised.span(start, end),
    docket: docket?.docket.canonical ?? null,
    reporter: reporter?.reporter ?? null,
    court: docket?.court ?? null,
    pinpoints: readPinpoints(following(normalised.text, end, next), reporter !== null),
  };
}

/** A citation at a place. Positions are UTF-16 in normalised text. */
export interface CaseAt {
  docket: DocketAt | null;
  reporter: ReporterAt | null;
  start: number;
  end: number;
  /** Where the next citation starts. */
  next: number;
}

function pair(text: string, dockets: readonly DocketAt[], reporters: readonly ReporterAt[]): CaseAt[] {
  const pairs: CaseAt[] = [];
  let r = 0;
  const alone = (limit: number): void => {
    for (let reporter = reporters[r]; reporter && reporter.start < limit; reporter = reporters[++r]) {
      const before = pairs[pairs.length - 1];
      // A second reporter right behind the first is the same decision printed elsewhere.
      if (before?.reporter && /^[\s,;]{0,4}$/.test(text.slice(before.end, Math.min(reporter.start, before.end + 5)))) {
        before.end = reporter.end;
      } else pairs.push({ docket: null, reporter, start: reporter.start, end: reporter.end, next: 0 });
    }
  };
  dockets.forEach((docket, d) => {
    alone(docket.start);
    const reporter = reporters[r];
    const limit = dockets[d + 1]?.start ?? text.length;
    const joins =
      reporter !== undefined &&
      reporter.start < limit &&
      isParties(text.slice(docket.end, docket.end + LONGEST_PARTIES + 1), reporter.start - docket.end);
    if (joins) r++;
    pairs.push({
      docket,
      reporter: joins ? reporter : null,
      start: docket.start,
      end: joins ? reporter.end : docket.end,
      next: 0,
    });
  });
  alone(Number.POSITIVE_INFINITY);
  pairs.forEach((one, i) => {
    one.next = pairs[i + 1]?.start ?? text.length;
  });
  return pairs;
}

/** Whether the words between a docket and a reporter can be the parties' names: `כהן נ' לוי בע"מ,`. */
function isParties(after: string, length: number): boolean {
  if (length > LONGEST_PARTIES) return false;
  const between = after.slice(0, length);
  // a full stop, a date or a year in brackets ends the citation; `(1991) בע"מ` is part of a company's name
  if (/;|\n\s*\n|[א-ת]{3}\. |\(\d{1,2}\.\d{1,2}\.\d{2,4}\)|\((?:19|20)\d\d\)(?!\s{0,2}(?:בע|נ'))|פורסם/.test(between))
    return false;
  return length <= 30 || /נ'|נגד|\sנ\. /.test(between);
}

/** The rest of the citation's sentence: up to `;`, a full stop, or the next citation. */
export function following(text: string, end: number, next: number): string {
  const words = text.slice(end, Math.min(next, end + LONGEST_PARTIES));
  const stop = words.search(/^\s?\.|;|(?<=[א-ת\d)]{2}|\d)\.(?:\s|$)|\n\s*\n/);
  return stop < 0 ? words : words.slice(0, stop);
}

import { type Normalised, normalise } from '../text/index.ts';
import { readCounsel } from './counsel.ts';
import { readCourt } from './court.ts';
import { readDateGiven } from './date-given.ts';
import { type Frame, frameOf, readKind } from './frame.ts';
import { withRoles } from './opinions.ts';
import { readOutcome } from './outcome.ts';
import { readOwnDockets } from './own-docket.ts';
import { readPanel } from './panel.ts';
import { readParties } from './parties.ts';
import { readPrivacy } from './privacy.ts';
import { locateDecisions } from './split.ts';
import type { DecisionMetadata } from './types.ts';

/**
 * What the decision says about itself: kind, deciding court, own dockets, date given, panel, parties, outcome, marks of
 * confidentiality. Every value carries its place (code points of `text`) and a confidence; what the text does not say is
 * null or an empty list. A file of several decisions gives the first one's single values and everybody's lists.
 * Linear in the text; never throws.
 *
 * @example readMetadata('בבית המשפט העליון רע"פ 101/23 לפני: כבוד השופט א\' אלמוג …').dockets[0]?.value // 'רע"פ 101/23'
 */
export function readMetadata(text: string | Normalised): DecisionMetadata {
  const source = typeof text === 'string' ? normalise(text) : text;
  const [first, ...others] = locateDecisions(source.text).map(({ start, end }) => {
    return readOne(frameOf(source.text.slice(start, end)), shifted(source, start));
  });
  if (!first) return readOne(frameOf(''), source);
  for (const other of others) {
    for (const list of ['dockets', 'applicants', 'respondents', 'counsel'] as const) first[list].push(...other[list]);
    first.judges.push(...other.judges);
    first.privacy.push(...other.privacy);
  }
  return first;
}

function shifted(source: Normalised, by: number): Normalised {
  if (by === 0) return source;
  return {
    ...source,
    span: (start, end) => source.span(start + by, end + by),
    raw: (start, end) => source.raw(start + by, end + by),
  };
}

function readOne(frame: Frame, source: Normalised): DecisionMetadata {
  const court = readCourt(frame, source);
  const committee = court?.value.level === 'committee';
  const panel = readPanel(frame, source, committee);
  const parties = readParties(frame, source, panel.end);
  return {
    kind: readKind(frame, source),
    court: court && { ...court, value: court.value.name },
    courtLevel: court && { ...court, value: court.value.level },
    dockets: readOwnDockets(frame, source),
    date: readDateGiven(frame, source),
    judges: withRoles(panel.judges, frame),
    ...parties,
    counsel: readCounsel(frame, source),
    outcome: readOutcome(frame, source),
    privacy: readPrivacy(frame, source, [...parties.applicants, ...parties.respondents]),
  };
}

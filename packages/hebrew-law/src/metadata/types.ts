import type { Span } from '../text/index.ts';

/** One value read from the text, with the place it was read from. */
export interface Field<T> {
  value: T;
  /** Code points of the stored text; null when the value does not stand at one place (a level derived from a docket). */
  span: Span | null;
  source: 'document';
  /** 0..1: how sure the rule that read it is, by where and how the value was written. */
  confidence: number;
}

export type DecidingCourtLevel =
  | 'supreme'
  | 'district'
  | 'magistrate'
  | 'family'
  | 'labour-national'
  | 'labour-regional'
  | 'committee'
  | 'other';

export type Outcome = 'granted' | 'partly' | 'dismissed' | 'struck' | 'remanded' | 'other';

export type PanelRole = 'wrote' | 'concurred' | 'dissented';

/** Why a decision may not be shown as it is. `masked`: names are already left out; the others: ask before publishing. */
export type PrivacyMark = 'masked' | 'closed-doors' | 'publication-ban' | 'publication-allowed' | 'classified';

/** A deciding judge. `role` only where the text marks it. */
export interface Judge extends Field<string> {
  role: PanelRole | null;
}

/** What a decision says about itself. A missing value is null or an empty list, never a guess. */
export interface DecisionMetadata {
  /** The title the text gives itself, with single spaces: `פסק דין`, `החלטה`, `גזר דין`, `פסק דין חלקי`. */
  kind: Field<string> | null;
  /** Canonical Hebrew name of the deciding court. */
  court: Field<string> | null;
  courtLevel: Field<DecidingCourtLevel> | null;
  /** Own docket, canonical; all of them when cases were joined. */
  dockets: Field<string>[];
  /** Day on which this decision was given, `YYYY-MM-DD`. */
  date: Field<string> | null;
  /** The panel, in the order of the heading, titles off. */
  judges: Judge[];
  applicants: Field<string>[];
  respondents: Field<string>[];
  counsel: Field<string>[];
  outcome: Field<Outcome> | null;
  privacy: Field<PrivacyMark>[];
}

export { gregorianDate, hebrewDate } from './hebrew-calendar.ts';
export { readMetadata } from './read.ts';
export { type DecisionPart, splitDecisions } from './split.ts';
export type {
  DecidingCourtLevel,
  DecisionMetadata,
  Field,
  Judge,
  Outcome,
  PanelRole,
  PrivacyMark,
} from './types.ts';

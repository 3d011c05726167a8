export { type BackReference, type BackReferenceKind, findBackReferences } from './back-references.ts';
export { type CaseCitation, findCaseCitations, type Pinpoint } from './cases.ts';
export {
  type CaseParts,
  type FormattedCitation,
  formatCitation,
  type MissingPart,
  type StatuteParts,
} from './format.ts';
export { type StatuteTitle, statuteSkeleton, statuteTitle } from './statute-titles.ts';
export { findStatuteCitations, type StatuteCitation } from './statutes.ts';

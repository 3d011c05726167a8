export { type CaseCitation, findCaseCitations, type Pinpoint } from './cases.ts';
export { type StatuteTitle, statuteSkeleton, statuteTitle } from './statute-titles.ts';
export { findStatuteCitations, type StatuteCitation } from './statutes.ts';

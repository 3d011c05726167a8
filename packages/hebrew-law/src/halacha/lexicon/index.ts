export { NEW_RULE, PRINCIPLE, SETTLED_LAW } from './announcing.ts';
export { ACTORS, EXCEPTION, LAW_NAMED, MEANING, NORM } from './norms.ts';
export { ADOPTS, APPLIED_STANDARD, OBITER, PROCEDURAL, STATED_STANDARD } from './standing.ts';
export { DISPOSITION, FIRST_PERSON, NARRATIVE, POINTS_BACK, THIS_CASE, UNDECIDED } from './this-case.ts';

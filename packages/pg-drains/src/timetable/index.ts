export { assertStaggered, proposeMinute } from './staggered.ts';
export { nextStart } from './start.ts';
export { type Timetable, type TimetableEntry, TimetableError } from './timetable.ts';

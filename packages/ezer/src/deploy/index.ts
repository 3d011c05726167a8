/** What an operator needs beside the program, written from the one timetable and the one table of settings. */
export { type ClockFaceOptions, clockFace } from './clock-face.ts';
export { type Deadlines, deadlinesOf, LAST_ITEM, latestStart, PeriodTooShort } from './deadlines.ts';
export { ScriptsNotDescribed, scriptsPage } from './scripts-page.ts';
export { isTarget, TARGETS, type Target } from './targets.ts';
// `deployment.ts` is a door of its own: it brings a YAML writer, which no other command needs to load.

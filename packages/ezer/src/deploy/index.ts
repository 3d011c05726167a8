/** What an operator needs beside the program, written from the one timetable and the one table of settings. */
export { ScriptsNotDescribed, scriptsPage } from './scripts-page.ts';

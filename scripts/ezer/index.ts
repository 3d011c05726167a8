/**
 * `npm start` and `npm run ezer -- …`: builds the bundle when it is missing or not of the present sources, and runs it in
 * this same process. The bundle and not the sources, because every job is a process of its own: CPU time of `ezer run
 * metadata-drain` on an empty queue was 975 ms from the sources (medians of 7, two cores), and is 122 ms from the bundle.
 */
import { pathToFileURL } from 'node:url';
import { build, isCurrent, PROGRAM } from './bundle.ts';

if (!isCurrent()) await build();
// npm runs scripts in the root of the checkout; relative paths are meant from where the user stands.
if (process.env.npm_lifecycle_event && process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
process.argv[1] = PROGRAM;
await import(pathToFileURL(PROGRAM).href);

#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Of the bundle only: beside it, not in the temporary folder that all accounts of the machine share. Where that cannot
// be written, Node goes on without.
const home = fileURLToPath(import.meta.url);
if (!home.endsWith('.ts')) enableCompileCache(join(dirname(home), '.compile-cache'));

// Whoever read our output may be gone: `| head`, or a scheduler that was killed. The work goes on; only other errors
// are errors.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

// A job starts many times an hour and its start is module loading, so the plain form goes past the command line
// parser and the other commands.
const [command, job, ...rest] = process.argv.slice(2);
const alone = command === 'run' && job !== undefined && rest.length === 0;
const ran = alone && (await (await import('./run-alone.ts')).runJobAlone(job));
if (!ran) await import('./main.ts');

/** One process that migrates with one runner: loads it, says that it is ready, waits for a line, and tells how it went. */
import { createInterface } from 'node:readline';
import pg from 'pg';
import { history } from './history.ts';
import { RUNNERS } from './runners.ts';

const [name = '', url = '', root = '', withIndex = ''] = process.argv.slice(2);
const run = await RUNNERS[name]?.();
if (!run) throw new Error(`there is no runner named ${name}`);
const work = { url, root, steps: history({ withIndex: withIndex === 'with-index' }) };
console.log('ready');
await createInterface({ input: process.stdin })[Symbol.asyncIterator]().next();
const start = performance.now();
try {
  await run(work);
  console.log(JSON.stringify({ ok: true, ms: performance.now() - start }));
} catch (error) {
  const code = sqlState(error);
  console.log(
    JSON.stringify({ ok: false, ms: performance.now() - start, code, message: String(error).split('\n')[0] }),
  );
}
process.exit(0);

function sqlState(error: unknown): string | null {
  if (error instanceof pg.DatabaseError) return error.code ?? null;
  return error instanceof Error && error.cause ? sqlState(error.cause) : null;
}

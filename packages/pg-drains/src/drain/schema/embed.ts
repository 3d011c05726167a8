/**
 * Writes the schema file into a TypeScript constant, so that a bundled process needs no file beside it.
 *
 *     node packages/pg-drains/src/drain/schema/embed.ts
 */
import { readFileSync, writeFileSync } from 'node:fs';

const sql = readFileSync(new URL('0001_work.sql', import.meta.url), 'utf8');
if (/[`\\]|\$\{/.test(sql))
  throw new Error('0001_work.sql: a backtick, a backslash or ${ cannot be embedded; rewrite it');
const head = '// Written by embed.ts from 0001_work.sql. Change the SQL, then run embed.ts.\n';
writeFileSync(new URL('work-schema.gen.ts', import.meta.url), `${head}export const workSchema = \`${sql}\`;\n`);

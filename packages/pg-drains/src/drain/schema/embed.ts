/**
 * Writes the schema files into a TypeScript constant, so that a bundled process needs no file beside it.
 *
 *     node packages/pg-drains/src/drain/schema/embed.ts
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.sql'));
const sql = files
  .sort()
  .map((name) => readFileSync(new URL(name, import.meta.url), 'utf8'))
  .join('\n');
if (/[`\\]|\$\{/.test(sql)) throw new Error('a backtick, a backslash or ${ cannot be embedded; rewrite it');
const head = '// Written by embed.ts from the .sql files. Change these, then run embed.ts.\n';
writeFileSync(new URL('work-schema.gen.ts', import.meta.url), `${head}export const workSchema = \`${sql}\`;\n`);

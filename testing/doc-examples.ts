import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An `@example` of a doc block: a call, and the value that its comment says it has. */
export interface DocExample {
  file: string;
  line: number;
  /** The exported thing that the block stands before. */
  of: string;
  call: string;
  value: string;
}

/**
 * The examples in the doc blocks of a package's sources, each written on one line as `@example call(…) // value`. An
 * example without a value is one to read, not to run, and is left out.
 *
 * @example docExamplesIn('/** Adds one. @example inc(1) // 2 *\/\nexport function inc(n: number) {}', 'a.ts').map((e) => [e.of, e.call, e.value]) // [['inc', 'inc(1)', '2']]
 */
export function docExamplesIn(source: string, file: string): DocExample[] {
  const found: DocExample[] = [];
  for (const block of source.matchAll(BLOCK)) {
    const [, words = '', of = ''] = block;
    let at = block.index + '/**'.length;
    for (const line of words.split('\n')) {
      const [, call, value] = EXAMPLE.exec(line) ?? [];
      if (call !== undefined && value !== undefined) {
        const number = source.slice(0, at).split('\n').length;
        found.push({ file, line: number, of, call: call.trim(), value: value.replaceAll('*\\/', '*/') });
      }
      at += line.length + 1;
    }
  }
  return found;
}

// A block comment and the name of what follows it; `*\/` inside an example is an escaped end of comment.
const BLOCK =
  /\/\*\*((?:[^*]|\*(?!\/))*)\*\/\s*(?:export\s+)?(?:async\s+)?(?:function\*?|const|class|interface|type)\s+([\w$]+)/g;
const EXAMPLE = /@example\s+(\S.*) \/\/ (\S.*?)\s*$/;

/** The same for all TypeScript files under a folder, tests left out. */
export function docExamplesUnder(folder: string): DocExample[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.(?:test|gen)\.ts$/.test(file) && !file.includes('node_modules'))
    .sort()
    .flatMap((file) => docExamplesIn(readFileSync(join(folder, file), 'utf8'), file));
}

/**
 * What an example gives and what it says it gives, for comparing. `names` are the exports that it may use.
 *
 * @throws whatever the call throws
 */
export async function runDocExample(
  { call, value }: DocExample,
  names: Readonly<Record<string, unknown>>,
): Promise<{ given: unknown; said: unknown }> {
  const run = new Function(...Object.keys(names), `return [(${call}), (${value})];`);
  const [given, said]: unknown[] = run(...Object.values(names));
  return { given: await given, said };
}

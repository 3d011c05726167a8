import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, relative, sep } from 'node:path';
import { ALLOWED, CORE, type Exception, IMPORT_DIRECTIONS, PLATFORMS, PURE } from './rules.ts';

export interface Violation {
  file: string;
  line: number;
  rule: 'import direction' | 'platform symbol' | 'allow-list';
  message: string;
}

/**
 * Checks the packages under `root` for G12: import directions, and platform symbols outside their home.
 * Tests are checked for imports only: a test may name what it forbids.
 *
 * @param root  the checkout
 * @param allowed  exceptions, each with a reason; unused ones are reported
 */
export function leakGuard(root: string, allowed: readonly Exception[] = ALLOWED): Violation[] {
  const violations: Violation[] = [];
  const used = new Set<Exception>();
  for (const file of sourceFiles(join(root, 'packages'))) {
    const path = relative(root, file).split(sep).join('/');
    const owner = path.split('/')[1] ?? '';
    const lines = readFileSync(file, 'utf8').split('\n');
    violations.push(...wrongImports(path, owner, lines));
    if (!/\.test\.tsx?$/.test(path)) violations.push(...platformSymbols(path, owner, lines, allowed, used));
  }
  for (const entry of allowed) {
    if (!entry.reason.trim()) violations.push(stale(entry, 'has no reason'));
    if (!used.has(entry)) violations.push(stale(entry, 'allows nothing that is still there; remove it'));
  }
  return violations;
}

function* sourceFiles(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'node_modules' || entry.name === 'dist') continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sourceFiles(path);
    else if (/\.(ts|tsx|sql|js|mjs|cjs)$/.test(entry.name)) yield path;
  }
}

const IMPORT = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)(['"])([^'"]+)\1/g;

function wrongImports(path: string, owner: string, lines: string[]): Violation[] {
  const found: Violation[] = [];
  const test = /\.test\.tsx?$/.test(path);
  for (const [index, line] of lines.entries()) {
    for (const [, , name = ''] of line.matchAll(IMPORT)) {
      const problem = importProblem(path, owner, name, test);
      if (problem) found.push({ file: path, line: index + 1, rule: 'import direction', message: problem });
    }
  }
  return found;
}

function importProblem(path: string, owner: string, name: string, test: boolean): string | null {
  const relativeTarget = name.startsWith('.') ? join(path, '..', name).split(sep).join('/') : null;
  const target = relativeTarget?.match(/^packages\/([^/]+)\//)?.[1] ?? name.split('/')[0] ?? '';
  if (target in IMPORT_DIRECTIONS && target !== owner) {
    if (relativeTarget) return `reaches into ${target} by a path; import its door '${target}'`;
    if (!IMPORT_DIRECTIONS[owner]?.includes(target)) return `${owner} may not import ${target}`;
  }
  const pure = path.includes('/src/') && PURE.some((each) => each === owner);
  if (pure && !test && !name.startsWith('.') && (isBuiltin(name) || !(target in IMPORT_DIRECTIONS)))
    return `${owner} has no dependencies and no I/O; it may not import ${name}`;
  return null;
}

function platformSymbols(
  path: string,
  owner: string,
  lines: string[],
  allowed: readonly Exception[],
  used: Set<Exception>,
): Violation[] {
  const found: Violation[] = [];
  const core = CORE.some((each) => each === owner);
  for (const [index, line] of lines.entries()) {
    for (const { kind, symbol, home } of PLATFORMS) {
      if (!core && path.startsWith(`${home}/`)) continue;
      const exceptions = allowed.filter((entry) => entry.file === path && line.includes(entry.text));
      let rest = line;
      for (const entry of exceptions) rest = rest.replaceAll(entry.text, '');
      if (rest !== line && symbol.test(line)) for (const entry of exceptions) used.add(entry);
      const match = rest.match(symbol);
      if (match)
        found.push({
          file: path,
          line: index + 1,
          rule: 'platform symbol',
          message: `${kind} '${match[0]}' belongs in ${home} only`,
        });
    }
  }
  return found;
}

const stale = (entry: Exception, problem: string): Violation => ({
  file: entry.file,
  line: 0,
  rule: 'allow-list',
  message: `the allow-list entry '${entry.text}' ${problem}`,
});

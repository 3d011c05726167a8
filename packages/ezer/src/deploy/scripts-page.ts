import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { SETTING_NAMES, settingRow } from '../config/settings.ts';
import { TIMETABLE } from '../jobs/timetable.ts';
import { JOB_ABOUT, NPM_SCRIPTS } from './scripts-table.ts';

/** A script that nobody described, or a description of a script that is gone. */
export class ScriptsNotDescribed extends Error {
  override readonly name = 'ScriptsNotDescribed';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('; '));
    this.problems = problems;
  }
}

/**
 * The text of SCRIPTS.md: everything that can be started in this checkout, and every setting, with what starts it and
 * what it does.
 *
 * @param root  the checkout
 * @throws ScriptsNotDescribed naming all of them
 */
export function scriptsPage(root: string): string {
  const problems: string[] = [];
  const sections = [
    HEAD,
    section('npm scripts', npmScripts(root, problems)),
    section('Jobs', jobs(), JOBS_TEXT),
    section('Script files', scriptFiles(root, problems)),
    section('Settings', settings(), SETTINGS_TEXT),
  ];
  if (problems.length > 0) throw new ScriptsNotDescribed(problems);
  return `${sections.join('\n\n')}\n`;
}

const HEAD = `# Scripts, jobs and settings

Written by \`npm run docs:scripts\` (\`ezer docs scripts\`); edit what it is written from, not this page.`;

const JOBS_TEXT = `Each job is a short-lived process: it works until nothing is left or its budget is spent, prints one line, and says with its exit code how it ended. \`ezer start\` starts each at its minutes, by the clock in Jerusalem; \`ezer run JOB\` starts it at any time, and \`ezer queue request JOB\` asks for a run. No two jobs start in the same minute.`;

const SETTINGS_TEXT = `Read from the environment, then from \`config.env\` in the data folder, then the default. \`ezer config\` shows what is in force. An unknown \`EZER_\` name is an error.`;

type Row = readonly string[];

function npmScripts(root: string, problems: string[]): Row[] {
  const names = Object.keys(rootScripts(root));
  for (const name of names) {
    if (NPM_SCRIPTS[name] === undefined)
      problems.push(`npm script ${name} has no description: add one to packages/ezer/src/deploy/scripts-table.ts`);
  }
  for (const name of Object.keys(NPM_SCRIPTS)) {
    if (!names.includes(name))
      problems.push(
        `there is no npm script ${name} any more: remove it from packages/ezer/src/deploy/scripts-table.ts`,
      );
  }
  const ci = textOf(join(root, '.ci/run'));
  return [
    ['script', 'started by', 'what it does'],
    ...names.map((name) => [code(commandOf(name)), callersOf(root, name, ci), NPM_SCRIPTS[name] ?? '']),
  ];
}

const SHORT = new Set(['start', 'test']);
const commandOf = (name: string): string => (SHORT.has(name) ? `npm ${name}` : `npm run ${name}`);

function callersOf(root: string, name: string, ci: string): string {
  const called = new RegExp(`${commandOf(name)}(?![\\w:-])`);
  const others = Object.entries(rootScripts(root)).filter(([, command]) => called.test(command));
  const callers = [...(called.test(ci) ? [code('.ci/run')] : []), ...others.map(([caller]) => code(commandOf(caller)))];
  return callers.join(', ') || 'a person';
}

function jobs(): Row[] {
  return [
    ['job', 'process name', 'starts at minutes', 'what it does'],
    ...TIMETABLE.map(({ job, processName, minutes }) => [
      code(`ezer run ${job}`),
      code(processName),
      minutes.join(', '),
      JOB_ABOUT[job],
    ]),
  ];
}

/** The files a person or another script starts: `scripts/NAME.*`, `scripts/NAME/index.ts`, also of each package. */
function scriptFiles(root: string, problems: string[]): Row[] {
  const folders = ['scripts', ...packages(root).map((name) => `packages/${name}/scripts`)];
  const files = [...folders.flatMap((folder) => startable(root, folder)), '.ci/run'];
  const npm = Object.entries(rootScripts(root));
  const workflows = workflowFiles(root);
  return [
    ['file', 'started by', 'what it does'],
    ...files.map((file) => {
      const about = firstSentence(textOf(join(root, file)));
      if (about === null) problems.push(`${file} does not say what it does: begin it with a comment`);
      const callers = [
        ...npm.filter(([, command]) => command.includes(file)).map(([name]) => code(commandOf(name))),
        ...workflows.filter((workflow) => textOf(join(root, workflow)).includes(file)).map(code),
      ];
      return [code(file), callers.join(', ') || 'a person', about ?? ''];
    }),
  ];
}

/** Other files in a folder of `scripts/` belong to its `index.ts`, unless an npm script starts them. */
function startable(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  const commands = Object.values(rootScripts(root));
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/\.test\.\w+$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter(
      (file) =>
        dirname(file) === folder || basename(file) === 'index.ts' || commands.some((command) => command.includes(file)),
    )
    .sort();
}

function packages(root: string): string[] {
  return existsSync(join(root, 'packages')) ? readdirSync(join(root, 'packages')).sort() : [];
}

function workflowFiles(root: string): string[] {
  const folder = '.github/workflows';
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder))
    .sort()
    .map((name) => `${folder}/${name}`);
}

/** The first sentence of the comment that a file begins with. */
function firstSentence(text: string): string | null {
  const block = text.match(/^(?:#![^\n]*\n)?\s*\/\*\*([\s\S]*?)\*\//)?.[1]?.replace(/^\s*\* ?/gm, ' ');
  const lines = text.match(/^(?:#![^\n]*\n)?((?:(?:#|\/\/) ?[^\n]*\n)+)/)?.[1]?.replace(/^(?:#|\/\/) ?/gm, ' ');
  const words = (block ?? lines)?.replace(/\s+/g, ' ').trim();
  return words ? (words.match(/^.*?[.!?](?=\s|$)/)?.[0] ?? words) : null;
}

function settings(): Row[] {
  return [
    ['variable', 'default', 'what it is'],
    ...SETTING_NAMES.map((name) => {
      const { default: value, secret, about } = settingRow(name);
      return [code(name), value === undefined ? '' : code(value), `${about.en}.${secret ? ' Shown masked.' : ''}`];
    }),
  ];
}

function rootScripts(root: string): Record<string, string> {
  const { scripts = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts?: Record<string, string>;
  };
  return scripts;
}

const textOf = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');

const code = (text: string): string => `\`${text}\``;

function section(title: string, rows: readonly Row[], text?: string): string {
  const [head = [], ...body] = rows;
  const line = (cells: Row) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const drawn = [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
  return [`## ${title}`, ...(text === undefined ? [] : [text]), drawn].join('\n\n');
}

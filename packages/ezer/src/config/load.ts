import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { nearest } from './nearest.ts';
import { SETTING_NAMES, type SettingName, type Settings, settingRow } from './settings.ts';

export type Source = 'default' | 'environment' | 'file' | 'unset';

export interface Config {
  values: Settings;
  sources: Record<SettingName, Source>;
  /** The settings file that would be read, whether it exists or not. */
  file: string;
}

export interface ConfigProblem {
  name: string;
  source: 'environment' | 'file';
  message: string;
  /** The known name that the unknown one most resembles. */
  hint: string | null;
}

/** A variable is unknown or its value is wrong; `problems` has all of them, not only the first. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[], file: string, options?: ErrorOptions) {
    super(problems.map((problem) => sentence(problem, file)).join('\n'), options);
    this.problems = problems;
  }
}

/**
 * Reads the settings: the environment first, then the settings file (`config.env` in the data folder, `NAME=value` a
 * line), then the defaults. An empty variable counts as absent, because deployment files write those.
 *
 * Relative paths stand for a place below the working directory when the environment says them, below the folder of
 * the file when the file does, and below the installation (the checkout, or the working directory when the program
 * is installed as a package) when they are defaults: so all processes of one installation find the same data folder
 * wherever they are started.
 *
 * @throws {ConfigError} naming every unknown `EZER_*` variable (any name in the file) and every wrong value
 * @example
 * const { values, sources } = loadConfig({ EZER_PORT: '9000' });
 * values.EZER_PORT; // 9000
 * sources.EZER_PORT; // 'environment'
 */
export function loadConfig(env: NodeJS.ProcessEnv = process.env, options: { file?: string } = {}): Config {
  const problems: ConfigProblem[] = [];
  const home = installationFolder();
  const file = resolve(options.file ?? join(resolve(env.EZER_DATA || join(home, '.ezer')), 'config.env'));
  const written = readSettingsFile(file);
  problems.push(...unknownNames(env, 'environment'), ...unknownNames(written, 'file'));

  const values: Partial<Record<SettingName, unknown>> = {};
  const sources: Partial<Record<SettingName, Source>> = {};
  for (const name of SETTING_NAMES) {
    const row = settingRow(name);
    const [text, source, base] = env[name]
      ? ([env[name], 'environment', process.cwd()] as const)
      : written[name]
        ? ([written[name], 'file', dirname(file)] as const)
        : ([row.default, row.default === undefined ? 'unset' : 'default', home] as const);
    sources[name] = source;
    if (text === undefined) continue;
    const read = row.read(text);
    if ('value' in read) values[name] = row.path ? resolve(base, String(read.value)) : read.value;
    else if (source === 'environment' || source === 'file') {
      const message = row.secret ? read.problem : `is ${JSON.stringify(text)} but ${read.problem}`;
      problems.push({ name, source, message, hint: null });
    }
  }
  if (values.DATABASE_MIGRATION_URL && !values.DATABASE_URL) {
    const source = sources.DATABASE_MIGRATION_URL === 'file' ? 'file' : 'environment';
    problems.push({ name: 'DATABASE_MIGRATION_URL', source, message: 'needs DATABASE_URL beside it', hint: null });
  }
  if (written.EZER_DATA && !options.file) {
    const message = 'cannot move the data folder that its own file lies in; set it in the environment';
    problems.push({ name: 'EZER_DATA', source: 'file', message, hint: null });
  }
  if (problems.length > 0) throw new ConfigError(problems, file);
  // Each value came out of the schema of its own row, and rows with a default always have one.
  return { values: values as Settings, sources: sources as Record<SettingName, Source>, file };
}

/** The root of the checkout this code lies in, or the working directory when it is an installed package. */
function installationFolder(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); folder !== dirname(folder); folder = dirname(folder)) {
    try {
      const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name?: string };
      if (name === 'ezer-mishpati') return folder;
    } catch {
      // No readable package.json here: look one folder up.
    }
  }
  return process.cwd();
}

function readSettingsFile(file: string): Record<string, string | undefined> {
  try {
    return parseEnv(readFileSync(file, 'utf8'));
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return {};
    const message = `the settings file cannot be read (${code ?? cause}); mend its permissions or remove it`;
    throw new ConfigError([{ name: file, source: 'file', message, hint: null }], file, { cause });
  }
}

function unknownNames(given: Record<string, string | undefined>, source: 'environment' | 'file'): ConfigProblem[] {
  const known = new Set<string>(SETTING_NAMES);
  return Object.keys(given)
    .filter((name) => !known.has(name) && (source === 'file' || name.startsWith('EZER_')))
    .map((name) => ({ name, source, message: 'is not a setting', hint: nearest(name, SETTING_NAMES) }));
}

function sentence({ name, source, message, hint }: ConfigProblem, file: string): string {
  const where = source === 'file' ? file : 'environment';
  return `${name} (${where}) ${message}${hint ? `; did you mean ${hint}?` : ''}`;
}

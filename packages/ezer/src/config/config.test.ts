import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ConfigError, describeConfig, formatConfig, loadConfig, maskSecret } from './index.ts';

const checkout = resolve(import.meta.dirname, '../../../..');
const settingsFile = (text: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'ezer-config-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'config.env');
  writeFileSync(file, text);
  return file;
};
const nowhere = { file: join(tmpdir(), 'ezer-config-that-is-not-there', 'config.env') };
const problemsOf = (env: NodeJS.ProcessEnv, options: { file?: string } = nowhere) => {
  try {
    loadConfig(env, options);
  } catch (error) {
    if (error instanceof ConfigError) return error;
  }
  throw new Error('expected a ConfigError');
};

test('with nothing set every value is its default, and the data folder lies in the checkout', () => {
  const { values, sources } = loadConfig({}, nowhere);
  expect(values.EZER_PORT).toBe(8710);
  expect(values.EZER_HOST).toBe('127.0.0.1');
  expect(values.EZER_SAMPLES).toBe(true);
  expect(values.EZER_DATA).toBe(join(checkout, '.ezer'));
  expect(values.DATABASE_URL).toBeUndefined();
  expect([sources.EZER_PORT, sources.DATABASE_URL]).toEqual(['default', 'unset']);
});

test('the environment wins over the file, the file over the default, an empty variable over nothing', () => {
  const file = settingsFile('EZER_PORT=9001\nEZER_LANGUAGE=en\nEZER_LIBRARY=mine\n');
  const { values, sources } = loadConfig({ EZER_PORT: '9000', EZER_LANGUAGE: '' }, { file });
  expect(values.EZER_PORT).toBe(9000);
  expect(values.EZER_LANGUAGE).toBe('en');
  expect(values.EZER_LIBRARY).toBe(resolve(file, '..', 'mine'));
  expect([sources.EZER_PORT, sources.EZER_LANGUAGE, sources.EZER_HOST]).toEqual(['environment', 'file', 'default']);
});

test('the settings file lies in the data folder', () => {
  const file = settingsFile('EZER_PORT=9001\n');
  expect(loadConfig({ EZER_DATA: resolve(file, '..') }).values.EZER_PORT).toBe(9001);
});

test('an unknown variable is refused with the nearest known name, in the environment and in the file', () => {
  const inEnvironment = problemsOf({ EZER_PROT: '1' });
  expect(inEnvironment.problems).toMatchObject([{ name: 'EZER_PROT', source: 'environment', hint: 'EZER_PORT' }]);
  expect(inEnvironment.message).toContain('did you mean EZER_PORT?');
  expect(problemsOf({}, { file: settingsFile('DATABASE_ULR=x') }).problems).toMatchObject([
    { name: 'DATABASE_ULR', source: 'file', hint: 'DATABASE_URL' },
  ]);
  expect(problemsOf({ EZER_SOMETHING_QUITE_OTHER: '1' }).problems[0]?.hint).toBeNull();
});

test.each([
  ['EZER_PORT', 'eighty'],
  ['EZER_PORT', '65536'],
  ['EZER_PORT', '0'],
  ['EZER_PORT', '80.5'],
  ['EZER_LANGUAGE', 'fr'],
  ['EZER_SAMPLES', 'yes'],
  ['EZER_LOG_LEVEL', 'loud'],
  ['EZER_JOB_SECONDS', '-1'],
])('%s=%s is refused by name and value', (name, value) => {
  const error = problemsOf({ [name]: value });
  expect(error.problems.map((problem) => problem.name)).toEqual([name]);
  expect(error.message).toContain(value);
});

test('all problems are reported at once', () => {
  const error = problemsOf({ EZER_PORT: 'x', EZER_LANGUAGE: 'x', EZER_FOO_BAR: 'x' });
  expect(error.problems.map((problem) => problem.name).sort()).toEqual(['EZER_FOO_BAR', 'EZER_LANGUAGE', 'EZER_PORT']);
});

test('a wrong secret is refused without being quoted', () => {
  const error = problemsOf({ DATABASE_URL: 'mysql://root:hunter2@localhost/x' });
  expect(error.message).toContain('DATABASE_URL');
  expect(error.message).not.toContain('hunter2');
});

test('a migration address alone is refused', () => {
  expect(problemsOf({ DATABASE_MIGRATION_URL: 'postgres://localhost/ezer' }).message).toContain('needs DATABASE_URL');
});

test('the report masks secrets and names every source', () => {
  const config = loadConfig({ DATABASE_URL: 'postgres://ezer:hunter2@db.example:5432/ezer' }, nowhere);
  const report = describeConfig(config);
  expect(report.settings[0]).toMatchObject({
    name: 'DATABASE_URL',
    value: 'postgres://ezer:****@db.example:5432/ezer',
    source: 'environment',
    secret: true,
  });
  for (const language of ['he', 'en'] as const) {
    const text = formatConfig(report, language);
    expect(text).toContain('EZER_PORT=8710');
    expect(text + JSON.stringify(report)).not.toContain('hunter2');
  }
});

test('a password in the query of an address is masked too', () => {
  expect(maskSecret('postgres://db/ezer?password=hunter2&sslmode=require')).toBe(
    'postgres://db/ezer?password=****&sslmode=require',
  );
  expect(maskSecret('hunter2')).toBe('****');
});

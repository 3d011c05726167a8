import type { Config, Source } from './load.ts';
import { SETTING_NAMES, type SettingName, type Settings, settingRow } from './settings.ts';

export interface ConfigReport {
  file: string;
  settings: {
    name: SettingName;
    /** As it would be written, secrets masked; null when unset. */
    value: string | null;
    source: Source;
    default: string | null;
    secret: boolean;
    about: { he: string; en: string };
  }[];
}

/** What `ezer config --json` prints: every setting, its value with secrets masked, and who said it. */
export function describeConfig(config: Config): ConfigReport {
  const settings = SETTING_NAMES.map((name) => {
    const row = settingRow(name);
    const value = written(config.values[name]);
    return {
      name,
      value: value !== null && row.secret ? maskSecret(value) : value,
      source: config.sources[name],
      default: row.default ?? null,
      secret: row.secret ?? false,
      about: row.about,
    };
  });
  return { file: config.file, settings };
}

/** What `ezer config` prints: one block a setting, in the language of the reader. */
export function formatConfig(report: ConfigReport, language: Settings['EZER_LANGUAGE']): string {
  const blocks = report.settings.map(
    ({ name, value, source, about }) =>
      `${name}=${value ?? ''}  [${SOURCES[language][source]}]\n    ${about[language]}`,
  );
  return [...blocks, `${SOURCES[language].file}: ${report.file}`].join('\n');
}

/**
 * Hides what a secret gives away but keeps what tells two databases apart.
 *
 * @example
 * maskSecret('postgres://ezer:hunter2@db.example:5432/ezer'); // 'postgres://ezer:****@db.example:5432/ezer'
 */
export function maskSecret(secret: string): string {
  const url = URL.parse(secret);
  if (!url) return '****';
  if (url.password) url.password = '****';
  for (const name of new Set(url.searchParams.keys())) {
    if (/password|secret|key|token/i.test(name)) url.searchParams.set(name, '****');
  }
  return url.href;
}

function written(value: Settings[SettingName]): string | null {
  if (value === undefined) return null;
  return typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value);
}

const SOURCES: Record<Settings['EZER_LANGUAGE'], Record<Source, string>> = {
  he: { default: 'ברירת מחדל', environment: 'משתנה סביבה', file: 'קובץ הגדרות', unset: 'לא נקבע' },
  en: { default: 'default', environment: 'environment', file: 'settings file', unset: 'not set' },
};

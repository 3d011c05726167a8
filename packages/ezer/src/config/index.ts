/** Settings: one table, read from environment and file, every value with its source. */
export { type ConfigReport, describeConfig, formatConfig, maskSecret } from './describe.ts';
export { type Config, ConfigError, type ConfigProblem, loadConfig, type Source } from './load.ts';
export { SETTING_NAMES, SETTINGS, type SettingName, type Settings } from './settings.ts';

import { SETTING_NAMES, type SettingName, settingRow } from '../config/settings.ts';

/** Every setting as a line to uncomment, but those that the files of a deployment set themselves. */
export function envExample(fixed: readonly SettingName[]): string {
  return SETTING_NAMES.filter((name) => !fixed.includes(name))
    .map((name) => {
      const { default: value = '', about } = settingRow(name);
      return `# ${about.en}.\n#${name}=${value}\n`;
    })
    .join('\n');
}

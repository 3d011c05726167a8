import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../../../testing/process.ts';
import { loadConfig } from '../../config/index.ts';
import { TIMETABLE } from '../../jobs/index.ts';
import { speaker } from '../../messages/index.ts';
import { printer } from '../print.ts';
import { startAll } from './start-all.ts';

test('two jobs in one minute: the start is refused, both are named, and nothing was touched', async () => {
  const data = join(await temporaryFolder(), 'data');
  const config = loadConfig({ EZER_DATA: data, EZER_SAMPLES: 'off' });
  const context = { config, language: 'en' as const, say: speaker('en'), print: printer(false), json: false };
  const timetable = [...TIMETABLE, { job: 'bulletin', processName: 'legal-bulletin', minutes: [12], hours: [7] }];
  await expect(startAll(context, { once: false, settings: {}, timetable })).rejects.toThrow(
    /digest and bulletin both start at \d{4}-\d\d-\d\d 07:12 Asia\/Jerusalem\. Move one of them/,
  );
  expect(existsSync(data)).toBe(false);
});

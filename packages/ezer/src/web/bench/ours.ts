/** The web server on `DATABASE_URL`, as `ezer start` serves it; prints its address. */
import { freePort } from '../../embedded/index.ts';
import { TIMETABLE } from '../../jobs/index.ts';
import { folderContent } from '../../store/content.ts';
import { openStore } from '../../store/database.ts';
import { startWeb } from '../index.ts';

const { DATABASE_URL = '', EZER_DATA = '' } = process.env;
const web = await startWeb({
  store: openStore(DATABASE_URL),
  content: folderContent(`${EZER_DATA}/content`),
  timetable: TIMETABLE,
  host: '127.0.0.1',
  port: await freePort(),
  publicUrl: null,
  language: 'he',
  onError: (error) => console.error(error.message),
});
console.log(web.url);

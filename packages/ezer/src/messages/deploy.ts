import type { Message } from './message.ts';

/** What `ezer deploy` and `ezer timetable` say. */
export const DEPLOY_MESSAGES = {
  'deploy.about': {
    he: 'כותב מתוך לוח הזמנים את הקבצים שמפעילים את המשימות',
    en: 'writes the files that start the jobs, from the timetable',
  },
  'deploy.target': { he: 'אחד מאלה: {targets}; בלעדיו, כולם', en: 'one of: {targets}; all of them without it' },
  'deploy.check': { he: 'רק לבדוק שהקבצים עדכניים', en: 'only check that the files are current' },
  'deploy.out': {
    he: 'תיקיית היעד; הקבצים יצביעו על ההתקנה הזאת',
    en: 'folder to write to; the files then name this installation',
  },
  'deploy.unknownTarget': {
    he: 'אין יעד בשם {target}; היעדים: {targets}',
    en: 'there is no target {target}; the targets are: {targets}',
  },
  'deploy.current': { he: '{folder}: {count} קבצים, עדכניים', en: '{folder}: {count} files, current' },
  'deploy.written': { he: '{folder}: נכתבו {files}', en: '{folder}: wrote {files}' },
  'deploy.removed': {
    he: '{folder}: הוסרו {files}, שאינם נכתבים עוד',
    en: '{folder}: removed {files}, no longer written',
  },
  'deploy.stale': {
    he: '{folder} אינה עדכנית ({files}): הריצו npm run docs:deploy ושמרו את התוצאה',
    en: '{folder} is stale ({files}): run npm run docs:deploy and commit the result',
  },
  'deploy.staleOut': {
    he: '{folder} אינה עדכנית ({files}): הריצו את הפקודה בלי ‎--check',
    en: '{folder} is stale ({files}): run this command without --check',
  },
  'timetable.about': { he: 'מתי מתחילה כל משימה', en: 'when each job starts' },
  'timetable.svg': { he: 'מצייר את השעה כפני שעון לקובץ', en: 'draws the hour as a clock face into a file' },
  'timetable.title': { he: 'לוח הזמנים של השעה', en: 'The timetable of the hour' },
  'timetable.drawn': { he: 'צויר {file}', en: 'drew {file}' },
  'timetable.name': { he: 'שם', en: 'name' },
  'timetable.job': { he: 'משימה', en: 'job' },
  'timetable.minutes': { he: 'דקות', en: 'minutes' },
  'timetable.hours': { he: 'שעות', en: 'hours' },
  'timetable.everyHour': { he: 'כל שעה', en: 'every hour' },
  'timetable.next': { he: 'ההתחלה הבאה', en: 'next start' },
  'timetable.process': { he: 'שם התהליך', en: 'process name' },
} as const satisfies Record<string, Message>;

import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { nextStart, type TimetableEntry } from 'pg-drains';
import { clockFace } from '../../deploy/index.ts';
import { type JobName, TIMETABLE } from '../../jobs/index.ts';
import type { Language, Say } from '../../messages/index.ts';
import { action, type Context } from '../context.ts';
import { example } from '../help.ts';
import { table } from '../print.ts';

const ZONE = 'Asia/Jerusalem';

interface Row {
  job: JobName;
  processName: string;
  minutes: readonly number[];
  /** null: every hour */
  hours: readonly number[] | null;
  zone: string;
  nextStart: string;
}

export function addTimetable(program: Command, { say }: Pick<Context, 'say'>): void {
  const command = program
    .command('timetable')
    .description(say('timetable.about'))
    .option('--svg <file>', say('timetable.svg'))
    .addHelpText('after', example(say, 'ezer timetable', 'ezer timetable --svg hour.svg'));
  action(command, async ({ language, say, print }, { svg }: { svg?: string }) => {
    const jobs = rows(new Date());
    if (svg !== undefined) writeFileSync(svg, drawing(say, language));
    print.answer({ jobs, ...(svg === undefined ? {} : { svg }) }, () =>
      svg === undefined ? text(say, language, jobs) : say('timetable.drawn', { file: svg }),
    );
    return 0;
  });
}

function rows(now: Date): Row[] {
  return TIMETABLE.map((entry) => {
    const { hours, zone }: TimetableEntry = entry;
    const { job, processName, minutes } = entry;
    const next = nextStart(entry, now).toISOString();
    return { job, processName, minutes, hours: hours ?? null, zone: zone ?? ZONE, nextStart: next };
  });
}

function text(say: Say, language: Language, jobs: readonly Row[]): string {
  const locale = language === 'he' ? 'he-IL' : 'en-GB';
  const clock = (row: Row) =>
    new Date(row.nextStart).toLocaleTimeString(locale, { timeZone: row.zone, timeStyle: 'short' });
  return table([
    [
      say('timetable.name'),
      say('timetable.job'),
      say('timetable.minutes'),
      say('timetable.hours'),
      say('timetable.next'),
      say('timetable.process'),
    ],
    ...jobs.map((row) => [
      say(`job.${row.job}`),
      row.job,
      row.minutes.join(', '),
      row.hours?.join(', ') ?? say('timetable.everyHour'),
      clock(row),
      row.processName,
    ]),
  ]);
}

function drawing(say: Say, language: Language): string {
  const names = new Map<string, string>(TIMETABLE.map(({ job }) => [job, say(`job.${job}`)]));
  return clockFace(TIMETABLE, {
    title: say('timetable.title'),
    nameOf: (job) => names.get(job) ?? job,
    direction: language === 'he' ? 'rtl' : 'ltr',
  });
}

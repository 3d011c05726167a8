import { resolve } from 'node:path';
import { Cron } from 'croner';
import { nextStart, type TimetableEntry } from 'pg-drains';
import { TIMETABLE } from '../../jobs/timetable.ts';
import { deploymentFiles } from '../deployment.ts';
import type { Installation } from '../installation.ts';
import type { Target } from '../targets.ts';

/** The checkout. */
export const root = resolve(import.meta.dirname, '../../../../..');

/** A job of certain hours only, which today's timetable has not. */
const morning: TimetableEntry = { job: 'mail', processName: 'legal-mail', minutes: [22], hours: [7] };

export const timetable: readonly TimetableEntry[] = [...TIMETABLE, morning];

export const installation: Installation = { timetable, home: null, version: '1.2.3' };

/** What is written for a target, by path. */
export function textsOf(target: Target, more: Partial<Installation> = {}): Map<string, string> {
  return new Map(deploymentFiles(target, { ...installation, ...more }).map(({ path, text }) => [path, text]));
}

/** @throws when the target has no such file */
export function textOf(target: Target, path: string): string {
  const text = textsOf(target).get(path);
  if (text === undefined) throw new Error(`${target} writes no ${path}`);
  return text;
}

/** Before the hour that is missing in Israel, on 27 March 2026. */
export const FROM = new Date('2026-03-26T20:00:00Z');

/** The next starts as a reader of cron expressions counts them. */
export function startsBy(pattern: string, zone: string, count: number): string[] {
  return new Cron(pattern, { timezone: zone, paused: true }).nextRuns(count, FROM).map((date) => date.toISOString());
}

/** The next starts as the timetable means them. */
export function startsOf(entry: TimetableEntry, count: number): string[] {
  const starts: Date[] = [];
  for (let at = FROM; starts.length < count; starts.push(at)) at = nextStart(entry, at);
  return starts.map((date) => date.toISOString());
}

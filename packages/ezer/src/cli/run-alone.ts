import { loadConfig } from '../config/index.ts';
import { JOBS, runAsProcess } from '../jobs/index.ts';

/** Runs `ezer run <job>` without anything else of the command line; false when there is no such job. */
export async function runJobAlone(name: string): Promise<boolean> {
  if (!isJob(name)) return false;
  try {
    process.exitCode = await runAsProcess(name, JOBS[name], loadConfig());
  } catch (error) {
    const { reportFailure } = await import('./report.ts');
    reportFailure(error, process.env.EZER_LANGUAGE === 'en' ? 'en' : 'he');
    process.exitCode = 1;
  }
  return true;
}

const isJob = (name: string): name is keyof typeof JOBS => Object.hasOwn(JOBS, name);

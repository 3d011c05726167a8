import { closeAlarm, openAlarm, reclaimExpired, requestRun, setControl } from 'pg-drains';
import { rollUpRuns } from '../../metrics/index.ts';
import { SCHEMA, type Store, storeOn } from '../../store/database.ts';
import type { JobContext, JobFacts } from '../job.ts';
import { type Action, decide } from './decide.ts';
import { look } from './look.ts';
import { tellWebhook } from './webhook.ts';

/** Heals what can be healed, and tells a person about the rest. Uses no model, deletes nothing, approves nothing. */
export async function work({ pool, config }: JobContext): Promise<JobFacts> {
  const store = storeOn(pool);
  const reclaimed = await reclaimExpired(store.pool, { schema: SCHEMA });
  const actions = decide(await look(store, { dailyCap: config.values.EZER_ENGINE_DAILY_CAP ?? null }));
  for (const action of actions) await carryOut(store, action);
  const count = (kind: Action['kind']) => actions.filter((action) => action.kind === kind).length;
  const rolledUp = await rollUpRuns(store.db, { days: config.values.EZER_RUN_DAYS });
  const told = await tellWebhook(store.db, config.values.EZER_WEBHOOK_URL);
  return {
    outcome: 'drained',
    reclaimed: reclaimed.length,
    alarms: count('open-alarm'),
    closed: count('close-alarm'),
    requested: count('request-run'),
    paused: count('pause') + count('stop'),
    rolledUp,
    told: told.told,
    ...(told.problem === null ? {} : { outcome: 'failures' as const, reason: told.problem }),
  };
}

const BY = 'halacha-supervisor';

async function carryOut({ pool }: Store, action: Action): Promise<void> {
  switch (action.kind) {
    case 'close-alarm':
      await closeAlarm(pool, { schema: SCHEMA, key: action.key });
      return;
    case 'request-run':
      await requestRun(pool, { schema: SCHEMA, job: action.job, reason: action.reason, by: BY });
      return;
    case 'pause':
      await setControl(pool, {
        schema: SCHEMA,
        job: action.job,
        by: BY,
        reason: action.reason,
        pausedUntil: action.until,
      });
      return;
    case 'stop':
      await setControl(pool, { schema: SCHEMA, job: action.job, by: BY, reason: action.reason, enabled: false });
      return;
    case 'open-alarm': {
      const { key, job, severity, reason } = action;
      await openAlarm(pool, { schema: SCHEMA, key, job: job ?? undefined, severity, reason });
    }
  }
}

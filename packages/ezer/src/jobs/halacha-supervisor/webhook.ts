import type { Database } from '../../store/database.ts';

const PATIENCE_MS = 10_000;
const MOST_AT_ONCE = 100;

/** What is posted: one JSON object a time, with everything that was opened and closed since the last one. */
export interface WebhookMessage {
  /** for chat systems that show this field and ignore the rest */
  text: string;
  alarms: {
    id: string;
    key: string;
    what: 'opened' | 'closed';
    job: string | null;
    severity: string;
    reason: string;
    at: string;
  }[];
}

/**
 * Tells the operator's webhook what opened and closed. What it does not take (an answer outside 200 to 299, none within
 * ten seconds) is told again by the next run: at least once, and `id` with `what` tells a repetition.
 *
 * @param url  `EZER_WEBHOOK_URL`; without one nothing is told, and nothing is remembered as told
 */
export async function tellWebhook(
  db: Database,
  url: string | undefined,
  patienceMs = PATIENCE_MS,
): Promise<{ told: number; problem: string | null }> {
  if (url === undefined) return { told: 0, problem: null };
  const alarms = await untold(db);
  if (alarms.length === 0) return { told: 0, problem: null };
  const message: WebhookMessage = {
    text: alarms
      .map(({ what, severity, reason }) => `${what === 'opened' ? severity : 'closed'}: ${reason}`)
      .join('\n'),
    alarms,
  };
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    });
    // Its words are of no use, and whoever sends them without end would keep this process from ending.
    await answer.body?.cancel();
    if (!answer.ok) return { told: 0, problem: `the webhook answered ${answer.status}; its alarms are told again` };
  } catch (error) {
    // `fetch` itself says no more than that it failed.
    const told = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const why = told instanceof Error ? told.message : String(told);
    return { told: 0, problem: `the webhook cannot be reached (${why}); its alarms are told again` };
  }
  await db
    .insertInto('alarm_told')
    .values(alarms.map(({ id, what }) => ({ alarm_id: id, what })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return { told: alarms.length, problem: null };
}

async function untold(db: Database): Promise<WebhookMessage['alarms']> {
  const rows = await db
    .selectFrom('alarm')
    .leftJoin('alarm_told as opened', (join) =>
      join.onRef('opened.alarm_id', '=', 'alarm.id').on('opened.what', '=', 'opened'),
    )
    .leftJoin('alarm_told as closed', (join) =>
      join.onRef('closed.alarm_id', '=', 'alarm.id').on('closed.what', '=', 'closed'),
    )
    .select(['alarm.id', 'key', 'job', 'severity', 'reason', 'opened_at', 'closed_at', 'opened.at as toldOpened'])
    .where((eb) =>
      eb.or([
        // What opened and closed again before it could be told is no news.
        eb.and([eb('opened.at', 'is', null), eb('closed_at', 'is', null)]),
        eb.and([eb('opened.at', 'is not', null), eb('closed_at', 'is not', null), eb('closed.at', 'is', null)]),
      ]),
    )
    .orderBy('alarm.id')
    .limit(MOST_AT_ONCE)
    .execute();
  return rows.map(({ id, key, job, severity, reason, opened_at, closed_at, toldOpened }) => ({
    id,
    key,
    job,
    severity,
    reason,
    what: toldOpened === null ? 'opened' : 'closed',
    at: (closed_at ?? opened_at).toISOString(),
  }));
}

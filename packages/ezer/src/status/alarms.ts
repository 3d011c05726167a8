import type { Database } from '../store/database.ts';

export interface AlarmView {
  /** `metadata:dead`: what it is about, and what is the matter */
  key: string;
  job: string | null;
  severity: 'info' | 'warning' | 'critical';
  reason: string;
  openedAt: Date;
  /** null: open */
  closedAt: Date | null;
}

const SEVERITY = { critical: 0, warning: 1, info: 2 } as const;
const isSeverity = (text: string): text is keyof typeof SEVERITY => Object.hasOwn(SEVERITY, text);
const CLOSED_SHOWN = 10;

/** The open alarms, worst first, and those closed last. */
export async function readAlarms(db: Database): Promise<{ open: AlarmView[]; closed: AlarmView[] }> {
  const alarms = db
    .selectFrom('alarm')
    .select(['key', 'job', 'severity', 'reason', 'opened_at as openedAt', 'closed_at as closedAt']);
  const [open, closed] = await Promise.all([
    alarms.where('closed_at', 'is', null).orderBy('opened_at').execute(),
    alarms.where('closed_at', 'is not', null).orderBy('closed_at', 'desc').limit(CLOSED_SHOWN).execute(),
  ]);
  const typed = (rows: typeof open): AlarmView[] =>
    rows.map(({ severity, ...row }) => ({ ...row, severity: isSeverity(severity) ? severity : 'warning' }));
  return {
    open: typed(open).sort((a, b) => SEVERITY[a.severity] - SEVERITY[b.severity]),
    closed: typed(closed),
  };
}

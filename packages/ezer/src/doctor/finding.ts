import type { DOCTOR_MESSAGES } from '../messages/doctor.ts';

export type Level = 'ok' | 'warning' | 'failure';

type DoctorKey = keyof typeof DOCTOR_MESSAGES;

/** The messages that have a `.mend` beside them: trouble always says how to mend it, or it does not compile. */
export type Trouble = { [K in DoctorKey]: `${K}.mend` extends DoctorKey ? K : never }[DoctorKey];

type Values = Record<string, string | number>;

/** What one check saw. The words are the catalogue's; `values` fill the places of both the sight and its mending. */
export type Finding = { check: string; values: Values } & (
  | { level: 'ok'; seen: Exclude<DoctorKey, Trouble | `${Trouble}.mend`> }
  | { level: 'warning' | 'failure'; seen: Trouble }
);

export const ok = (check: string, seen: Extract<Finding, { level: 'ok' }>['seen'], values: Values = {}): Finding => ({
  check,
  level: 'ok',
  seen,
  values,
});

export const warning = (check: string, seen: Trouble, values: Values = {}): Finding => ({
  check,
  level: 'warning',
  seen,
  values,
});

export const failure = (check: string, seen: Trouble, values: Values = {}): Finding => ({
  check,
  level: 'failure',
  seen,
  values,
});

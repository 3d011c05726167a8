/** What a person may do with a halacha. `reopen` returns it to the queue. */
export type Act = 'approve' | 'edit' | 'reject' | 'defer' | 'reopen';

export type HalachaRole = 'holding' | 'interpretive' | 'procedural' | 'application' | 'obiter';

export const HALACHA_ROLES: readonly HalachaRole[] = ['holding', 'interpretive', 'procedural', 'application', 'obiter'];

/** What a reader sees and may change; the record of reviews keeps it before and after each act. */
export interface Reviewed {
  state: string;
  principle: string | null;
  principleSource: string | null;
  role: string;
  restated: boolean;
  /** the text of the decision changed under an approval: its quote is to be verified again */
  reverify: boolean;
  quote: string;
}

/** What a person wants to change on the way; what is left out stays. */
export interface Wanted {
  /** the general sentence */
  principle?: string | undefined;
  role?: HalachaRole | undefined;
  restated?: boolean | undefined;
}

export class NotAllowed extends Error {
  override readonly name = 'NotAllowed';
  readonly reason: 'no-reader' | 'empty-sentence' | 'no-change';

  constructor(reason: NotAllowed['reason']) {
    super(WORDS[reason]);
    this.reason = reason;
  }
}

const WORDS = {
  'no-reader': 'say who is reviewing: --reader NAME',
  'empty-sentence': 'the general sentence is empty; write it, or leave it as it is',
  'no-change': 'the edit changes nothing',
} as const;

const STATE_AFTER = {
  approve: 'approved',
  reject: 'rejected',
  defer: 'deferred',
  reopen: 'proposed',
} as const satisfies Partial<Record<Act, string>>;

/** The halacha as it stands after the act. @throws NotAllowed (an empty sentence) */
export function afterAct(what: Act, before: Reviewed, { principle: wanted, role, restated }: Wanted): Reviewed {
  // An empty field where the engine had no sentence either is a field that nobody filled in.
  const principle = wanted === undefined || (wanted.trim() === '' && before.principle === null) ? null : wanted.trim();
  if (principle === '') throw new NotAllowed('empty-sentence');
  const rewritten = principle !== null && principle !== before.principle?.trim();
  return {
    ...before,
    ...(rewritten ? { principle, principleSource: 'person' } : {}),
    role: role ?? before.role,
    restated: restated ?? before.restated,
    state: what === 'edit' ? before.state : STATE_AFTER[what],
    reverify: what === 'approve' ? false : before.reverify,
  };
}

/** The halacha as it stood before an act; fields that an older record has not are left as they are now. */
export function beforeAct(recorded: unknown, now: Reviewed): Reviewed {
  const was = typeof recorded === 'object' && recorded !== null ? (recorded as Partial<Reviewed>) : {}; // our own record
  const principle = was.principle === undefined ? now.principle : was.principle;
  const same = principle === now.principle ? now.principleSource : 'person';
  return {
    state: was.state ?? now.state,
    principle,
    principleSource: principle === null ? null : (was.principleSource ?? same),
    role: was.role ?? now.role,
    restated: was.restated ?? now.restated,
    reverify: was.reverify ?? now.reverify,
    quote: now.quote,
  };
}

/** The act that leads from one state to another: taking a rejection back is an approval when it was approved before. */
export function actBetween(before: Reviewed, after: Reviewed): Act {
  if (after.state === before.state) return 'edit';
  const found = (['approve', 'reject', 'defer'] as const).find((act) => STATE_AFTER[act] === after.state);
  return found ?? 'reopen';
}

export const isSame = (a: Reviewed, b: Reviewed): boolean =>
  a.state === b.state &&
  a.principle === b.principle &&
  a.role === b.role &&
  a.restated === b.restated &&
  a.reverify === b.reverify;

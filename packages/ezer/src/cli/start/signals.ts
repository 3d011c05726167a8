/** The wish to stop, from a terminal, a process manager or a closed window. */
export interface StopSignals {
  asked: Promise<'asked'>;
  readonly isAsked: boolean;
  close(): void;
}

const NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;
type StopSignal = keyof typeof NUMBERS;

/**
 * One Ctrl-C below `npm start` arrives twice: from the terminal, which tells everybody in the group, and from npm,
 * which hands on what it got. So only a signal that comes clearly later is a second wish.
 */
const SAME_WISH_MS = 500;

/** The first signal asks; the second leaves at once with 128 + its number. */
export function stopSignals(): StopSignals {
  const { promise, resolve } = Promise.withResolvers<'asked'>();
  let askedAt: number | null = null;
  const onSignal = (signal: StopSignal) => {
    if (askedAt === null) {
      askedAt = performance.now();
      resolve('asked');
    } else if (performance.now() - askedAt > SAME_WISH_MS) process.exit(128 + NUMBERS[signal]);
  };
  const signals = Object.keys(NUMBERS) as StopSignal[];
  for (const signal of signals) process.on(signal, onSignal);
  return {
    asked: promise,
    get isAsked() {
      return askedAt !== null;
    },
    close: () => {
      for (const signal of signals) process.off(signal, onSignal);
    },
  };
}

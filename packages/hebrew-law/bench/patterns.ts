import { forgetLastText } from './steps.ts';

/** One pattern and the longest that a text kept it. */
export interface PatternTime {
  /** the source, as far as a table has room */
  pattern: string;
  ms: number;
}

/** Milliseconds that the slowest pattern of `work` took, all its calls together; of every pattern the least of `rounds`. */
export function slowestPattern(work: () => unknown, rounds: number): PatternTime {
  const least = new Map<string, number>();
  for (let round = 0; round < rounds; round++) {
    forgetLastText();
    for (const [source, ms] of patternTimes(work)) least.set(source, Math.min(ms, least.get(source) ?? ms));
  }
  const [source, ms] = [...least].reduce((a, b) => (b[1] > a[1] ? b : a), ['', 0]);
  return { pattern: source.length <= 60 ? source : `${source.slice(0, 60)}…`, ms };
}

/**
 * Everything that matches (`test`, `replace`, `matchAll`, `split`, `search`) goes through `exec` once that is not the
 * engine's own (ECMA-262, RegExpExec), and so is counted; what the clock itself takes is taken off.
 */
function patternTimes(work: () => unknown): Map<string, number> {
  const times = new Map<string, number>();
  const { exec } = RegExp.prototype;
  const clock = costOfClock();
  RegExp.prototype.exec = function timed(this: RegExp, text: string): RegExpExecArray | null {
    const start = performance.now();
    try {
      return exec.call(this, text);
    } finally {
      const ms = performance.now() - start - clock;
      times.set(this.source, (times.get(this.source) ?? 0) + ms);
    }
  };
  try {
    work();
  } finally {
    RegExp.prototype.exec = exec;
  }
  return times;
}

function costOfClock(): number {
  const calls = 200_000;
  const start = performance.now();
  for (let call = 0; call < calls; call++) performance.now();
  return (performance.now() - start) / calls;
}

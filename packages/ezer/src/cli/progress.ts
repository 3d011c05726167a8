import { Presets, SingleBar } from 'cli-progress';

/** Progress of long work: a bar on a terminal, a plain line now and then elsewhere; always on standard error. */
export interface Progress {
  step(by?: number): void;
  note(text: string): void;
  done(): void;
}

const LINE_EVERY_MS = 5_000;

/**
 * @param total  how many steps there will be; null when nobody knows
 * @param label  what is being done, in the user's language
 */
export function progress(total: number | null, label: string, stream: NodeJS.WriteStream = process.stderr): Progress {
  return stream.isTTY && total !== null ? bar(total, label, stream) : lines(total, label, stream);
}

function bar(total: number, label: string, stream: NodeJS.WriteStream): Progress {
  const drawn = new SingleBar(
    { format: `${label} {bar} {value}/{total} · {eta_formatted}`, stream, hideCursor: true, clearOnComplete: false },
    Presets.shades_classic,
  );
  drawn.start(total, 0);
  return {
    step: (by = 1) => drawn.increment(by),
    note: (text) => stream.write(`\r\u001b[K${text}\n`),
    done: () => drawn.stop(),
  };
}

function lines(total: number | null, label: string, stream: NodeJS.WriteStream): Progress {
  let count = 0;
  let last = Date.now();
  const say = () => stream.write(`${label}: ${count}${total === null ? '' : `/${total}`}\n`);
  return {
    step: (by = 1) => {
      count += by;
      if (Date.now() - last < LINE_EVERY_MS) return;
      last = Date.now();
      say();
    },
    note: (text) => stream.write(`${text}\n`),
    done: say,
  };
}

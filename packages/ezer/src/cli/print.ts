/** Where a command's answer goes: text for people, or one JSON value for programs. Progress never goes here. */
export interface Print {
  line(text?: string): void;
  /** In JSON mode the value is the answer; otherwise `text` is. */
  answer(value: unknown, text: string | (() => string)): void;
  /** One JSON object a line, or one text line. */
  row(value: unknown, text: string): void;
}

export function printer(json: boolean, write: (text: string) => void = (text) => process.stdout.write(text)): Print {
  return {
    line: (text = '') => {
      if (!json) write(`${text}\n`);
    },
    answer: (value, text) =>
      write(`${json ? JSON.stringify(value, null, 2) : typeof text === 'string' ? text : text()}\n`),
    row: (value, text) => write(`${json ? JSON.stringify(value) : text}\n`),
  };
}

/**
 * A name that came from outside, fit for a terminal: what would colour, erase or turn the line is written out instead.
 *
 * @example visible('a\u001b[2Kb\u202ec') // 'a\\u001b[2Kb\\u202ec'
 */
export function visible(text: string): string {
  return text.replace(STEERS, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

// C0 and C1 controls, and the marks that open or close a direction.
const STEERS = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/** Rows as aligned columns. Widths count letters, so Hebrew (one column a letter) lines up in a terminal. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, [...cell].length);
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell + ' '.repeat((widths[i] ?? 0) - [...cell].length))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Shortens to `length` letters, at a space where there is one near. */
export function shorten(text: string, length: number): string {
  const letters = [...text.replace(/\s+/g, ' ').trim()];
  if (letters.length <= length) return letters.join('');
  const cut = letters.slice(0, length - 1).join('');
  const space = cut.lastIndexOf(' ');
  return `${space > length * 0.7 ? cut.slice(0, space) : cut}…`;
}

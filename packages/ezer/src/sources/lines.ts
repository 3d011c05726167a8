import { createReadStream } from 'node:fs';

export interface Line {
  /** counted from 1 */
  number: number;
  /** null when the line is longer than the limit; it was skipped without being held in memory */
  text: string | null;
  blank: boolean;
}

/**
 * The lines of a UTF-8 file, one at a time, in flat memory: `node:readline` would hold a line of any length.
 *
 * @param limit  longest line to hand out, in bytes
 */
export async function* longLines(file: string, limit: number): AsyncGenerator<Line> {
  let parts: Buffer[] = [];
  let size = 0;
  let number = 0;
  const end = (): Line => {
    number += 1;
    const text =
      size > limit
        ? null
        : Buffer.concat(parts)
            .toString('utf8')
            .replace(/^\uFEFF|\r$/g, '');
    parts = [];
    size = 0;
    return { number, text, blank: text !== null && text.trim() === '' };
  };
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let at = chunk.indexOf(10, from); at >= 0; at = chunk.indexOf(10, from)) {
      take(chunk.subarray(from, at));
      yield end();
      from = at + 1;
    }
    take(chunk.subarray(from));
  }
  if (size > 0) yield end();

  function take(piece: Buffer): void {
    size += piece.byteLength;
    if (size > limit) parts = [];
    else if (piece.byteLength > 0) parts.push(piece);
  }
}

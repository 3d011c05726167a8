import { SaxesParser } from 'saxes';
import { DocumentRefused } from '../../refused.ts';

export interface XmlReader {
  /** `local` is the name without its prefix; `attribute(name)` looks an attribute up without its prefix. */
  open(local: string, attribute: (name: string) => string | undefined): void;
  text?(text: string): void;
  close?(local: string): void;
}

/** Deeper than any program nests; a bomb of nested elements stops here. */
const DEEPEST = 2_000;

/**
 * Streams one XML part. Prefixes are dropped, because producers choose them freely (`w:p`, `ns0:p`).
 * A DOCTYPE ends the reading: OOXML forbids it (ECMA-376 part 2, 8.1.4), and entities are how XML reads other files.
 */
export function readXml(bytes: Uint8Array, part: string, reader: XmlReader): void {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let depth = 0;
  parser.on('doctype', () => {
    throw new DocumentRefused('unsafe-markup', `The part ${part} has a DOCTYPE.`);
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (++depth > DEEPEST) throw new DocumentRefused('unsafe-markup', `The part ${part} nests over ${DEEPEST} deep.`);
    reader.open(local(name), (wanted) => {
      for (const [key, value] of Object.entries(attributes)) if (local(key) === wanted) return value;
      return undefined;
    });
  });
  parser.on('closetag', ({ name }) => {
    depth--;
    reader.close?.(local(name));
  });
  if (reader.text !== undefined) parser.on('text', (text) => reader.text?.(text));
  parser.on('error', (cause) => {
    throw new DocumentRefused('damaged', `The part ${part} is not well-formed XML.`, { cause });
  });
  const decoder = new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8');
  for (let at = 0; at < bytes.length; at += 65_536) {
    parser.write(decoder.decode(bytes.subarray(at, at + 65_536), { stream: true }));
  }
  parser.write(decoder.decode());
  parser.close();
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

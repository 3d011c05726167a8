import type { ParagraphKind, ReadDocument, Warning } from '../../document.ts';
import type { Limits } from '../../limits.ts';
import { assemble, type LooseParagraph } from '../../read/assemble.ts';
import { DocumentRefused } from '../../refused.ts';
import { judgeOrder, SURE_ENOUGH, weighOrder } from '../../repair/order.ts';
import { hidingStyles, type PartCounts, readPart } from './part.ts';
import { readXml } from './xml.ts';
import { type Container, openContainer } from './zip.ts';

/**
 * The visible text of a Word file: page headers first (dockets often stand only there), then the body with its tables,
 * content controls and text boxes, then foot- and endnotes, then page footers. No relationship is ever followed.
 *
 * @throws DocumentRefused
 */
export function readDocx(bytes: Uint8Array, limits: Limits): ReadDocument {
  const container = openContainer(bytes, limits);
  const parts = partsByRole(container);
  const counts: PartCounts = { hidden: 0, deleted: 0, numbered: 0, symbols: 0 };
  const styles = parts.styles === null ? new Set<string>() : hidingStyles(need(container, parts.styles), parts.styles);
  const read = (names: string[], kind: ParagraphKind): LooseParagraph[] =>
    names.flatMap((name) =>
      readPart(need(container, name), name, styles, counts).map((text) => ({ kind, pieces: [{ text }] })),
    );

  const loose = [
    ...once(read(parts.headers, 'header')),
    ...read([parts.main], 'body'),
    ...read(parts.notes, 'footnote'),
    ...once(read(parts.footers, 'footer')),
  ];
  const assembled = assemble(loose, limits);
  const { verdict, score } = judgeOrder(weighOrder(assembled.text));
  if (
    verdict === 'letters-reversed' ||
    verdict === 'words-reversed' ||
    (verdict === 'logical' && score < SURE_ENOUGH)
  ) {
    throw new DocumentRefused('order-unclear', 'The Hebrew of the file stands in visual order.');
  }
  return {
    text: assembled.text,
    pages: [],
    paragraphs: assembled.paragraphs,
    format: 'docx',
    encoding: null,
    repairs: assembled.repairs,
    warnings: warningsOf(counts),
    confidence: verdict === 'logical' ? score : 1,
  };
}

interface Parts {
  main: string;
  styles: string | null;
  headers: string[];
  footers: string[];
  notes: string[];
}

/** Roles come from the content types, not from file names: some producers write `word/document2.xml`. */
function partsByRole(container: Container): Parts {
  const types = container.read('[Content_Types].xml');
  if (types === null) throw new DocumentRefused('unsupported', 'The file is a zip container, and not a Word document.');
  const parts: Parts = { main: '', styles: null, headers: [], footers: [], notes: [] };
  const known = new Set(container.names);
  readXml(types, '[Content_Types].xml', {
    open(name, attribute) {
      const part = (attribute('PartName') ?? '').replace(/^\//, '');
      if (name !== 'Override' || !known.has(part)) return;
      const type = attribute('ContentType') ?? '';
      if (/\.(?:document|template)\.main\+xml$|macroEnabled\.main\+xml$/.test(type)) parts.main ||= part;
      else if (type.endsWith('.styles+xml')) parts.styles = part;
      else if (type.endsWith('.header+xml')) parts.headers.push(part);
      else if (type.endsWith('.footer+xml')) parts.footers.push(part);
      else if (type.endsWith('.footnotes+xml') || type.endsWith('.endnotes+xml')) parts.notes.push(part);
    },
  });
  if (parts.main === '' || !/document/i.test(parts.main)) {
    throw new DocumentRefused('unsupported', 'The file is an Office container, and not a Word document.');
  }
  for (const list of [parts.headers, parts.footers]) list.sort();
  return parts;
}

function need(container: Container, name: string): Uint8Array {
  const bytes = container.read(name);
  if (bytes === null) throw new DocumentRefused('damaged', `The part ${name} is missing.`);
  return bytes;
}

/** First, even and default headers say the same thing three times, and a bare page number says nothing. */
function once(paragraphs: LooseParagraph[]): LooseParagraph[] {
  const seen = new Set<string>();
  return paragraphs.filter(({ pieces }) => {
    const key = pieces
      .map(({ text }) => text)
      .join('')
      .trim();
    if (/^[\s\d–-]*$/.test(key) || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function warningsOf(counts: PartCounts): Warning[] {
  const warnings: Warning[] = [];
  const add = (code: Warning['code'], count: number, message: string) => {
    if (count > 0) warnings.push({ code, count, message: `${count} ${message}` });
  };
  add('hidden-text', counts.hidden, 'runs that a reader does not see were left out.');
  add('deleted-text', counts.deleted, 'runs marked as deleted were left out.');
  add('automatic-numbering', counts.numbered, 'paragraphs are numbered by Word; the numbers are not in the text.');
  add('unmapped-glyphs', counts.symbols, 'symbols of picture fonts were left out.');
  return warnings;
}

import { deflateSync } from 'node:zlib';

/** How a producer draws a Hebrew line. All look the same on the page. */
export type Way = 'visual-line' | 'visual-words' | 'glyph-by-glyph' | 'negative-spacing' | 'backwards';

export interface DrawnLine {
  /** In written order. */
  text: string;
  way?: Way;
  /** PDF operators before the line: a render mode, a colour, a size. */
  state?: string;
  /** Points under the line before; 18 unless told. */
  gap?: number;
  size?: number;
  /** Set from the right edge, as Hebrew is; false sets from the left. */
  fromRight?: boolean;
}

const SIZE = 10;
const EM = 0.5;
const RIGHT = 520;
const LEFT = 60;

/** A small PDF of fictional lines, written by hand so that each producer's way can be drawn on purpose. */
export function drawPdf(pages: DrawnLine[][], options: { encrypted?: boolean; content?: Uint8Array } = {}): Uint8Array {
  const objects: (string | Buffer)[] = [];
  const add = (object: string | Buffer) => objects.push(object);
  const kids = pages.map((_, index) => `${6 + index * 2} 0 R`).join(' ');
  add('<< /Type /Catalog /Pages 2 0 R >>');
  add(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`);
  add(
    '<< /Type /Font /Subtype /Type0 /BaseFont /Fictional /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>',
  );
  add(
    '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Fictional /DW 500 /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor << /Type /FontDescriptor /FontName /Fictional /Flags 4 /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 /FontBBox [0 -200 1000 800] >> >>',
  );
  add(stream(Buffer.from(toUnicode()), ''));
  for (const [index, lines] of pages.entries()) {
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 560 800] /Resources << /Font << /F 3 0 R >> >> /Contents ${7 + index * 2} 0 R >>`,
    );
    const packed = options.content ?? deflateSync(operators(lines));
    add(stream(Buffer.from(packed), '/Filter /FlateDecode'));
  }
  return file(objects, options.encrypted === true);
}

function operators(lines: DrawnLine[]): string {
  const out: string[] = [];
  let y = 760;
  for (const line of lines) {
    y -= line.gap ?? 18;
    out.push('q', line.state ?? '', ...draw(line, y), 'Q');
  }
  return out.join('\n');
}

function draw({ text, way = 'visual-line', size = SIZE, fromRight = true }: DrawnLine, y: number): string[] {
  const glyphs = fromRight ? [...asSeen(text)] : [...text];
  const step = size * EM;
  const left = fromRight ? RIGHT - glyphs.length * step : LEFT;
  const font = `/F ${size} Tf`;
  switch (way) {
    case 'visual-line':
      return ['BT', font, `${left} ${y} Td`, `<${hex(glyphs)}> Tj`, 'ET'];
    case 'visual-words': {
      // Word by word in reading order, the gap only in the positions: no space is drawn.
      const ops: string[] = [];
      let x = left;
      for (const word of glyphs.join('').split(' ')) {
        ops.unshift('BT', font, `${x} ${y} Td`, `<${hex([...word])}> Tj`, 'ET');
        x += (word.length + 1) * step;
      }
      return ops;
    }
    case 'glyph-by-glyph':
      return glyphs
        .map((glyph, index) => ['BT', font, `${left + index * step} ${y} Td`, `<${hex([glyph])}> Tj`, 'ET'].join(' '))
        .reverse()
        .filter((_, index) => glyphs[glyphs.length - 1 - index] !== ' ');
    case 'negative-spacing': {
      const shown = [...glyphs].reverse().map((glyph) => `<${hex([glyph])}> ${2 * EM * 1000}`);
      return ['BT', font, `${RIGHT - step} ${y} Td`, `[${shown.join(' ')}] TJ`, 'ET'];
    }
    case 'backwards':
      // A program without bidi: the page itself reads backwards.
      return ['BT', font, `${LEFT} ${y} Td`, `<${hex([...text])}> Tj`, 'ET'];
  }
}

/** What the eye sees from left to right; enough of UAX #9 for the test lines (numbers, dates, Latin words). */
export function asSeen(text: string): string {
  const mirrors: Record<string, string> = { '(': ')', ')': '(', '[': ']', ']': '[' };
  const turned = [...text].reverse().map((letter) => mirrors[letter] ?? letter);
  return turned.join('').replace(/[A-Za-z]+(?: [A-Za-z]+)*|\d+(?:[-./,:]\d+)*/g, (run) => [...run].reverse().join(''));
}

function hex(glyphs: string[]): string {
  return glyphs.map((glyph) => (glyph.codePointAt(0) ?? 0).toString(16).padStart(4, '0')).join('');
}

function toUnicode(): string {
  const ranges = ['00', '05', '20', 'fb'].map((high) => `<${high}00> <${high}ff> <${high}00>`);
  return `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def /CMapType 2 def
1 begincodespacerange <0000> <ffff> endcodespacerange
${ranges.length} beginbfrange ${ranges.join('\n')} endbfrange endcmap end end`;
}

function stream(bytes: Buffer, entries: string): Buffer {
  return Buffer.concat([
    Buffer.from(`<< /Length ${bytes.length} ${entries} >>\nstream\n`),
    bytes,
    Buffer.from('\nendstream'),
  ]);
}

function file(objects: (string | Buffer)[], encrypted: boolean): Uint8Array {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  const places: number[] = [];
  let at = parts[0]?.length ?? 0;
  const push = (part: Buffer) => {
    parts.push(part);
    at += part.length;
  };
  for (const [index, object] of objects.entries()) {
    places.push(at);
    push(Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n')]));
  }
  const start = at;
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  // A password handler whose check no password passes: the file is locked for everybody.
  const lock = encrypted
    ? ` /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <${'11'.repeat(32)}> /U <${'22'.repeat(32)}> >> /ID [<${'33'.repeat(16)}> <${'33'.repeat(16)}>]`
    : '';
  push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R${lock} >>\nstartxref\n${start}\n%%EOF\n`,
    ),
  );
  return new Uint8Array(Buffer.concat(parts));
}

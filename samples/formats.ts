/** Writes one sample as text, web page, Word file or PDF. The same blocks give the same bytes every time. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { AlignmentType, Document, Footer, HeadingLevel, Packer, Paragraph, TextRun } from 'docx';
import type { Browser } from 'playwright-core';
import { type Block, plainText } from './source.ts';

/** Stands first in every generated file and, where there are pages, at the foot of each. */
export const FICTION_NOTICE = 'דוגמה בדיונית – Ezer Mishpati – אין זו החלטה אמיתית';

const withNotice = (blocks: Block[]): Block[] => [{ kind: 'paragraph', text: FICTION_NOTICE }, ...blocks];

/** Plain text, UTF-8 unless `windows-1255` is asked for. */
export function toText(blocks: Block[], encoding: 'utf-8' | 'windows-1255' = 'utf-8'): Uint8Array {
  const text = `${plainText(withNotice(blocks))}\n${FICTION_NOTICE}\n`;
  return encoding === 'utf-8' ? Buffer.from(text, 'utf8') : windows1255(text);
}

/** Node decodes windows-1255 but does not encode it; the letters, geresh and dashes of the samples are all we need. */
function windows1255(text: string): Uint8Array {
  const punctuation: Record<string, number> = { '–': 0x96, '׳': 0xd7, '״': 0xd8 };
  return Uint8Array.from(text, (char) => {
    const code = char.charCodeAt(0);
    if (code < 0x80) return code;
    if (code >= 0x5d0 && code <= 0x5ea) return code - 0x5d0 + 0xe0;
    const byte = punctuation[char];
    if (byte === undefined) throw new RangeError(`windows-1255 has no ${JSON.stringify(char)} here`);
    return byte;
  });
}

/** A web page with what surrounds decisions on real sites: navigation, a script, a footer. */
export function toHtml(title: string, blocks: Block[]): string {
  return `<!doctype html>
<html lang="he" dir="rtl">
<head>
<meta charset="utf-8">
<title>${escapeHtml(title)}</title>
<style>body{font-family:sans-serif;max-width:44rem;margin:auto}.title{text-align:center;font-weight:bold}</style>
<script>document.documentElement.dataset.loaded = 'yes';</script>
</head>
<body>
<nav><a href="index.html">דף הבית</a> | <a href="search.html">חיפוש</a></nav>
<main>
${withNotice(blocks).map(htmlBlock).join('\n')}
</main>
<footer>${FICTION_NOTICE}</footer>
</body>
</html>
`;
}

function htmlBlock({ kind, text }: Block): string {
  const inner = escapeHtml(text).replaceAll('\n', '<br>\n');
  if (kind === 'title') return `<p class="title"><strong>${inner}</strong></p>`;
  if (kind === 'heading') return `<h2>${inner}</h2>`;
  if (kind === 'subheading') return `<h3>${inner}</h3>`;
  if (kind === 'quote') return `<blockquote><p>${inner}</p></blockquote>`;
  return `<p>${inner}</p>`;
}

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** A right-to-left Word file. */
export async function toDocx(title: string, blocks: Block[]): Promise<Uint8Array> {
  const notice = new Paragraph({
    bidirectional: true,
    children: [new TextRun({ text: FICTION_NOTICE, rightToLeft: true })],
  });
  const file = await atFixedTime(() =>
    Packer.toBuffer(
      new Document({
        title,
        creator: 'Ezer Mishpati',
        lastModifiedBy: 'Ezer Mishpati',
        description: FICTION_NOTICE,
        styles: { default: { document: { run: { font: 'David', size: 24, rightToLeft: true } } } },
        sections: [
          {
            footers: { default: new Footer({ children: [notice] }) },
            children: withNotice(blocks).map(docxBlock),
          },
        ],
      }),
    ),
  );
  return withFixedZipDates(file);
}

function docxBlock({ kind, text }: Block): Paragraph {
  const children = text
    .split('\n')
    .map((line, index) => new TextRun({ text: line, rightToLeft: true, bold: kind === 'title', break: index ? 1 : 0 }));
  const heading = { heading: HeadingLevel.HEADING_2, subheading: HeadingLevel.HEADING_3 };
  return new Paragraph({
    bidirectional: true,
    spacing: { after: 160 },
    children,
    ...(kind === 'title' && { alignment: AlignmentType.CENTER }),
    ...(kind === 'quote' && { indent: { start: 720, end: 720 } }),
    ...((kind === 'heading' || kind === 'subheading') && { heading: heading[kind] }),
  });
}

/**
 * The docx package writes the present time into the document's properties and offers no option against it. The samples
 * are committed, so a second run must give the same bytes.
 */
async function atFixedTime<T>(write: () => Promise<T>): Promise<T> {
  const RealDate = globalThis.Date;
  const fixed = RealDate.UTC(2031, 0, 1, 12);
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args) => Reflect.construct(target, args.length ? args : [fixed]),
  });
  try {
    return await write();
  } finally {
    globalThis.Date = RealDate;
  }
}

/** The zip entries carry local time too: 1.1.2031 12:00 instead, in both headers of every entry (PKWARE APPNOTE 4.3). */
function withFixedZipDates(zip: Buffer): Uint8Array {
  const stamp = (at: number) =>
    zip.writeUInt32LE((((2031 - 1980) << 25) | (1 << 21) | (1 << 16) | (12 << 11)) >>> 0, at);
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  let entry = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    stamp(entry + 12);
    stamp(zip.readUInt32LE(entry + 42) + 10);
    entry += 46 + zip.readUInt16LE(entry + 28) + zip.readUInt16LE(entry + 30) + zip.readUInt16LE(entry + 32);
  }
  return zip;
}

/** A PDF printed by Chromium with Noto Sans Hebrew embedded. */
export async function toPdf(browser: Browser, title: string, blocks: Block[]): Promise<Uint8Array> {
  const page = await browser.newPage();
  try {
    await page.setContent(printable(title, blocks));
    await page.evaluate('document.fonts.ready');
    return withFixedDates(await page.pdf({ preferCSSPageSize: true, tagged: true }));
  } finally {
    await page.close();
  }
}

function printable(title: string, blocks: Block[]): string {
  return `<!doctype html><html lang="he" dir="rtl"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>
${fontFaces()}
@page { size: A4; margin: 22mm 20mm; @bottom-center { content: '${FICTION_NOTICE} · עמוד ' counter(page); font: 8pt Noto; } }
body { font: 11pt/1.6 Noto; } .title { text-align: center; } blockquote { margin: 0 12mm; } h2 { font-size: 13pt; }
</style></head><body>${withNotice(blocks).map(htmlBlock).join('\n')}</body></html>`;
}

function fontFaces(): string {
  const require = createRequire(import.meta.url);
  const face = (subset: string, weight: number, range: string) => {
    const file = require.resolve(
      `@fontsource/noto-sans-hebrew/files/noto-sans-hebrew-${subset}-${weight}-normal.woff2`,
    );
    const data = readFileSync(file).toString('base64');
    return `@font-face { font-family: Noto; font-weight: ${weight}; unicode-range: ${range}; src: url(data:font/woff2;base64,${data}); }`;
  };
  const subsets = [
    ['hebrew', 'U+0590-05FF, U+200C-2010, U+20AA'],
    ['latin', 'U+0000-00FF, U+2000-200B, U+2011-206F'],
  ] as const;
  return subsets.flatMap(([subset, range]) => [400, 700].map((weight) => face(subset, weight, range))).join('\n');
}

/** Chromium stamps the time of printing; the replacement has the same length, so the cross-reference table stays right. */
function withFixedDates(pdf: Uint8Array): Uint8Array {
  const text = Buffer.from(pdf).toString('latin1');
  return Buffer.from(text.replace(/\/(CreationDate|ModDate) \(D:\d{14}/g, '/$1 (D:20310101120000'), 'latin1');
}

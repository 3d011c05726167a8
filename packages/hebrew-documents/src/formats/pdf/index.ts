import type { ReadDocument, Warning } from '../../document.ts';
import type { Limits } from '../../limits.ts';
import { addUp, assemble } from '../../read/assemble.ts';
import { DocumentRefused } from '../../refused.ts';
import { SURE_ENOUGH } from '../../repair/order.ts';
import { openPdf } from './engine.ts';
import { type PageGlyphs, placeGlyphs } from './glyphs.ts';
import { type OrderedPage, orderPage, settleByNeighbours } from './order.ts';
import { joinParagraphs } from './paragraphs.ts';

/**
 * The text layer of a PDF in written order. A page whose order stays unclear refuses the whole document: a decision
 * with one page in doubt is not law that can be quoted.
 *
 * @throws DocumentRefused
 */
export async function readPdf(bytes: Uint8Array, limits: Limits): Promise<ReadDocument> {
  refuseCutOff(bytes);
  const pdf = await openPdf(bytes, limits);
  const pages: OrderedPage[] = [];
  const warnings: Warning[] = [];
  const seen = { letters: 0, hidden: 0 };
  try {
    for (let number = 1; number <= pdf.pages; number++) {
      const glyphs = await placed(pdf.page(number), number);
      seen.letters += glyphs.glyphs.length;
      seen.hidden += glyphs.hidden;
      if (seen.letters > limits.characters) {
        throw new DocumentRefused('too-large', `The text is longer than ${limits.characters} characters.`);
      }
      warnings.push(...warningsOf(glyphs, number));
      pages.push(orderPage(glyphs.glyphs));
    }
  } finally {
    await pdf.close();
  }
  refuseWithoutText(pages, seen);
  const settled = settleByNeighbours(pages);
  refuseUnclear(pages);
  if (settled > 0) {
    const message = `${settled} pages have too few words to vote on their order and follow the other pages.`;
    warnings.push({ code: 'order-by-neighbours', message, count: settled });
  }
  return document(pages, warnings, limits);
}

function document(pages: OrderedPage[], warnings: Warning[], limits: Limits): ReadDocument {
  const numbered = pages.map((page, index) => ({
    ...page,
    number: index + 1,
    fromRight: page.hebrew && page.order.method !== 'left-to-right',
  }));
  const { paragraphs, removed } = joinParagraphs(numbered);
  const assembled = assemble(paragraphs, limits);
  const sum = (of: (page: OrderedPage) => number) => pages.reduce((total, page) => total + of(page), 0);
  return {
    text: assembled.text,
    pages: numbered.flatMap(({ number, order }) => {
      const span = assembled.pageSpans.get(number);
      return span === undefined ? [] : [{ number, span, order }];
    }),
    paragraphs: assembled.paragraphs,
    format: 'pdf',
    encoding: null,
    repairs: addUp([
      ...assembled.repairs,
      { kind: 'doubled-glyph', count: sum((page) => page.doubled) },
      { kind: 'mirrored-bracket', count: sum((page) => page.unmirrored) },
      { kind: 'running-line', count: removed },
      { kind: 'visual-order', count: pages.filter((page) => page.order.method !== 'no-hebrew').length },
    ]),
    warnings,
    confidence: pages.reduce((least, page) => Math.min(least, page.order.score), 1),
  };
}

/** A PDF ends with `%%EOF` (ISO 32000-1, 7.5.5); servers append a little, so the last two kibibytes are searched. */
function refuseCutOff(bytes: Uint8Array): void {
  const tail = Buffer.from(bytes.subarray(Math.max(0, bytes.length - 2_048))).toString('latin1');
  if (!tail.includes('%%EOF')) throw new DocumentRefused('cut-off', 'The end mark %%EOF is missing.');
}

async function placed(page: Promise<Parameters<typeof placeGlyphs>[0]>, number: number): Promise<PageGlyphs> {
  try {
    return await placeGlyphs(await page);
  } catch (cause) {
    if (cause instanceof DocumentRefused) throw cause;
    throw new DocumentRefused('damaged', `Page ${number} cannot be parsed.`, { cause });
  }
}

function warningsOf(glyphs: PageGlyphs, page: number): Warning[] {
  const warnings: Warning[] = [];
  const add = (code: Warning['code'], count: number, what: string) => {
    if (count > 0) warnings.push({ code, count, page, message: `Page ${page}: ${count} ${what}` });
  };
  add('hidden-text', glyphs.hidden, 'letters that a reader does not see were left out.');
  add('rotated-text', glyphs.rotated, 'letters of turned text (stamp, watermark) were left out.');
  add('unmapped-glyphs', glyphs.unmapped, 'glyphs whose letter the file does not say were left out.');
  if (glyphs.glyphs.length === 0) add('page-without-text', 1, 'page has no text a reader can see.');
  return warnings;
}

function refuseWithoutText(pages: OrderedPage[], seen: { letters: number; hidden: number }): void {
  // A scan often carries a few stamped letters; a page of a decision has over a thousand.
  if (seen.letters >= Math.min(20, pages.length * 10)) return;
  const ocr = seen.hidden > 50 ? ' Its only text is hidden behind the picture, as OCR programs leave it.' : '';
  throw new DocumentRefused('no-text-layer', `${pages.length} pages hold ${seen.letters} letters.${ocr}`);
}

function refuseUnclear(pages: OrderedPage[]): void {
  for (const [index, { order }] of pages.entries()) {
    if (order.score >= SURE_ENOUGH) continue;
    const share = Math.round(order.score * 100);
    throw new DocumentRefused('order-unclear', `Page ${index + 1}: only ${share} % of the words agree on the order.`);
  }
}

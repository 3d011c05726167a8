import type { ReadDocument } from '../document.ts';
import type { Limits } from '../limits.ts';
import { DocumentRefused } from '../refused.ts';
import { decode } from '../repair/decode.ts';
import { refuseLostText } from '../repair/lost.ts';
import { sniff } from '../sniff/index.ts';

/** Bytes to text in this very process. Only the worker and the fast path of `readDocument` call it. */
export async function readHere(bytes: Uint8Array, limits: Limits): Promise<ReadDocument> {
  if (bytes.length > limits.bytes) {
    throw new DocumentRefused('too-large', `The file has ${bytes.length} bytes, the limit is ${limits.bytes}.`);
  }
  const document = await readKind(bytes, limits);
  refuseLostText(document.text);
  return document;
}

/** The parsers are heavy (pdf.js alone takes about 0.3 s to load), so each is loaded when its format first comes. */
async function readKind(bytes: Uint8Array, limits: Limits): Promise<ReadDocument> {
  switch (sniff(bytes)) {
    case 'pdf': {
      const { readPdf } = await import('../formats/pdf/index.ts');
      return readPdf(bytes, limits);
    }
    case 'zip': {
      const { readDocx } = await import('../formats/docx/index.ts');
      return readDocx(bytes, limits);
    }
    case 'text': {
      const decoded = decode(bytes, declaredCharset(bytes));
      const html = /^[\s\ufeff]*</.test(decoded.text.slice(0, 2_048)) ? await import('../formats/html/index.ts') : null;
      if (html?.looksLikeHtml(decoded.text)) return html.readHtml(decoded, limits);
      const { readText } = await import('../formats/txt/index.ts');
      return readText(decoded, limits);
    }
  }
}

/** The charset a page declares in its first kibibyte, as browsers look for it. */
function declaredCharset(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  return /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{1,40})/i.exec(head)?.[1] ?? null;
}

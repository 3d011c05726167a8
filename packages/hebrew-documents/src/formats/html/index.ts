import { type DefaultTreeAdapterMap, parse } from 'parse5';
import type { ReadDocument, Warning } from '../../document.ts';
import type { Limits } from '../../limits.ts';
import { addUp, assemble, type LooseParagraph } from '../../read/assemble.ts';
import { DocumentRefused } from '../../refused.ts';
import type { Decoded } from '../../repair/decode.ts';
import { judgeOrder, SURE_ENOUGH, weighOrder } from '../../repair/order.ts';

type Node = DefaultTreeAdapterMap['node'];
type Element = DefaultTreeAdapterMap['element'];

/** Whether decoded text is a web page. A decision that speaks of `<b>` in its middle is not. */
export function looksLikeHtml(text: string): boolean {
  const head = text.slice(0, 2_048).trimStart();
  if (/^(?:<!doctype html|<html|<\?xml[^>]*\?>\s*(?:<!doctype html|<html))/i.test(head)) return true;
  return head.startsWith('<') && /<(?:head|body|meta|title|p|div|table|span|center|font|br|h[1-6])\b[^>]*>/i.test(head);
}

/**
 * The visible text of a web page, one paragraph a block element or `<br>`. Runs of spaces and `&nbsp;` (the layout
 * of Word-made pages) become one space; scripts, styles and hidden elements are left out, the hidden ones counted.
 */
export function readHtml(decoded: Decoded, limits: Limits): ReadDocument {
  const hidden = { count: 0 };
  const assembled = assemble(visibleParagraphs(parse(decoded.text), hidden), limits);
  const { verdict, score } = judgeOrder(weighOrder(assembled.text));
  const unsure = verdict === 'logical' && score < SURE_ENOUGH;
  if (unsure || verdict === 'letters-reversed' || verdict === 'words-reversed') {
    throw new DocumentRefused('order-unclear', 'The Hebrew of the page stands in visual order.');
  }
  const warnings: Warning[] = [...decoded.warnings];
  if (hidden.count > 0) {
    const message = `${hidden.count} elements that a reader does not see were left out.`;
    warnings.push({ code: 'hidden-text', message, count: hidden.count });
  }
  return {
    text: assembled.text,
    pages: [],
    paragraphs: assembled.paragraphs,
    format: 'html',
    encoding: decoded.encoding,
    repairs: addUp([...decoded.repairs, ...assembled.repairs]),
    warnings,
    confidence: Math.min(decoded.confidence, verdict === 'logical' ? score : 1),
  };
}

const SILENT = new Set(
  'head script style template noscript iframe object embed svg math canvas audio video select textarea'.split(' '),
);
const BLOCKS = new Set(
  'address article aside blockquote body br center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
);

/** Walks without recursion: a page may nest a million elements. */
function* visibleParagraphs(root: Node, hidden: { count: number }): Generator<LooseParagraph> {
  let line: string[] = [];
  const stack: (Node | 'break')[] = [root];
  const paragraph = (): LooseParagraph => ({
    kind: 'body',
    pieces: [{ text: line.join('').replace(/[\s\u00a0]+/g, ' ') }],
  });
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node === 'break') {
      if (line.length > 0) yield paragraph();
      line = [];
      continue;
    }
    if (node.nodeName === '#text' && 'value' in node) {
      const lines = node.parentNode?.nodeName === 'pre' ? node.value.split('\n') : [node.value];
      for (const more of lines.splice(1).reverse()) stack.push({ ...node, value: more, parentNode: null }, 'break');
      line.push(lines[0] ?? '');
      continue;
    }
    if (SILENT.has(node.nodeName)) continue;
    if ('attrs' in node && isHidden(node)) {
      hidden.count++;
      continue;
    }
    if (!('childNodes' in node)) continue;
    const block = BLOCKS.has(node.nodeName);
    if (block) stack.push('break');
    for (let i = node.childNodes.length - 1; i >= 0; i--) {
      const child = node.childNodes[i];
      if (child !== undefined) stack.push(child);
    }
    if (block) stack.push('break');
  }
  if (line.length > 0) yield paragraph();
}

const HIDING =
  /(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)|font-size\s*:\s*[01](?:\.\d+)?\s*(?:px|pt)?\s*(?:;|!|$))/i;

function isHidden(element: Element): boolean {
  for (const { name, value } of element.attrs) {
    if (name === 'hidden') return true;
    if (name === 'style' && HIDING.test(value)) return true;
  }
  return false;
}

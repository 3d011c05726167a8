import type { OrderDecision, Paragraph, ReadDocument, Repair } from '../../document.ts';
import type { Limits } from '../../limits.ts';
import { addUp, codePoints } from '../../read/assemble.ts';
import { DocumentRefused } from '../../refused.ts';
import { cleanText } from '../../repair/clean.ts';
import type { Decoded } from '../../repair/decode.ts';
import { baseDirection, inverseBidi } from '../../repair/inverse-bidi.ts';
import { judgeOrder, SURE_ENOUGH, weighOrder } from '../../repair/order.ts';

/**
 * A text file keeps its lines, its blank lines and its inner spaces; only line ends, characters that cannot be stored
 * and letters in visual order change.
 */
export function readText(decoded: Decoded, limits: Limits): ReadDocument {
  const cleaned = cleanText(decoded.text);
  if (cleaned.text.length > limits.characters) {
    throw new DocumentRefused('too-large', `The text is longer than ${limits.characters} characters.`);
  }
  const ordered = logicalOrder(cleaned.text);
  return {
    text: ordered.text,
    pages: [],
    paragraphs: paragraphsOf(ordered.text),
    format: 'txt',
    encoding: decoded.encoding,
    repairs: addUp([...decoded.repairs, ...cleaned.repairs, ...ordered.repairs]),
    warnings: decoded.warnings,
    confidence: Math.min(decoded.confidence, ordered.decision.score),
  };
}

/** ISO-8859-8 files of the nineties, and careless PDF dumps, hold the letters as they were seen, line by line. */
function logicalOrder(text: string): { text: string; decision: OrderDecision; repairs: Repair[] } {
  const { verdict, score } = judgeOrder(weighOrder(text));
  if (verdict === 'no-evidence') return { text, decision: { method: 'logical', score: 1 }, repairs: [] };
  if (verdict === 'words-reversed') {
    throw new DocumentRefused('order-unclear', 'The words of each line stand in reverse order.');
  }
  if (verdict === 'logical') {
    if (score < SURE_ENOUGH) throw new DocumentRefused('order-unclear', `Only ${percent(score)} of the words agree.`);
    return { text, decision: { method: 'logical', score }, repairs: [] };
  }
  const lines = text.split('\n');
  const turned = lines.map((line) => turn(line)).join('\n');
  const after = judgeOrder(weighOrder(turned));
  if (after.verdict !== 'logical' || after.score < SURE_ENOUGH) {
    throw new DocumentRefused('order-unclear', 'The letters stand in visual order and could not be turned.');
  }
  return {
    text: turned,
    decision: { method: 'visual-lines', score: Math.min(0.95, after.score) },
    repairs: [{ kind: 'visual-order', count: lines.filter((line) => line.trim() !== '').length }],
  };
}

function turn(line: string): string {
  const clusters = line.match(/\P{M}\p{M}*/gu) ?? [];
  return inverseBidi(clusters, baseDirection(clusters, true), true).join('').trim();
}

function paragraphsOf(text: string): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let at = 0;
  for (const line of text.split('\n')) {
    const length = codePoints(line);
    const inner = line.trim();
    if (inner !== '') {
      const lead = line.length - line.trimStart().length;
      paragraphs.push({ span: { start: at + lead, end: at + lead + codePoints(inner) }, kind: 'body' });
    }
    at += length + 1;
  }
  return paragraphs;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

import type { Normalised } from '../text/index.ts';
import type { Frame } from './frame.ts';
import type { Field, PrivacyMark } from './types.ts';

// Courts Law [Consolidated Version] 1984, ss. 68 and 70: hearings behind closed doors and what may be published of them.
const MARKS: readonly (readonly [PrivacyMark, RegExp])[] = [
  ['closed-doors', /בדלתיים\s{1,3}סגורות/g],
  [
    'publication-ban',
    /(?:איסור|לאיסור)\s{1,3}פרסום|אסור(?:ה|ים)?\s{1,3}ב?פרסום|אין\s{1,3}לפרסם|אוסר(?:ת|ים)?\s{1,3}(?:את\s{1,3})?(?:ה?פרסום|לפרסם)/g,
  ],
  [
    'publication-allowed',
    /(?:מתיר(?:ה|ים)?|מותר|ניתן|הותר)\s{1,3}(?:את\s{1,3})?(?:ה?פרסום|ב?לפרסום|לפרסם|פרסומו|בפרסום)[^.\n]{0,50}(?:מזהים|שמות|במתכונת|השמטת)/g,
  ],
  ['masked', /(?:ה?שמות|שמות(?:יהם|יהן)?)\s[^.\n]{0,30}(?:שונו|בדויים|הושמטו|הוסרו)/g],
  ['classified', /(?<![א-ת])(?:פרטי\sהתיק\sחסויים|תיק\sחסוי|סודי\sביותר)(?![א-ת])/g],
];
const MASKED_NAME =
  /^(?:פלוני(?:ת|ם|ות)?|אלמוני(?:ת|ם|ות)?|(?:[א-ת]\s?[.'"]\s?){1,3}[א-ת]?[.']?|קטינ?ה?)(?:\s*\(.{1,30}\))?$/;

/**
 * Marks that bear on publication. A mark in the heading or in the last words speaks of this decision; elsewhere it may
 * speak of another file, so its confidence is lower. It is a hint for a person: no mark is no leave to publish.
 */
export function readPrivacy(frame: Frame, source: Normalised, parties: Field<string>[]): Field<PrivacyMark>[] {
  const found: Field<PrivacyMark>[] = [];
  for (const [mark, pattern] of MARKS) {
    let best: Field<PrivacyMark> | null = null;
    for (const match of frame.text.matchAll(pattern)) {
      const own = match.index < frame.caption.end || match.index > frame.text.length - 1500;
      const confidence = own ? 0.9 : 0.5;
      if (best && best.confidence >= confidence) continue;
      const span = source.span(match.index, match.index + match[0].length);
      best = { value: mark, span, source: 'document', confidence };
    }
    if (best) found.push(best);
  }
  const masked = parties.find((p) => MASKED_NAME.test(p.value));
  if (masked && !found.some((f) => f.value === 'masked')) {
    found.push({ value: 'masked', span: masked.span, source: 'document', confidence: 0.9 });
  }
  return found;
}

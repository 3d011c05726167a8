import type { Normalised } from '../text/index.ts';
import type { Frame } from './frame.ts';
import { nameAt } from './panel.ts';
import type { Field } from './types.ts';

const ADVOCATE = /(?<![א-ת])ו?עו(?:ה)?"ד\s{1,4}/g;
const FOR_A_PARTY = /(?:בשם|ב"כ|ע"י|ידי|כו?ח|באמצעות)[^\n]{0,40}$/;
const IS_PARTY = /(?:ה?(?:מבקש|מערער|עותר|תובע|משיב|נתבע|עורר|נאשם)[א-ת]{0,3}\s{0,3}:|(?<!\d)\d{1,2}\s?[.)])\s{0,6}$/;

/** Advocates named in the heading, in order, without their side; one who is a party or a committee's chair is not among them. */
export function readCounsel(frame: Frame, source: Normalised): Field<string>[] {
  if (!frame.headed || frame.title?.start !== frame.header.end) return [];
  const header = frame.text.slice(0, frame.header.end);
  const found = new Map<string, Field<string>>();
  for (const match of header.matchAll(ADVOCATE)) {
    const before = header.slice(Math.max(0, match.index - 60), match.index);
    if ((IS_PARTY.test(before) && !FOR_A_PARTY.test(before)) || /(?:יו"ר|חבר[הת]?)[\s\S]{0,20}$/.test(before)) continue;
    const from = match.index + match[0].length;
    const name = nameAt(header, from, Math.min(header.length, from + 60));
    if (!name || found.has(name.name)) continue;
    const span = source.span(name.start, name.end);
    found.set(name.name, { value: name.name, span, source: 'document', confidence: 0.8 });
  }
  return [...found.values()];
}

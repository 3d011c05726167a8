import { type DocketAt, locateDockets } from '../docket/index.ts';
import type { Normalised } from '../text/index.ts';
import type { Frame } from './frame.ts';
import type { Field } from './types.ts';

// Words before a docket that is another's: the decision under appeal, the main file, a related file.
const ANOTHERS =
  /(?:על|של|מיום|ב?תיק(?: ה?(?:עיקרי|קשור|מקורי|חיצוני))|עיקרי|קשור(?:ים)?|חיצוני|דינו|החלטת[וה]?|שניתנ[הו]|ניתן|ערעור|במסגרת|ו?ראה|בקשה|קמא|המחוזי|השלום|הנתבע\S{0,8}|התובע\S{0,8})\s?:?\s{0,3}(?:מס'\s?)?$/;

/**
 * The decision's own dockets: those of the caption (before the panel and the parties), all when cases were joined. A
 * header that has none there may carry it with the parties ("המבקש בה"פ 1-2-03"). No header, no docket.
 */
export function readOwnDockets(frame: Frame, source: Normalised): Field<string>[] {
  if (!frame.headed) return [];
  const caption = located(frame.text, 0, Math.min(frame.caption.end, 4000));
  const own = unique(caption.filter((d) => isOwn(frame.text, d)));
  if (own.length > 0) return own.map((d) => field(d, source, d.start < 600 ? 0.98 : 0.9));
  const header = located(frame.text, frame.caption.end, frame.header.end);
  const first = header.filter((d) => isOwn(frame.text, d) && !d.prefixLetters)[0];
  return first ? [field(first, source, 0.6)] : [];
}

function located(text: string, start: number, end: number): DocketAt[] {
  // A final letter inside a word shows that two words were stuck together (`העליוןרע"פ`): blank it, positions stay.
  const unstuck = text.slice(start, end).replace(/[םןץףך](?=[א-ת]{1,5}"[א-ת])/g, ' ');
  return locateDockets(unstuck).map((d) => ({ ...d, start: d.start + start, end: d.end + start }));
}

function isOwn(text: string, docket: DocketAt): boolean {
  const before = text.slice(Math.max(0, docket.start - 40), docket.start);
  if (/ב?תיק\s{1,4}(?:מס'\s)?$/.test(before)) return !/(?:של|על|ב)\s{1,3}תיק\s{1,4}$/.test(before);
  if (docket.prefixLetters.includes('ב') || docket.prefixLetters.includes('מ')) return false;
  return !ANOTHERS.test(before);
}

function unique(dockets: DocketAt[]): DocketAt[] {
  const seen = new Set<string>();
  return dockets.filter((d) => !seen.has(d.docket.key) && seen.add(d.docket.key));
}

function field(at: DocketAt, source: Normalised, confidence: number): Field<string> {
  return { value: at.docket.canonical, span: source.span(at.start, at.end), source: 'document', confidence };
}

import type { Normalised } from '../text/index.ts';
import { COURT_KINDS, PLACES } from './court-names.ts';
import type { Frame } from './frame.ts';
import type { DecidingCourtLevel, Field } from './types.ts';

interface NamedCourt {
  name: string;
  level: DecidingCourtLevel;
  start: number;
  end: number;
}

const PLACE_PATTERN = PLACES.map(([pattern]) => `(${pattern})`).join('|');
const HOUSES = {
  court: '(?:בי?תי?[\\s-]{1,12}(?:ה?משפטי?|ה?מפשט)|ביהמ"ש|בימ"ש)',
  tribunal: '(?:בית[\\s-]{1,12}ה?דין|ביה"ד)',
};
const COURT_PATTERNS = COURT_KINDS.map((kind) => ({
  kind,
  pattern: new RegExp(`(?<![א-ת])ב?${HOUSES[kind.house]}[\\s-]{1,12}${kind.pattern}(?![א-ת](?!ע"|"))`, 'g'),
}));
const AFTER_PLACE = new RegExp(
  `^[\\s,]{0,4}(?:ב-?\\s?)?(?:(?:מחוז|במחוז)\\s{1,3}(?:ה(?=מרכז))?)?(?:${PLACE_PATTERN})(?![א-ת])`,
);
const COMMITTEE =
  /(?<![א-ת])[בל]?(?:ו?ועד(?:ת|ות)|ה?ו?ועדה)(?:[\s-]{1,3}ה?משנה)?[\s-]{1,3}(?:ה?ערר(?:ים)?|לעררים|לערר|ה?השגות?|ה?ערעור(?:ים)?|לערעורים|ה?שחרורים|ל?פיצויים|מחוזית לערר|המחוזית לערר|ה?רפואית לעררים|רפואית)(?![א-ת])/g;
// The words of a committee's name end where the file number, the panel or a party begins.
const COMMITTEE_ENDS =
  /\s{0,3}(?:\n\s{0,20}\n(?!\s{0,20}(?:מחוז|מרחב|ל[א-ת]{3}))|\d|[:;()]|\s-\s|(?<![א-ת])(?:ערר|ערעור|השגה|תיק|בתיק|מספר|מס'|בפני|לפני|בפניי|הרכב|בהרכב|יו"ר|בעניין|בענין|העורר\S{0,3}|עורר\S{0,3}|המבקש\S{0,3}|המערער\S{0,3}|המשיג\S{0,3}|החלטה|תאריך|ישיב\S{0,3}|כבוד|כב'|ה?חברים|מיום|ב?נוכחות|א["']?\s|פרוטוקול|גוש|נ'|נגד|מדינת|משרד|ליד)(?![א-ת]))/;
// "על פסק דינו של בית המשפט המחוזי": a court that is spoken about, not the one that speaks.
const SPOKEN_OF = /(?<![א-ת])(?:של|על|את|מאת|ידי|החלט[הת]|דין|דינו|דינה|מן|לפני|בפני|אל|לבין|מ|ש)[\s-]{1,3}$/;

/**
 * The deciding court: the first court named in the caption that is not spoken about ("על פסק דינו של בית המשפט המחוזי").
 * Without a heading, a petition that names the High Court of Justice as the court that will not intervene names itself.
 */
export function readCourt(frame: Frame, source: Normalised): Field<NamedCourt> | null {
  if (!frame.headed) return selfNamed(frame, source);
  const caption = frame.text.slice(0, Math.min(frame.caption.end + 1, 3000));
  const first = earliest([firstCourt(caption), firstCommittee(caption)]);
  if (first) return field(first, source, first.start < 400 ? 0.97 : 0.85);
  if (frame.title?.start !== frame.header.end) return null;
  const header = frame.text.slice(frame.caption.end, Math.min(frame.header.end, frame.caption.end + 3000));
  const later = firstCourt(header, /^ב/);
  if (later) {
    const { start, end } = later;
    return field({ ...later, start: start + frame.caption.end, end: end + frame.caption.end }, source, 0.6);
  }
  return null;
}

function field(court: NamedCourt, source: Normalised, confidence: number): Field<NamedCourt> {
  return { value: court, span: source.span(court.start, court.end), source: 'document', confidence };
}

function earliest(found: (NamedCourt | null)[]): NamedCourt | null {
  let first: NamedCourt | null = null;
  for (const court of found) if (court && (!first || court.start < first.start)) first = court;
  return first;
}

function firstCourt(text: string, opening?: RegExp): NamedCourt | null {
  let best: NamedCourt | null = null;
  for (const { kind, pattern } of COURT_PATTERNS) {
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      if (best && match.index >= best.start) break;
      if (SPOKEN_OF.test(text.slice(Math.max(0, match.index - 12), match.index))) continue;
      if (opening && !opening.test(match[0])) continue;
      const end = match.index + match[0].length;
      const place = kind.placed ? placeAfter(text, end) : null;
      best = {
        name: place ? withPlace(kind.name, kind.level, place.place) : kind.name,
        level: kind.level,
        start: match.index + (match[0].startsWith('בב') ? 1 : 0),
        end: place ? place.end : end,
      };
      break;
    }
  }
  return best;
}

function placeAfter(text: string, at: number): { place: string; end: number } | null {
  const match = AFTER_PLACE.exec(text.slice(at, at + 60));
  if (!match) return null;
  const index = PLACES.findIndex((_, i) => match[i + 1] !== undefined);
  const place = PLACES[index]?.[1];
  return place ? { place, end: at + match[0].length } : null;
}

// The Central district's court is called after the district, the others after their town.
function withPlace(name: string, level: DecidingCourtLevel, place: string): string {
  if (level === 'district' && (place === 'מרכז-לוד' || place === 'לוד')) return `${name} מרכז-לוד`;
  return `${name} ב${place}`;
}

function firstCommittee(text: string): NamedCourt | null {
  COMMITTEE.lastIndex = 0;
  for (let match = COMMITTEE.exec(text); match !== null; match = COMMITTEE.exec(text)) {
    if (SPOKEN_OF.test(text.slice(Math.max(0, match.index - 12), match.index))) continue;
    const start = match.index + (/^[בל](?=ו?ועד|הו?ועדה)/.test(match[0]) ? 1 : 0);
    const head = match.index + match[0].length;
    const rest = text.slice(head, head + 160);
    const stop = rest.search(COMMITTEE_ENDS);
    const end = head + (stop < 0 ? Math.min(rest.length, 60) : stop);
    const name = text
      .slice(start, end)
      .replace(/\s+/g, ' ')
      .replace(/[\s,.-]+$/, '');
    return { name, level: 'committee', start, end: start + text.slice(start, end).trimEnd().length };
  }
  return null;
}

const HIGH_COURT = /בית[ -]ה?משפט\s{1,3}ה?גבוה\s{1,3}לצדק/;
function selfNamed(frame: Frame, source: Normalised): Field<NamedCourt> | null {
  const match = HIGH_COURT.exec(frame.text);
  if (!match || !/ה?עתירה|העותר/.test(frame.text.slice(0, 1500)) || !/העתירה/.test(frame.text.slice(-800))) return null;
  const court: NamedCourt = {
    name: 'בית המשפט הגבוה לצדק',
    level: 'supreme',
    start: match.index,
    end: match.index + match[0].length,
  };
  return field(court, source, 0.55);
}

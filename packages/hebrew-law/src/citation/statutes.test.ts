import { describe, expect, it } from 'vitest';
import { sliceSpan } from '../text/index.ts';
import { findStatuteCitations, statuteTitle } from './index.ts';

const brief = (text: string): string[] =>
  findStatuteCitations(text).map(({ law, sections }) => `${law}: ${sections.join(' ')}`.trim());

describe('findStatuteCitations', () => {
  it('gives exact words, name, year and sections', () => {
    const text = 'בניגוד לסעיפים 4 ו-14 לחוק רישוי עסקים, התשכ״ח–1968, נפתח העסק.';
    const [citation] = findStatuteCitations(text);
    expect(citation).toMatchObject({
      raw: 'סעיפים 4 ו-14 לחוק רישוי עסקים, התשכ״ח–1968',
      law: 'חוק רישוי עסקים',
      canonical: 'חוק רישוי עסקים',
      year: 'התשכ"ח-1968',
      sections: ['4', '14'],
    });
    expect(citation && sliceSpan(text, citation.span)).toBe(citation?.raw);
  });

  it.each([
    ['סעיף 171(ב)+172 לחוק העונשין', 'חוק העונשין: 171(ב) 172'],
    ['סעיף 171ג בצירוף סעיף 31 לחוק העונשין', 'חוק העונשין: 171ג 31'],
    ["סעיף 171יב' לחוק העונשין", 'חוק העונשין: 171יב'],
    ["סעיף 171 א' לחוק העונשין", 'חוק העונשין: 171א'],
    ['סעיפים 71(א) ו-(ב) לחוק התכנון והבנייה', 'חוק התכנון והבנייה: 71(א) 71(ב)'],
    ['סעיפים 171(א)(4) ו-(5) לחוק העונשין', 'חוק העונשין: 171(א)(4) 171(א)(5)'],
    ['סעיפים 14-17 לחוק העונשין', 'חוק העונשין: 14 15 16 17'],
    ['סעיפים 17-14 לחוק העונשין', 'חוק העונשין: 17 15 16 14'],
    [
      'לפי סעיף 3; סעיף 5 רישא; וסעיף 8 ביחד עם סעיף 11ב לפקודת היערות [נוסח חדש], התשל"ג-1973',
      'פקודת היערות: 3 5 8 11ב',
    ],
    ['סעיף 416 (החזקה) לחוק העונשין', 'חוק העונשין: 416'],
    ['סעיף 71(א)(14) ו -71(ב), בצירוף סעיף 73 לחוק מס ערך מוסף, תשל"ו-1975', 'חוק מס ערך מוסף: 71(א)(14) 71(ב) 73'],
    ['תקנה 9 (א) לתקנות התעבורה, התשכ"א-1961', 'תקנות התעבורה: 9(א)'],
    ["ס' 12 לחוק-יסוד: כבוד האדם וחירותו", 'חוק-יסוד: כבוד האדם וחירותו: 12'],
    ['חוק העונשין, סעיף 25', 'חוק העונשין: 25'],
    ['חוק הירושה קובע בסעיף 7(ג) כי', 'חוק הירושה: 7(ג)'],
    ['עבירה בניגוד לחוק העונשין', 'חוק העונשין:'],
    ['סעיף171(ב) לחוק התכנוןוהבניה', 'חוק התכנון והבניה: 171(ב)'],
    ['סעיף 171(ד)לחוק העונשין', 'חוק העונשין: 171(ד)'],
    ['סעיף 17א לפסד"פ', 'פקודת סדר הדין הפלילי (מעצר וחיפוש): 17א'],
    ['סעיף 7 לפקודת הסמים', 'פקודת הסמים המסוכנים: 7'],
    ['סעיף 9 לחוק עזר לכפר החרוב (שמירת הניקיון), התש"ם-1980', 'חוק עזר לכפר החרוב (שמירת הניקיון): 9'],
    ['סעיף 3 לפקודת העיריות וסעיף 4 לפקודת היערות', ['פקודת העיריות: 3', 'פקודת היערות: 4']],
  ])('reads %s', (text, expected) => {
    expect(brief(text)).toEqual([expected].flat());
  });

  it('resolves what the decision calls "the law", and its short names', () => {
    const text = [
      'סעיף 171 לחוק העונשין, התשל"ז-1977 (להלן: החוק). פקודת התעבורה [נוסח חדש] (להלן: "הפקודה").',
      'סעיף 12 לחוק הירושה. לפי סעיף 172 לחוק, וסעיף 71(2) לפקודה.',
      'חוק הגנת חמניות הבר, התשט"ו-1955 (להלן: חוק החמניות או חג"ח). ראו סעיף 5 לחוק החמניות וסעיף 6 לחג"ח.',
    ].join('\n');
    expect(brief(text)).toEqual([
      'חוק העונשין: 171',
      'פקודת התעבורה:',
      'חוק הירושה: 12',
      'חוק העונשין: 172',
      'פקודת התעבורה: 71(2)',
      'חוק הגנת חמניות הבר:',
      'חוק הגנת חמניות הבר: 5',
      'חוק הגנת חמניות הבר: 6',
    ]);
  });

  it('says how each was named, and where the name was first written', () => {
    const text =
      'סעיף 171 לחוק העונשין, התשל"ז-1977 (להלן: החוק). חוק הגנת חמניות הבר, התשט"ו-1955 (להלן: חוק החמניות). ' +
      'סעיף 5 לחוק החמניות וסעיף 172 לחוק. סעיף 173 לחוק העונשין.';
    expect(findStatuteCitations(text).map(({ form, refersTo }) => [form, refersTo])).toEqual([
      ['full', null],
      ['full', null],
      ['short', 1],
      ['back', 0],
      ['full', null],
    ]);
  });

  it('takes "the law" as the one named last when nothing was defined, and as nothing when none was named', () => {
    expect(brief('חוק הירושה חל. סעיף 7 לחוק')).toEqual(['חוק הירושה:', 'חוק הירושה: 7']);
    expect(brief('סעיף 7 לחוק')).toEqual([]);
  });

  it('takes an ambiguous short name as the statute already named in full', () => {
    expect(brief('סעיף 12 לחוק החוזים (חלק כללי), התשל"ג-1973. סעיף 39 לחוק החוזים')).toEqual([
      'חוק החוזים (חלק כללי): 12',
      'חוק החוזים (חלק כללי): 39',
    ]);
  });

  it('does not give a section to a law named in the sentence before', () => {
    expect(brief('חל חוק הירושה. סעיף 5 לפסק הדין')).toEqual(['חוק הירושה:']);
    expect(brief('סעיף 19(ג) לתוספת השלישית לחוק התכנון והבנייה')).toEqual(['חוק התכנון והבנייה: 19(ג)']);
  });

  it.each([
    'סעיף 5 לפסק הדין',
    'החוק קובע',
    'שומר חוק מטבעו',
    'פעילות חוקית, עבירה קלה',
    'צורך ממשי',
    "תיקון מס' 132 לעניין",
    'צו בית הדין לעבודה',
    '',
    'Section 5 of the Act',
  ])('finds none in %j', (text) => {
    expect(findStatuteCitations(text)).toEqual([]);
  });
});

describe('statuteTitle', () => {
  it('knows a statute without article, plene or defective, and says nothing of an ambiguous name', () => {
    expect(statuteTitle('חוק הבוררות')?.name).toBe('חוק הבוררות');
    expect(statuteTitle('חוק בוררות')?.name).toBe('חוק הבוררות');
    expect(statuteTitle('חוק התכנון והבניה')?.name).toBe('חוק התכנון והבנייה');
    expect(statuteTitle('חוק החוזים')).toBeNull();
    expect(statuteTitle('חוק שלא היה')).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { readMetadata } from './index.ts';

const values = (fields: { value: string }[]): string[] => fields.map((f) => f.value);

describe('own dockets', () => {
  const own = (caption: string) =>
    values(
      readMetadata(
        `בבית המשפט העליון ${caption} לפני: כבוד השופט א' אורן המבקש: דן דרור נגד המשיב: רם רז החלטה 1. הבקשה נדחית. ניתנה היום, 3.2.2022.`,
      ).dockets,
    );
  it.each<[string, string[]]>([
    ['רע"א 5/21', ['רע"א 5/21']],
    ['בתיק רע"א 5/21', ['רע"א 5/21']],
    ['רע"א 5/21 רע"א 5/21', ['רע"א 5/21']],
    ['רע"א 5/21 ת"א 7/20 תיק עיקרי ת"א 8/20', ['רע"א 5/21', 'ת"א 7/20']],
    ['רע"א 5/21 על פסק דינו של המחוזי בע"א 7/20', ['רע"א 5/21']],
    ['רע"א 5/21 במסגרת ע"א 7/20', ['רע"א 5/21']],
    ['ערעור על ע"א 7/20', []],
    ['של תיק ע"א 7/20', []],
    ['בע"א 7/20', []],
  ])('of %j are %j', (caption, dockets) => {
    expect(own(caption)).toEqual(dockets);
  });
});

describe('the deciding court', () => {
  it.each([
    ['בבית המשפט המחוזי מרכז-לוד', 'בית המשפט המחוזי מרכז-לוד', 'district'],
    ['בבית המשפט המחוזי בלוד', 'בית המשפט המחוזי מרכז-לוד', 'district'],
    ['בית משפט השלום ברמלה', 'בית משפט השלום ברמלה', 'magistrate'],
    ['בית המשפט לענייני משפחה בחיפה', 'בית משפט לענייני משפחה בחיפה', 'family'],
    ['בית משפט לתביעות קטנות בבאר שבע', 'בית משפט לתביעות קטנות בבאר שבע', 'magistrate'],
    ['בית המשפט לתעבורה בירושלים', 'בית משפט לתעבורה בירושלים', 'magistrate'],
    ['בית משפט לנוער בחיפה', 'בית משפט לנוער בחיפה', 'magistrate'],
    ['בית הדין הארצי לעבודה', 'בית הדין הארצי לעבודה', 'labour-national'],
    ['על פסק דינו של בית המשפט המחוזי בחיפה בבית המשפט העליון', 'בית המשפט העליון', 'supreme'],
  ])('of %j is %s', (caption, court, level) => {
    const read = readMetadata(
      `${caption} ת"א 1234-05-20 לפני: כבוד השופט א' אורן התובע: דן דרור נגד הנתבע: רם רז פסק דין 1. התביעה נדחית.`,
    );
    expect([read.court?.value, read.courtLevel?.value]).toEqual([court, level]);
  });
});

describe('the day it was given', () => {
  const day = (ending: string, heading = '') => {
    const { date } = readMetadata(
      `בבית המשפט העליון רע"א 5/21 ${heading} לפני: כבוד השופט א' אורן המבקש: דן דרור נגד המשיב: רם רז החלטה 1. בית המשפט המחוזי פסק ביום 1.1.2021. הבקשה נדחית. ${ending}`,
    );
    return [date?.value ?? null, date?.confidence ?? null];
  };
  it.each<[string, string | null, number | null]>([
    ['ניתנה היום, 3.2.2022.', '2022-02-03', 0.99],
    ['ניתן והודע היום 3/2/22 במעמד הצדדים', '2022-02-03', 0.99],
    ['ניתנה היום, 3 בפברואר 2022', '2022-02-03', 0.99],
    ["ניתנה היום, ב' באדר א' תשפ\"ב", '2022-02-03', 0.99],
    ['היום, 3.2.2022.', '2022-02-03', 0.95],
    ['ניתנה ביום 3.2.2022.', '2022-02-03', 0.9],
    // of the decision itself only in its last words
    ['ההחלטה ניתנה ביום 3.2.2022.', '2022-02-03', 0.7],
    [`ההחלטה ניתנה ביום 3.2.2022. ${'מלל '.repeat(60)}`, null, null],
    ['א\' באדר תשפ"ב (2.2.2022)', '2022-02-02', 0.6],
    ['מיום א\' באדר תשפ"ב (2.2.2022)', null, null],
    ['הדיון נדחה ליום 5.5.2022. ניתנה היום, 3.2.2022.', '2022-02-03', 0.99],
    ['3.2.2022', null, null],
    ['ביום 3.2.2022', null, null],
    ['ניתנה היום, 32.2.2022', null, null],
  ])('of the ending %j is %s', (ending, date, confidence) => {
    expect(day(ending)).toEqual([date, confidence]);
  });

  it.each<[string, string | null, number | null]>([
    ['העתק החלטה מיום 3.2.2022', '2022-02-03', 0.97],
    ['תאריך: 3.2.2022', '2022-02-03', 0.8],
    ['3.2.2022', '2022-02-03', 0.75],
    ['תאריך הישיבה: 3.2.2022', null, null],
    ['מיום 3.2.2022', null, null],
    // a docket whose number could be a day
    ['תמ"ש 8-01-20', null, null],
    ['תמ"ש 8-01-20 3.2.2022', '2022-02-03', 0.75],
  ])('of the heading %j is %s', (heading, date, confidence) => {
    expect(day('', heading)).toEqual([date, confidence]);
  });
});

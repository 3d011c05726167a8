import { describe, expect, it } from 'vitest';
import { sliceSpan } from '../text/index.ts';
import { readMetadata, splitDecisions } from './index.ts';

const decision = (docket: string, judge: string, body = 'הבקשה נדחית.') =>
  `בבית המשפט העליון\n\n${docket}\n\nלפני:\n\nכבוד השופט ${judge}\n\nהמבקש:\n\nדן דולב\n\nנ ג ד\n\nהמשיב:\n\nרם רז\n\nהחלטה\n\n1. ${body}\n\nניתנה היום, 3.2.2022.\n\nש ו פ ט`;
const first = decision('רע"א 16/31', "א' אורן");
const second = decision('רע"א 17/31', "ב' ברושי");

describe('splitDecisions', () => {
  it('cuts where a heading follows a signature', () => {
    const text = `\u200f𝒜\n\n${first}\n\n${second}\n\n${decision('רע"א 18/31', "ג' גפן")}`;
    const parts = splitDecisions(text);
    expect(parts.map(({ begins }) => begins)).toEqual(['start', 'heading', 'heading']);
    expect(sliceSpan(text, parts[1]?.span ?? { start: 0, end: 0 })).toBe(second);
    expect(parts.map(({ span }) => readMetadata(sliceSpan(text, span)).dockets.map(({ value }) => value))).toEqual([
      ['רע"א 16/31'],
      ['רע"א 17/31'],
      ['רע"א 18/31'],
    ]);
  });

  it('cuts where an export begins another in the middle of a line', () => {
    const line = (docket: string) =>
      `החלטה בתיק ${docket} בבית המשפט העליון ${docket} לפני: כבוד השופט א' אורן המבקש: דן דולב החלטה 1. הבקשה נדחית. ניתנה היום, 3.2.2022. ש ו פ ט העותק כפוף לשינויי עריכה`;
    const text = `${line('רע"פ 16/31')} ${line('רע"פ 17/31')}`;
    expect(splitDecisions(text).map(({ span }) => sliceSpan(text, span))).toEqual([
      line('רע"פ 16/31'),
      line('רע"פ 17/31'),
    ]);
  });

  it('cuts at the lines that name the files, and leaves those lines out', () => {
    const text = `# 0a1b.docx\n\n${first}\n\n# 2c3d.docx\n\n${second}\n`;
    const parts = splitDecisions(text);
    expect(parts.map(({ begins }) => begins)).toEqual(['file-mark', 'file-mark']);
    expect(parts.map(({ span }) => sliceSpan(text, span))).toEqual([first, second]);
  });

  it.each([
    ['in quotation marks', `וזו לשון ההחלטה שניתנה היום:\n\n"${second}"\n\n2. מטעמים אלה הערעור נדחה.`],
    ['two of them in one quotation', `וזו לשון שתי ההחלטות:\n\n"${first}\n\n${second}"\n\n2. מטעמים אלה הערעור נדחה.`],
    ['announced without them', `וזו לשון ההחלטה שניתנה ביום 3.2.2022:\n\n${second}\n\n2. מטעמים אלה הערעור נדחה.`],
  ])('leaves a decision whole that quotes another whole, %s', (_, body) => {
    const text = decision('ע"א 20/31', "ג' גפן", body);
    expect(splitDecisions(text)).toHaveLength(1);
    expect(readMetadata(text).dockets.map(({ value }) => value)).toEqual(['ע"א 20/31']);
  });

  it('takes a court that is only named, and a heading that a page repeats, for no new decision', () => {
    const body = `העותר פנה לבית המשפט.\n\nבית המשפט השלום בחיפה (ת"פ 16-02-30) דחה את התביעה ביום 3.2.2021.\n\nבבית המשפט העליון\n\nע"א 20/31\n\nדין הבקשה להידחות.`;
    expect(splitDecisions(decision('ע"א 20/31', "ג' גפן", body))).toHaveLength(1);
  });

  it('finds one in half a decision and none in a blank text', () => {
    expect(splitDecisions(first.slice(0, 80))).toHaveLength(1);
    expect(splitDecisions(first.slice(80))).toHaveLength(1);
    expect(splitDecisions(' \n ')).toEqual([]);
  });
});

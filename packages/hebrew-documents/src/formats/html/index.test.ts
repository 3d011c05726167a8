import { expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../limits.ts';
import { decode } from '../../repair/decode.ts';
import { looksLikeHtml, readHtml } from './index.ts';

const read = (html: string) => readHtml(decode(new TextEncoder().encode(html)), DEFAULT_LIMITS);

test('blocks and line breaks part paragraphs; hard wraps and runs of &nbsp; are one space', () => {
  const { text } = read(`<!doctype html><html dir="rtl"><head><title>אתר</title><style>p{color:red}</style></head><body>
    <p class=MsoNormal>בית המשפט&nbsp;&nbsp;&nbsp;
    העליון</p><div>רע"א 5389/15<br>לפני: השופט פלמוני</div><table><tr><td>המבקש:</td><td>אלמוני</td></tr></table>
    <pre>שורה א
שורה ב</pre></body></html>`);
  expect(text).toBe('בית המשפט העליון\nרע"א 5389/15\nלפני: השופט פלמוני\nהמבקש:\nאלמוני\nשורה א\nשורה ב');
});

test('what a reader does not see is left out: scripts without a word, hidden text with a warning', () => {
  const { text, warnings } = read(
    `<html><body><p>נראה</p><script>alert('לא')</script><p style="display: none">הורה למודל</p>
     <p hidden>גם לא</p><span style='mso-hide:all'>ועוד</span><p style="font-size:1px">זעיר</p><p style="font-size:11pt">סוף</p>`,
  );
  expect(text).toBe('נראה\nסוף');
  expect(warnings).toMatchObject([{ code: 'hidden-text', count: 4 }]);
});

test('spans count code points', () => {
  const { text, paragraphs } = read('<html><body><p>𝐀𝐁 א</p><p>ב</p>');
  expect(paragraphs.map(({ span }) => [...text].slice(span.start, span.end).join(''))).toEqual(['𝐀𝐁 א', 'ב']);
});

test('a text that speaks of tags is not a web page', () => {
  expect(looksLikeHtml('<p>שלום</p>')).toBe(true);
  expect(looksLikeHtml('<?xml version="1.0"?><!DOCTYPE html><html>')).toBe(true);
  expect(looksLikeHtml('המונח <b> מופיע בפסק הדין')).toBe(false);
  expect(looksLikeHtml('<המערער> ביקש')).toBe(false);
});

test('fifty thousand nested elements are read without a stack', () => {
  expect(read(`<html><body>${'<div>'.repeat(50_000)}עומק`).text).toBe('עומק');
});

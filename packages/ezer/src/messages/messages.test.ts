import { WEIGHTS } from 'hebrew-law';
import { expect, test } from 'vitest';
import { MESSAGES } from './catalogue.ts';
import { type MessageKey, speaker } from './index.ts';

const keys = Object.keys(MESSAGES) as MessageKey[];

test.each(keys)('%s is said in Hebrew and in English, with the same places to fill', (key) => {
  const { he, en } = MESSAGES[key];
  expect(en.trim()).not.toBe('');
  // Names of settings and places alone need no words; the switch to the other language is written in that language.
  const wordless = he.replace(/\{\w+\}|\b[A-Z][A-Z_]+\b/g, '');
  if (key !== 'page.language') expect(wordless).toMatch(/[א-ת]|^\P{Letter}*$/u);
  if (key !== 'page.language') expect(en).not.toMatch(/[א-ת](?![^(]*\))/);
  expect(places(he)).toEqual(places(en));
});

test('every sign of the rules engine has its words on the pages', () => {
  const said = keys.filter((key) => key.startsWith('sign.')).map((key) => key.slice('sign.'.length));
  expect(said.sort()).toEqual(Object.keys(WEIGHTS).sort());
});

test('values are put in their places, and a place without a value stays visible', () => {
  expect(speaker('en')('migrate.applied', { count: 2, names: 'a, b' })).toBe('applied 2 step(s): a, b');
  expect(speaker('en')('migrate.applied', { count: 2 })).toContain('{names}');
});

const places = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort();

import { parseDocket, sameDocket } from 'hebrew-law';
import { expect, test } from 'vitest';
import { libraryDocket } from './docket.ts';

test.each([
  ['ת"פ 1616-07', 'ת"פ 1616/07'],
  ['ת"פ 1616/07', 'ת"פ 1616/07'],
  ['ת"א 51234-05-31', 'ת"א 51234-05-31'],
  ['ע"א 9104/31', 'ע"א 9104/31'],
  ['12-3/45', '12-3/45'],
])('%s is known as %s', (canonical, known) => {
  expect(libraryDocket(canonical)).toBe(known);
  const [one, other] = [parseDocket(canonical), parseDocket(known)];
  expect(one && other && sameDocket(one, other)).toBe(true);
});

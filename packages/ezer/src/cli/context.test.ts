import { expect, test } from 'vitest';
import { createContext } from './context.ts';

test('what is put into a message keeps its lines and loses its hold on the terminal', () => {
  const { say } = createContext({ lang: 'en' });
  const said = say('ingest.refused', { ref: 'a\u202e.txt', reason: 'unreadable', detail: 'one\ntwo\u001b[2K' });
  expect(said).toContain('a\\u202e.txt');
  expect(said).toContain('one\ntwo\\u001b[2K');
});

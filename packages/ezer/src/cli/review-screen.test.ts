import { PassThrough, Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { testLibrary } from '../../../../testing/library.ts';
import { loadConfig } from '../config/index.ts';
import { speaker } from '../messages/index.ts';
import { folderContent } from '../store/content.ts';
import type { OpenLibrary } from '../store/library.ts';
import type { Context } from './context.ts';
import { printer } from './print.ts';
import { walkQueue } from './review-screen.ts';

const TEXT = 'ערעור בדוי. הנטל על הטוען. הספק פועל לטובת הנאשם. אין עונשין מכוח היקש.';
const QUOTES = ['הנטל על הטוען', 'הספק פועל לטובת הנאשם', 'אין עונשין מכוח היקש'];

/** Three proposals of one fictional decision, the most doubtful first in the queue. */
async function library(): Promise<OpenLibrary> {
  const { store, url } = await testLibrary();
  const id = (n: number) => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`;
  const rows = QUOTES.map((quote, i) => {
    const start = [...TEXT.slice(0, TEXT.indexOf(quote))].length;
    return `('${id(10 + i)}', '${id(2)}', '${id(3)}', '${quote}', ${start}, ${start + quote.length}, 'holding', false, 0.${i + 1}, 'rules', '1')`;
  });
  await store.pool.query(`
    set search_path = ezer;
    begin;
    insert into document (id, sha256, byte_size, original_name, state) values ('${id(1)}', sha256('a'), 1, 'בדוי.txt', 'read');
    insert into decision (id, title, current_version_id) values ('${id(2)}', 'פלונית נ'' אלמונית', '${id(3)}');
    insert into decision_version (id, decision_id, number, document_id, text, text_sha256)
      values ('${id(3)}', '${id(2)}', 1, '${id(1)}', '${TEXT}', sha256('${TEXT}'));
    insert into halacha (id, decision_id, decision_version_id, quote, quote_start, quote_end, role, restated, confidence,
      engine, engine_version) values ${rows.join(', ')};
    commit;
    reset search_path`);
  return { store, url, content: folderContent('/nowhere'), close: () => store.close() };
}

/** Sits at the terminal: answers each question with the next line; with none left it ends the input, as Ctrl-D does. */
async function walk(library: OpenLibrary, answers: string[]): Promise<{ code: number; said: string }> {
  let said = '';
  const input = new PassThrough();
  const output = new Writable({
    write(chunk: Buffer, _, done) {
      if (/[>:] $/.test(chunk.toString())) {
        const answer = answers.shift();
        if (answer === undefined) input.end();
        else input.write(`${answer}\n`);
      }
      done();
    },
  });
  const context: Context = {
    config: loadConfig({}),
    language: 'en',
    say: speaker('en'),
    json: false,
    print: printer(false, (text) => {
      said += text;
    }),
  };
  return { code: await walkQueue(context, library, 'קוראת בדויה', { input, output }), said };
}

const states = async ({ store }: OpenLibrary) =>
  (await store.db.selectFrom('halacha').select(['quote', 'state', 'principle']).orderBy('id').execute()).map(
    ({ quote, state, principle }) => [QUOTES.indexOf(quote), state, principle],
  );

test('a reader approves one, rejects one and defers one, and the queue is empty', async () => {
  const opened = await library();
  const { code, said } = await walk(opened, ['a', 'r', 'too general', 'd']);
  expect(code).toBe(0);
  expect(await states(opened)).toEqual([
    [0, 'approved', null],
    [1, 'rejected', null],
    [2, 'deferred', null],
  ]);
  expect(said).toContain('approved: הנטל על הטוען');
  expect(said.trim().endsWith('the review queue is empty')).toBe(true);
  const reviews = await opened.store.db.selectFrom('halacha_review').select(['act', 'reader', 'reason']).execute();
  expect(reviews).toContainEqual({ act: 'reject', reader: 'קוראת בדויה', reason: 'too general' });
});

test('the quote is shown within its sentence', async () => {
  const { said } = await walk(await library(), ['q']);
  expect(said).toMatch(/ערעור בדוי\. \S*הנטל על הטוען\S*\. הספק/);
});

test('an edit keeps the person’s own sentence and stays in the queue; an edit that changes nothing is refused', async () => {
  const opened = await library();
  const { said } = await walk(opened, ['e', 'מי שטוען, עליו הנטל', 'e', 'מי שטוען, עליו הנטל', 'q']);
  expect((await states(opened))[0]).toEqual([0, 'proposed', 'מי שטוען, עליו הנטל']);
  expect(said).toContain('error: the edit changes nothing');
});

test('the last act is taken back; skipping decides nothing; an unknown key asks again', async () => {
  const opened = await library();
  const { said } = await walk(opened, ['u', 's', 'x', 'a', 'u', 'q']);
  expect(said).toContain('nothing to undo');
  expect((await states(opened)).map(([, state]) => state)).toEqual(['proposed', 'proposed', 'proposed']);
  const acts = await opened.store.db.selectFrom('halacha_review').select('act').orderBy('at').execute();
  expect(acts.map(({ act }) => act)).toEqual(['approve', 'reopen']);
});

test('the end of the input is a way out, also in the middle of an answer, and keeps what was done', async () => {
  const opened = await library();
  expect((await walk(opened, ['a'])).code).toBe(0);
  expect((await walk(opened, ['r'])).code).toBe(0);
  expect((await states(opened)).map(([, state]) => state)).toEqual(['approved', 'proposed', 'proposed']);
});

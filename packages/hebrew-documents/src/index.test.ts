import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { deflateSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { closeSandbox, readDocument } from './index.ts';
import { para, run, wordFile } from './testing/docx.ts';
import { drawPdf } from './testing/pdf.ts';
import { expectRefused } from './testing/refusal.ts';

const start = promisify(execFile);
const utf8 = new TextEncoder();
afterAll(closeSandbox);

const LINES = [
  'בית המשפט העליון',
  'רע"א 5389/15',
  'לפני כבוד השופט פלמוני',
  'הערעור על פסק דינו של בית משפט השלום נדחה, והמערער ישלם הוצאות בסכומים שנקבעו.',
];
const WORD = wordFile({ body: LINES.map((line) => para(run(line))).join('') });
const PDF = drawPdf([LINES.map((text) => ({ text, gap: 30 }))]);

test('the example of the README', async () => {
  const { text, format, paragraphs, confidence } = await readDocument(utf8.encode('פסק דין\r\nהערעור נדחה.'));
  expect(text).toBe('פסק דין\nהערעור נדחה.');
  expect(format).toBe('txt');
  expect(paragraphs).toEqual([
    { span: { start: 0, end: 7 }, kind: 'body' },
    { span: { start: 8, end: 20 }, kind: 'body' },
  ]);
  expect(confidence).toBe(1);
});

test('one fictional decision gives one text in every format', async () => {
  const html = utf8.encode(`<html dir=rtl><body>${LINES.map((line) => `<p>${line}</p>`).join('')}`);
  const files = { txt: utf8.encode(LINES.join('\n')), html, docx: WORD, pdf: PDF };
  for (const [format, bytes] of Object.entries(files)) {
    const document = await readDocument(bytes);
    expect(document.format).toBe(format);
    expect(document.text).toBe(LINES.join('\n'));
    const seen = document.paragraphs.map(({ span }) => document.text.slice(span.start, span.end));
    expect(seen).toEqual(LINES);
  }
});

describe('what cannot be law is refused with its reason', () => {
  test.each([
    ['empty', ''],
    ['empty', '  \n\t '],
    ['block-page', '<html><body><h1>חסימת בקשה לא מורשית</h1>מספר אירוע 123</body></html>'],
    ['block-page', 'חסימת בקשה לא מורשית'],
    ['encoding-lost', `${'???? ?????? ??? '.repeat(20)}12.3.2016`],
    ['encoding-lost', '???? ????'],
  ] as const)('%s', async (reason, content) => {
    await expectRefused(() => readDocument(utf8.encode(content)), reason);
  });

  test('junk bytes, also in the worker', async () => {
    const junk = Uint8Array.from({ length: 600_000 }, (_, i) => (i * 7919 + ((i * i) >> 3)) & 0xff);
    await expectRefused(() => readDocument(junk.subarray(0, 5_000)), 'binary');
    await expectRefused(() => readDocument(junk), 'binary');
  });

  test('a file or a text over its limit', async () => {
    await expectRefused(() => readDocument(utf8.encode('פסק דין'), { bytes: 5 }), 'too-large');
    await expectRefused(() => readDocument(WORD, { characters: 20 }), 'too-large');
  });

  test('a decision that quotes the block page is a decision', async () => {
    const text = `${'הערעור נדחה בלא צו להוצאות. '.repeat(200)}חסימת בקשה לא מורשית`;
    expect((await readDocument(utf8.encode(text))).text).toBe(text);
  });
});

describe('the worker', () => {
  test('is killed at its time limit, and the next document is read by a fresh one', async () => {
    const reading = readDocument(drawPdf(Array.from({ length: 400 }, () => [{ text: 'עמוד' }])), { milliseconds: 1 });
    await expectRefused(() => reading, 'time-limit');
    expect((await readDocument(PDF)).format).toBe('pdf');
  });

  test('is killed at its memory limit while its neighbour reads on', async () => {
    // 300 MB of spaces in 300 KB; pdf.js unpacks a page whole.
    const bomb = drawPdf([[]], { content: deflateSync(Buffer.alloc(300_000_000, ' ')) });
    const [refused, read] = await Promise.allSettled([readDocument(bomb, { memory: 300 }), readDocument(WORD)]);
    await expectRefused(() => (refused.status === 'rejected' ? Promise.reject(refused.reason) : null), 'memory-limit');
    expect(read.status).toBe('fulfilled');
  });

  test('reads many documents at once, each answer to its question', async () => {
    const files = Array.from({ length: 30 }, (_, i) => wordFile({ body: para(run(`החלטה מספר ${i}`)) }));
    const documents = await Promise.all(files.map((bytes) => readDocument(bytes)));
    expect(documents.map(({ text }) => text)).toEqual(files.map((_, i) => `החלטה מספר ${i}`));
  });

  test('does not keep its caller alive', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hebrew-documents-'));
    try {
      await writeFile(join(folder, 'decision'), WORD);
      const door = JSON.stringify(new URL('./index.ts', import.meta.url).href);
      const script = `
        import { readFileSync } from 'node:fs';
        const { readDocument } = await import(${door});
        const { text } = await readDocument(readFileSync('decision'));
        console.log(text.split('\\n')[1]);`;
      const { stdout } = await start(process.execPath, ['--input-type=module', '-e', script], {
        cwd: folder,
        timeout: 50_000,
      });
      expect(stdout.trim()).toBe(LINES[1]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

test('bundled into one file, the door finds the worker that lies beside it', async () => {
  const folder = await mkdtemp(
    join(fileURLToPath(new URL('../../../node_modules/', import.meta.url)), '.hebrew-documents-'),
  );
  try {
    const { build } = await import('tsdown');
    const entry = (path: string) => fileURLToPath(new URL(path, import.meta.url));
    await build({
      entry: { app: entry('./index.ts'), 'hebrew-documents-worker': entry('./sandbox/hebrew-documents-worker.ts') },
      outDir: join(folder, 'dist'),
      config: false,
      dts: false,
      logLevel: 'silent',
      platform: 'node',
      noExternal: [/.*/],
    });
    await writeFile(join(folder, 'decision'), PDF);
    const script = `
      import { readFileSync } from 'node:fs';
      const begun = performance.now();
      const { readDocument } = await import('./dist/app.mjs');
      const loaded = performance.now() - begun;
      const { text } = await readDocument(readFileSync('decision'));
      console.log(JSON.stringify({ text, loaded }));`;
    const { stdout } = await start(process.execPath, ['--input-type=module', '-e', script], {
      cwd: folder,
      timeout: 50_000,
    });
    const { text, loaded } = JSON.parse(stdout);
    expect(text).toBe(LINES.join('\n'));
    // Measured 5 to 15 ms on two cores; pdf.js alone would take 300.
    expect(loaded).toBeLessThan(250);
  } finally {
    await rm(folder, { recursive: true });
  }
});

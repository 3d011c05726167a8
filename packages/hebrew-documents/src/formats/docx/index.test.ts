import { strToU8 } from 'fflate';
import { expect, test } from 'vitest';
import { DEFAULT_LIMITS, type Limits } from '../../limits.ts';
import { para, run, wordFile } from '../../testing/docx.ts';
import { expectRefused } from '../../testing/refusal.ts';
import { readDocx } from './index.ts';

const read = (bytes: Uint8Array, limits: Partial<Limits> = {}) => readDocx(bytes, { ...DEFAULT_LIMITS, ...limits });

test('header, body, content control, table, footnote and footer, each once and marked', () => {
  const document = read(
    wordFile({
      header: para(run('ע"א 1234/15')),
      body: `${para(run('פסק'), run(' דין'))}<w:sdt><w:sdtContent>${para(run('השופט פלמוני'))}</w:sdtContent></w:sdt>
        <w:tbl><w:tr><w:tc>${para(run('המערער:'))}</w:tc><w:tc>${para(run('אלמוני'))}</w:tc></w:tr></w:tbl>
        ${para(run('נדון', ''), '<w:r><w:tab/><w:t>היום</w:t><w:br/><w:t>ונדחה</w:t></w:r>')}`,
      footnotes: `<w:footnote>${para(run('ראו שם.'))}</w:footnote>`,
      footer: `${para(run('עותק למנוי'))}${para(run('- 3 -'))}`,
    }),
  );
  const seen = document.paragraphs.map(({ kind, span }) => [kind, document.text.slice(span.start, span.end)]);
  expect(seen).toEqual([
    ['header', 'ע"א 1234/15'],
    ['body', 'פסק דין'],
    ['body', 'השופט פלמוני'],
    ['body', 'המערער:'],
    ['body', 'אלמוני'],
    ['body', 'נדון\tהיום'],
    ['body', 'ונדחה'],
    ['footnote', 'ראו שם.'],
    ['footer', 'עותק למנוי'],
  ]);
});

test('hidden, white, tiny and deleted runs are left out and counted; white on a shaded cell is a heading', () => {
  const { text, warnings } = read(
    wordFile({
      styles:
        '<w:style w:styleId="A"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>',
      body: `${para(run('נראה '), run('סמוי', '<w:vanish/>'), run('לבן', '<w:color w:val="FFFFFF"/>'), run('זעיר', '<w:sz w:val="2"/>'), run('סגנון', '<w:rStyle w:val="B"/>'), run('ולא סמוי', '<w:vanish w:val="0"/>'))}
        ${para('<w:del><w:r><w:delText>נמחק</w:delText></w:r></w:del>', '<w:ins>', run('נוסף'), '</w:ins>')}
        <w:tbl><w:tr><w:tc><w:tcPr><w:shd w:fill="1F3864"/></w:tcPr>${para(run('כותרת', '<w:color w:val="FFFFFF"/>'))}</w:tc></w:tr></w:tbl>`,
    }),
  );
  expect(text).toBe('נראה ולא סמוי\nנוסף\nכותרת');
  expect(warnings).toMatchObject([
    { code: 'hidden-text', count: 4 },
    { code: 'deleted-text', count: 1 },
  ]);
});

test('a text box is read once, not once more in its fallback', () => {
  const box = (name: string) => `<mc:${name}><w:txbxContent>${para(run('תיבה'))}</w:txbxContent></mc:${name}>`;
  const { text } = read(
    wordFile({
      body: para(run('לפני'), `<mc:AlternateContent>${box('Choice')}${box('Fallback')}</mc:AlternateContent>`),
    }),
  );
  expect(text).toBe('תיבה\nלפני');
});

test('numbers that Word makes are not in the text, and the reader is told', () => {
  const numbered = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>';
  expect(read(wordFile({ body: para(numbered, run('סעיף')) })).warnings).toMatchObject([
    { code: 'automatic-numbering', count: 1 },
  ]);
});

test('an external entity is refused and never opened', async () => {
  const prolog = '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/hostname">]>';
  await expectRefused(() => read(wordFile({ prolog, body: para('<w:r><w:t>&secret;</w:t></w:r>') })), 'unsafe-markup');
});

test('a part that unpacks a thousandfold is refused before it is unpacked', async () => {
  const bomb = wordFile({ body: para(run('א'.repeat(8_000_000))) });
  expect(bomb.length).toBeLessThan(100_000);
  const { detail } = await expectRefused(() => read(bomb), 'zip-bomb');
  // What was unpacked when the reading stopped; the whole is 16 MB.
  expect(Number(/(\d+) bytes/.exec(detail ?? '')?.[1])).toBeLessThan(6_000_000);
});

test('the sum of all parts and the number of entries are bounded', async () => {
  await expectRefused(() => read(wordFile({ body: para(run('שלום עולם')) }), { inflatedBytes: 300 }), 'zip-bomb');
  const more = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`junk/${i}`, strToU8('x')]));
  await expectRefused(() => read(wordFile({ body: para(run('שלום')), more }), { zipEntries: 40 }), 'zip-bomb');
});

test('elements nested deeper than any program writes are refused', async () => {
  await expectRefused(() => read(wordFile({ body: `${'<w:sdt>'.repeat(5_000)}` })), 'unsafe-markup');
});

test('cut off, broken, locked and foreign containers each get their own reason', async () => {
  const whole = wordFile({ body: para(run('שלום עולם')) });
  await expectRefused(() => read(whole.subarray(0, whole.length - 60)), 'cut-off');
  await expectRefused(() => read(wordFile({ body: '<w:p>' })), 'damaged');
  const locked = whole.slice();
  const central = locked.lastIndexOf(0x50, locked.length - 23);
  for (let at = 0; at < central; at++) {
    if (locked[at] === 0x50 && locked[at + 1] === 0x4b && locked[at + 2] === 1) locked[at + 8] = 1;
  }
  await expectRefused(() => read(locked), 'encrypted');
  const { zipSync } = await import('fflate');
  await expectRefused(() => read(zipSync({ 'inner.zip': whole })), 'unsupported');
});

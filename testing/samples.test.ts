import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { FICTION_NOTICE } from '../samples/formats.ts';
import { type GeneratedFile, generateSamples } from '../samples/generate.ts';
import { plainText, readDecisions, readDigests } from '../samples/source.ts';

const SAMPLES = join(import.meta.dirname, '..', 'samples');
// Present only where the project is developed beside collections of real decisions.
const REAL = join(import.meta.dirname, '..', '..', 'shared');

const decisions = readDecisions(join(SAMPLES, 'source', 'decisions'));
const digests = readDigests(join(SAMPLES, 'source', 'digests'));
const textOf = (id: string) => plainText(decisions.find((decision) => decision.id === id)?.blocks ?? []);

describe('generated files', () => {
  let generated: GeneratedFile[] = [];
  beforeAll(async () => {
    generated = await generateSamples(SAMPLES, null);
  });

  test('the committed files are what the sources make (run npm run samples when this fails)', () => {
    const stale = generated.filter(({ path, bytes }) => !Buffer.from(bytes).equals(readFileSync(join(SAMPLES, path))));
    expect(stale.map(({ path }) => path)).toEqual([]);
  });

  test('every format is there, and nothing that no source makes', () => {
    const committed = ['library', 'digests', 'formats', 'truth'].flatMap((folder) =>
      readdirSync(join(SAMPLES, folder)).map((name) => `${folder}/${name}`),
    );
    const printed = decisions.filter(({ format }) => format === 'pdf').map(({ id }) => `library/${id}.pdf`);
    const expected = [...generated.map(({ path }) => path), ...printed, 'formats/hcj-9317-33.pdf'];
    expect(committed.sort()).toEqual(expected.sort());
    expect(new Set(decisions.map(({ format }) => format))).toEqual(new Set(['txt', 'html', 'docx', 'pdf']));
  });

  test('every text and web page says first that it is fiction', () => {
    for (const { path, bytes } of generated.filter(({ path }) => /\.(txt|html)$/.test(path))) {
      const encoding = path.includes('sc-leave-criminal-9455-32') ? 'windows-1255' : 'utf-8';
      expect(new TextDecoder(encoding).decode(bytes), path).toContain(FICTION_NOTICE);
    }
  });
});

describe('ground truth', () => {
  test.each(decisions)('$id: every quote, citation and name stands in the text', ({ id, truth }) => {
    const text = textOf(id);
    const raws = [...truth.cases, ...truth.statutes].map(({ raw }) => raw);
    const quotes = [...truth.holdings, ...truth.traps].map(({ quote }) => quote);
    const names = [...truth.judges, ...truth.applicants, ...truth.respondents];
    for (const words of [...raws, ...quotes]) expect(text).toContain(words);
    for (const name of names) expect(text.replaceAll('׳', "'")).toContain(name);
    for (const quote of quotes) expect(quote.length).toBeGreaterThanOrEqual(30);
    for (const docket of truth.dockets) expect(text.replaceAll('״', '"').replace('ת.א.', 'ת"א')).toContain(docket);
  });

  test.each(decisions)('$id: no docket in the text is left out', ({ id, truth }) => {
    let text = textOf(id).replaceAll('״', '"');
    for (const { docket } of truth.cases) text = text.replace(docket, '');
    for (const docket of truth.dockets)
      text = text.replaceAll(docket, '').replaceAll(docket.split(' ')[1] ?? docket, '');
    expect(text.match(/(?:[א-ת]{1,5}["'.][א-ת]\.?|ערר) \d{2,}[-/]\d[\d/-]*/g)).toBeNull();
  });

  test('the library holds what the tests of the product need', () => {
    const of = (id: string) => decisions.find((decision) => decision.id === id)?.truth;
    const perDocketAndDay = decisions.map(({ truth }) => `${truth.dockets[0]} ${truth.date}`);
    expect(perDocketAndDay.length - new Set(perDocketAndDay).size).toBe(1);
    expect(of('magistrate-no-docket')?.dockets).toEqual([]);
    expect(of('sc-criminal-appeal-9230-32')?.applicants).toEqual(['פלוני']);
    expect(of('hcj-9317-33')?.dockets).toHaveLength(2);
    const words = decisions.map(({ id }) => textOf(id).split(/\s+/).length);
    expect(words.filter((count) => count > 6000).length).toBeGreaterThanOrEqual(2);
    expect(Math.min(...words)).toBeLessThan(75);
  });

  test('some citations lead to a decision of the library and some to none, in decisions and digests alike', () => {
    const known = new Set(decisions.flatMap(({ truth }) => truth.dockets));
    const cited = decisions.flatMap(({ truth }) => truth.cases.map(({ docket }) => docket));
    const pointed = digests.flatMap(({ truth }) => truth.items.flatMap(({ docket }) => docket ?? []));
    for (const dockets of [cited, pointed]) {
      expect(dockets.some((docket) => known.has(docket))).toBe(true);
      expect(dockets.some((docket) => !known.has(docket))).toBe(true);
    }
    expect(digests.some(({ truth }) => truth.items.every(({ docket }) => docket === null))).toBe(true);
    expect(digests).toHaveLength(10);
  });

  test('a rule that several decisions state has one wording of its principle', () => {
    const count = new Map<string, Set<string>>();
    for (const { id, truth } of decisions)
      for (const { principle } of truth.holdings) count.set(principle, (count.get(principle) ?? new Set()).add(id));
    expect([...count.values()].filter((ids) => ids.size >= 2).length).toBeGreaterThanOrEqual(5);
  });
});

describe('fiction', () => {
  test('every docket was opened in 2029 or later, in a year that has not come', () => {
    const opened = decisions
      .flatMap(({ truth }) => [...truth.dockets, ...truth.cases.map(({ docket }) => docket)])
      .map((docket) => Number(docket.slice(-2)));
    expect(opened.filter((year) => year < 29 || year > 36)).toEqual([]);
  });

  const judges = join(REAL, 'reference', 'supreme_judges_baguette.json');
  test.skipIf(!existsSync(judges))('no judge bears the name of a real Supreme Court judge', () => {
    const real = Object.keys(JSON.parse(readFileSync(judges, 'utf8')));
    const invented = decisions.flatMap(({ truth }) => truth.judges);
    expect(invented.filter((name) => real.includes(name))).toEqual([]);
  });
});

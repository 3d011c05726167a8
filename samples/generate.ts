/** Writes the sample library, the digest issues and the ground truth from `source/` (npm run samples). */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../testing/chromium.ts';
import { toDocx, toHtml, toPdf, toText } from './formats.ts';
import { type Block, type Format, readDecisions, readDigests } from './source.ts';

/** This decision is written in all four formats: it has headings, a quotation, joined dockets and two opinions. */
export const ROUND_TRIP = 'hcj-9317-33';

const FORMATS: Format[] = ['txt', 'html', 'docx', 'pdf'];

export interface GeneratedFile {
  /** Relative to the samples folder. */
  path: string;
  bytes: Uint8Array;
}

/** All generated files; without a browser the PDFs are left out. */
export async function generateSamples(root: string, browser: Browser | null): Promise<GeneratedFile[]> {
  const decisions = readDecisions(join(root, 'source', 'decisions'));
  const digests = readDigests(join(root, 'source', 'digests'));
  const files: GeneratedFile[] = [];
  const add = async (
    folder: string,
    name: string,
    format: Format,
    title: string,
    blocks: Block[],
    encoding?: 'windows-1255' | 'utf-8',
  ) => {
    const path = `${folder}/${name}.${format}`;
    if (format === 'txt') files.push({ path, bytes: toText(blocks, encoding) });
    else if (format === 'html') files.push({ path, bytes: Buffer.from(toHtml(title, blocks), 'utf8') });
    else if (format === 'docx') files.push({ path, bytes: await toDocx(title, blocks) });
    else if (browser) files.push({ path, bytes: await toPdf(browser, title, blocks) });
  };

  for (const { id, format, blocks, encoding, truth } of decisions) {
    const title = truth.dockets[0] ?? truth.kind ?? id;
    await add('library', id, format, title, blocks, encoding);
    if (id === ROUND_TRIP) for (const each of FORMATS) await add('formats', id, each, title, blocks);
  }
  for (const { id, format, blocks, truth } of digests) await add('digests', id, format, truth.title, blocks);

  files.push({ path: 'truth/decisions.jsonl', bytes: toJsonLines(decisions) });
  files.push({ path: 'truth/digests.jsonl', bytes: toJsonLines(digests) });
  return files;
}

/** One object a line, keyed as `ezer extract --jsonl` prints it. */
function toJsonLines(samples: { id: string; truth: object }[]): Uint8Array {
  return Buffer.from(samples.map(({ id, truth }) => `${JSON.stringify({ id, ...truth })}\n`).join(''), 'utf8');
}

if (import.meta.main) {
  const root = import.meta.dirname;
  const browser = await launchChromium();
  try {
    const files = await generateSamples(root, browser);
    for (const folder of ['library', 'digests', 'formats', 'truth']) {
      rmSync(join(root, folder), { recursive: true, force: true });
      mkdirSync(join(root, folder));
    }
    for (const { path, bytes } of files) writeFileSync(join(root, path), bytes);
    const size = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
    console.log(`${files.length} files, ${(size / 1e6).toFixed(2)} MB`);
  } finally {
    await browser.close();
  }
}

import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { Command } from 'commander';
import { closeSandbox, DocumentRefused, readDocument } from 'hebrew-documents';
import { type Extracted, extractFromText } from '../../extract/index.ts';
import { wordFor } from '../../messages/index.ts';
import { action, type Context } from '../context.ts';
import { example } from '../help.ts';
import { shorten } from '../print.ts';

interface Options {
  jsonl?: boolean;
  explain?: boolean;
}

export function addExtract(program: Command, { say }: Pick<Context, 'say'>): void {
  const command = program
    .command('extract')
    .description(say('extract.about'))
    .argument('<file...>', say('extract.file'))
    .option('--jsonl', say('extract.jsonl'))
    .option('--explain', say('extract.explain'))
    .addHelpText('after', example(say, 'ezer extract samples/library/*.docx --jsonl > found.jsonl'));
  action(command, runExtract);
}

async function runExtract(context: Context, files: string[], { jsonl = false, explain = false }: Options) {
  let failed = 0;
  try {
    for (const file of files) {
      try {
        const { text } = await readDocument(await readFile(file));
        const extracted = extractFromText(basename(file, extname(file)), text);
        if (jsonl || context.json) process.stdout.write(`${JSON.stringify(extracted.record)}\n`);
        else printExtracted(context, file, extracted, explain);
      } catch (error) {
        const reason = refusalOf(error);
        if (reason === null) throw error;
        failed += 1;
        process.stderr.write(`${context.say('ingest.refused', { ref: file, ...reason })}\n`);
      }
    }
  } finally {
    await closeSandbox();
  }
  return failed === 0 ? 0 : 1;
}

/** What is wrong with one file; null when the fault is ours and must be seen whole. */
function refusalOf(error: unknown): { reason: string; detail: string } | null {
  if (error instanceof DocumentRefused) return { reason: error.reason, detail: error.message };
  if (error instanceof Error && 'code' in error && typeof error.code === 'string')
    return { reason: 'unreadable', detail: error.message };
  return null;
}

function printExtracted(
  { print, say }: Context,
  file: string,
  { record, halachot }: Extracted,
  explain: boolean,
): void {
  const head = [record.kind, record.court, record.dockets.join(', '), record.date].filter(Boolean).join(' · ');
  print.line(`${file}\n  ${head}`);
  if (record.applicants.length + record.respondents.length > 0)
    print.line(`  ${record.applicants.join(', ')} נ' ${record.respondents.join(', ')}`);
  if (record.judges.length > 0) print.line(`  ${record.judges.join('; ')}`);
  for (const halacha of halachot) {
    print.line(
      `  ▪ ${shorten(halacha.quote, 300)}\n    ${wordFor(say, 'role', halacha.role)} · ${halacha.confidence.toFixed(2)} · ${halacha.flags.map((flag) => wordFor(say, 'flag', flag)).join(', ')}`,
    );
    if (explain)
      for (const { points, hebrew, evidence } of halacha.reasons)
        print.line(`      ${points > 0 ? '+' : ''}${points} ${hebrew}${evidence ? `: ${evidence}` : ''}`);
  }
  if (halachot.length === 0) print.line(`  ${say('extract.none')}`);
}

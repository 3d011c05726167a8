import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { Command } from 'commander';
import { closeSandbox, DocumentRefused, readDocument } from 'hebrew-documents';
import { type ExplainedSentence, explainHalachot, WEIGHTS } from 'hebrew-law';
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
        const explained = explain ? explainHalachot(text) : null;
        if (jsonl || context.json)
          process.stdout.write(
            `${JSON.stringify(explained ? { ...extracted.record, explained } : extracted.record)}\n`,
          );
        else printExtracted(context, file, extracted, explained);
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
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    const isFolder = error.code === 'EISDIR';
    return { reason: 'unreadable', detail: isFolder ? 'a folder; name its files, as in DIR/*' : error.message };
  }
  return null;
}

function printExtracted(
  context: Context,
  file: string,
  { record, halachot }: Extracted,
  explained: readonly ExplainedSentence[] | null,
): void {
  const { print, say } = context;
  const head = [record.kind, record.court, record.dockets.join(', '), record.date].filter(Boolean).join(' · ');
  print.line(`${file}\n  ${head}`);
  if (record.applicants.length + record.respondents.length > 0)
    print.line(`  ${record.applicants.join(', ')} נ' ${record.respondents.join(', ')}`);
  if (record.judges.length > 0) print.line(`  ${record.judges.join('; ')}`);
  for (const halacha of halachot) {
    print.line(
      `  ▪ ${shorten(halacha.quote, 300)}\n    ${wordFor(say, 'role', halacha.role)} · ${halacha.confidence.toFixed(2)} · ${halacha.flags.map((flag) => wordFor(say, 'flag', flag)).join(', ')}`,
    );
  }
  if (halachot.length === 0) print.line(`  ${say('extract.none')}`);
  if (explained) {
    print.line();
    for (const sentence of explained) printExplained(context, sentence);
  }
}

/** One sentence with the signs for and against it, strongest first: what a reader needs to agree or to object. */
function printExplained({ print, say, language }: Context, sentence: ExplainedSentence): void {
  const { quote, section, voice, speaker, score, needed, taken, reasons } = sentence;
  const verdict = taken ? (score >= needed ? 'extract.taken' : 'extract.part') : 'extract.left';
  print.line(`  ${taken ? '✓' : '·'} ${shorten(quote, 160)}`);
  print.line(
    `      ${[say(verdict, { score, needed }), say(`extract.section.${section}`), say(`extract.voice.${voice}`), speaker].filter(Boolean).join(' · ')}`,
  );
  for (const { feature, points, evidence } of [...reasons].sort((a, b) => Math.abs(b.points) - Math.abs(a.points))) {
    const word = language === 'he' ? WEIGHTS[feature].hebrew : WEIGHTS[feature].english;
    print.line(`      ${points > 0 ? '+' : '−'}${Math.abs(points)} ${word}${evidence ? `: ${evidence}` : ''}`);
  }
}

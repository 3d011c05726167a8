import { basename, extname, join } from 'node:path';
import type { Command } from 'commander';
import { closeSandbox, DocumentRefused, readDocument } from 'hebrew-documents';
import { type ExplainedSentence, explainHalachot, WEIGHTS } from 'hebrew-law';
import { type Extracted, extractFromText } from '../../extract/index.ts';
import { wordFor } from '../../messages/index.ts';
import { type Offer, SourceMissing, walkDirectory } from '../../sources/directory.ts';
import { action, type Context } from '../context.ts';
import { example } from '../help.ts';
import { shorten, visible } from '../print.ts';

interface Options {
  jsonl?: boolean;
  explain?: boolean;
  textField: string;
  idField: string;
}

export function addExtract(program: Command, { say }: Pick<Context, 'say'>): void {
  const command = program
    .command('extract')
    .description(say('extract.about'))
    .argument('<path...>', say('extract.path'))
    .option('--jsonl', say('extract.jsonl'))
    .option('--explain', say('extract.explain'))
    .option('--text-field <name>', say('ingest.textField'), 'text')
    .option('--id-field <name>', say('ingest.idField'), 'id')
    .addHelpText('after', example(say, 'ezer extract samples/library --jsonl > found.jsonl'));
  action(command, runExtract);
}

async function runExtract(context: Context, paths: string[], options: Options) {
  let failed = 0;
  try {
    for (const path of paths)
      for await (const offer of offersOf(path, options)) {
        const named = pathOf(path, offer);
        const refusal = offer.kind === 'refused' ? offer : await extractOne(context, named, offer, options);
        if (refusal === null) continue;
        failed += 1;
        const { reason, detail } = refusal;
        process.stderr.write(`${context.say('ingest.refused', { ref: named, reason, detail })}\n`);
      }
  } finally {
    await closeSandbox();
  }
  return failed === 0 ? 0 : 1;
}

interface Refusal {
  reason: string;
  detail: string;
}

/** A path that is not there is one refusal; the others are read. */
async function* offersOf(path: string, fields: Pick<Options, 'textField' | 'idField'>): AsyncGenerator<Offer> {
  try {
    yield* walkDirectory(path, fields);
  } catch (error) {
    if (!(error instanceof SourceMissing)) throw error;
    const name = basename(path);
    yield { kind: 'refused', ref: name, name, stamp: null, reason: 'unreadable', detail: error.message };
  }
}

/** Where a document lies, as the command was told: `decisions/1.pdf`, `all.jsonl#7`. */
function pathOf(path: string, { ref }: Offer): string {
  const name = basename(path);
  return ref === name || ref.startsWith(`${name}#`) ? path + ref.slice(name.length) : join(path, ref);
}

/** Prints what is in one document; or says what is wrong with it, unless the fault is ours and must be seen whole. */
async function extractOne(
  context: Context,
  named: string,
  offer: Extract<Offer, { kind: 'file' }>,
  { jsonl, explain }: Options,
): Promise<Refusal | null> {
  let text: string;
  try {
    text = (await readDocument(await offer.bytes())).text;
  } catch (error) {
    if (error instanceof DocumentRefused) return { reason: error.reason, detail: error.message };
    if (error instanceof Error && 'syscall' in error) return { reason: 'unreadable', detail: error.message };
    throw error;
  }
  const extracted = extractFromText(idOf(offer), text);
  const explained = explain ? explainHalachot(text) : null;
  if (jsonl || context.json)
    process.stdout.write(`${JSON.stringify(explained ? { ...extracted.record, explained } : extracted.record)}\n`);
  else printExtracted(context, named, extracted, explained);
  return null;
}

/** A file is known by its place in the folder without the ending, a line of a file by the reference that ingesting gives it. */
function idOf({ ref, stamp }: Offer): string {
  return stamp === null ? ref : ref.slice(0, ref.length - extname(ref).length);
}

function printExtracted(
  context: Context,
  file: string,
  { record, halachot }: Extracted,
  explained: readonly ExplainedSentence[] | null,
): void {
  const { print, say } = context;
  const head = [record.kind, record.court, record.dockets.join(', '), record.date].filter(Boolean).join(' · ');
  print.line(`${visible(file)}\n  ${head}`);
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

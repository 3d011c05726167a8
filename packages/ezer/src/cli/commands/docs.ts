import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { scriptsPage } from '../../deploy/index.ts';
import { findCheckout } from '../checkout.ts';
import { action, type Context } from '../context.ts';
import { example } from '../help.ts';

const PAGE = 'SCRIPTS.md';

export function addDocs(program: Command, { say }: Pick<Context, 'say'>): void {
  const docs = program
    .command('docs')
    .description(say('docs.about'))
    .addHelpText('after', example(say, 'ezer docs scripts', 'ezer docs scripts --check'));
  action(
    docs
      .command('scripts')
      .description(say('docs.scripts'))
      .option('--check', say('docs.check'))
      .addHelpText('after', example(say, 'ezer docs scripts', 'ezer docs scripts --check')),
    writeScripts,
  );
}

async function writeScripts({ say, print }: Context, { check = false }: { check?: boolean }) {
  const checkout = findCheckout();
  if (checkout === null) throw new Error(say('docs.noCheckout'));
  const { root } = checkout;
  const file = join(root, PAGE);
  const text = scriptsPage(root);
  const stale = !existsSync(file) || readFileSync(file, 'utf8') !== text;
  if (stale && check) {
    print.answer({ file: PAGE, stale }, say('docs.stale', { file: PAGE }));
    return 1;
  }
  if (stale) writeFileSync(file, text);
  print.answer({ file: PAGE, stale, written: stale }, say(stale ? 'docs.written' : 'docs.current', { file: PAGE }));
  return 0;
}

import { join, relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { assertStaggered } from 'pg-drains';
import { isTarget, TARGETS } from '../../deploy/index.ts';
import { TIMETABLE } from '../../jobs/index.ts';
import { findCheckout } from '../checkout.ts';
import { action, type Context } from '../context.ts';
import { example, WrongOption } from '../help.ts';

interface Options {
  check?: boolean;
  out?: string;
}

/** Where the committed files lie, below the checkout. */
const COMMITTED = 'deploy';

export function addDeploy(program: Command, { say }: Pick<Context, 'say'>): void {
  const command = program
    .command('deploy')
    .description(say('deploy.about'))
    .argument('[target]', say('deploy.target', { targets: TARGETS.join(', ') }))
    .option('--check', say('deploy.check'))
    .option('--out <dir>', say('deploy.out'))
    .addHelpText('after', example(say, 'ezer deploy', 'ezer deploy --check', `ezer deploy ${TARGETS[0]} --out ~/ezer`));
  action(command, deploy);
}

async function deploy({ say, print }: Context, target: string | undefined, { check = false, out }: Options) {
  if (target !== undefined && !isTarget(target))
    throw new WrongOption(say('deploy.unknownTarget', { target, targets: TARGETS.join(', ') }));
  assertStaggered(TIMETABLE); // before a file carries the mistake to every machine
  const checkout = findCheckout();
  if (checkout === null) throw new Error(say('docs.noCheckout'));
  const { deploymentFiles, differenceOf, writeDeployment } = await import('../../deploy/deployment.ts');
  const { root, version } = checkout;
  const installation = { timetable: TIMETABLE, home: out === undefined ? null : root, version };
  const lines: string[] = [];
  const results = (target === undefined ? TARGETS : [target]).map((each) => {
    const base = out === undefined ? join(root, COMMITTED) : resolve(out);
    // A folder that was named for one target is that target's; several get one each.
    const folder = out === undefined || target === undefined ? join(base, each) : base;
    const files = deploymentFiles(each, installation);
    const found = check
      ? differenceOf(folder, files)
      : writeDeployment(folder, files, { ownsFolder: out === undefined });
    const written = [...found.missing, ...found.changed];
    const extra = out === undefined ? found.extra : [];
    const stale = written.length + extra.length > 0;
    const name = out === undefined ? relative(root, folder) : folder;
    const names = (paths: string[]) => ({ folder: name, files: paths.join(', ') });
    if (!stale) lines.push(say('deploy.current', { folder: name, count: files.length }));
    else if (check)
      lines.push(say(out === undefined ? 'deploy.stale' : 'deploy.staleOut', names([...written, ...extra])));
    else {
      if (written.length > 0) lines.push(say('deploy.written', names(written)));
      if (extra.length > 0) lines.push(say('deploy.removed', names(extra)));
    }
    return { target: each, folder: name, stale, missing: found.missing, changed: found.changed, extra };
  });
  print.answer({ check, targets: results }, () => lines.join('\n'));
  return check && results.some(({ stale }) => stale) ? 1 : 0;
}

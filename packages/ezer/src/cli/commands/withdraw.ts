import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { NoReason, type Tombstone, type Withdrawn, withdraw, withdrawable } from '../../withdrawal/index.ts';
import { action, type Context, withLibrary } from '../context.ts';
import { example, WrongOption } from '../help.ts';

interface Options {
  reason?: string;
  dryRun?: boolean;
}

export function addWithdraw(program: Command, { say }: Pick<Context, 'say'>): void {
  const command = program
    .command('withdraw')
    .description(say('withdraw.about'))
    .argument('<what>', say('withdraw.what'))
    .option('--reason <reason>', say('withdraw.reason'))
    .option('--dry-run', say('cli.option.dryRun'))
    .addHelpText(
      'after',
      example(say, `ezer withdraw 'ע"א 9104/31' --dry-run`, `ezer withdraw 'ע"א 9104/31' --reason "…"`),
    );
  action(command, runWithdraw);
}

async function runWithdraw(context: Context, what: string, { reason = '', dryRun = false }: Options) {
  const { say, print } = context;
  if (!dryRun && reason.trim() === '') throw new WrongOption(say('queue.needsReason'));
  return withLibrary(context, async (library) => {
    const [decision, ...others] = await withdrawable(library.store.db, what);
    if (decision === undefined) {
      process.stderr.write(`${say('show.none', { what })}\n`);
      return 1;
    }
    if (others.length > 0) throw new WrongOption(severalOf(context, what, [decision, ...others]));
    const by = `${userInfo().username} (ezer withdraw)`;
    try {
      const gone = await withdraw(library, { decisionId: decision.id, reason, by }, { dryRun });
      print.answer({ ...decision, ...gone, dryRun }, () => told(context, decision, gone, dryRun));
      return 0;
    } catch (error) {
      if (!(error instanceof NoReason)) throw error;
      throw new WrongOption(say('withdraw.longReason', { longest: error.longest }));
    }
  });
}

/** Nobody is to withdraw a decision too many by its docket. */
function severalOf({ say }: Context, what: string, decisions: readonly Tombstone[]): string {
  const lines = decisions.map(
    ({ id, dateGiven, isWithdrawn }) =>
      `  ${id}  ${dateGiven ?? ''}${isWithdrawn ? `  (${say('withdraw.already')})` : ''}`,
  );
  return `${say('withdraw.several', { what, count: decisions.length })}\n${lines.join('\n')}`;
}

function told({ say }: Context, { id, dockets, dateGiven }: Tombstone, gone: Withdrawn, dryRun: boolean): string {
  const name = [dockets.join(', '), dateGiven, id].filter(Boolean).join(' · ');
  if (!gone.changed) return `${name}\n${say('withdraw.already')}`;
  const { versions, halachot, reviewed, citedBy, files } = gone;
  return [
    name,
    say(dryRun ? 'withdraw.would' : 'withdraw.done', { versions, halachot, reviewed, citedBy }),
    ...(files.length === 0 ? [] : [say('withdraw.files'), ...files.map(({ source, ref }) => `  ${source}  ${ref}`)]),
    ...(dryRun ? [] : [say('withdraw.backups')]),
  ].join('\n');
}

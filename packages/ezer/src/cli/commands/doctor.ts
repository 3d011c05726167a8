import type { Command } from 'commander';
import { examine, type Finding, type Level, worst } from '../../doctor/index.ts';
import { action, type Context } from '../context.ts';
import { example } from '../help.ts';

export function addDoctor(program: Command, { say }: Pick<Context, 'say'>): void {
  const command = program
    .command('doctor')
    .description(say('doctor.about'))
    .addHelpText('after', example(say, 'ezer doctor', 'ezer doctor --json'));
  action(command, runDoctor);
}

const MARK: Readonly<Record<Level, string>> = { ok: '✓', warning: '!', failure: '✗' };

async function runDoctor({ config, say, print }: Context) {
  const findings = await examine(config);
  const level = worst(findings);
  const checks = findings.map((finding) => {
    const { check, level, seen, values } = finding;
    return { check, level, seen: say(seen, values), mend: mendOf(finding, say) };
  });
  const counts = { ok: 0, warning: 0, failure: 0 };
  for (const { level } of findings) counts[level] += 1;
  print.answer({ level, checks }, () =>
    [
      ...checks.map(({ level, seen, mend }) => `${MARK[level]} ${seen}${mend === null ? '' : `\n    → ${mend}`}`),
      '',
      say('doctor.summary', counts),
    ].join('\n'),
  );
  return level === 'failure' ? 1 : 0;
}

const mendOf = (finding: Finding, say: Context['say']): string | null =>
  finding.level === 'ok' ? null : say(`${finding.seen}.mend`, finding.values);

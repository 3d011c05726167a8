import type { Command } from 'commander';
import { wordFor } from '../../messages/index.ts';
import { type DecisionView, findDecisions, viewDecision } from '../../reader/index.ts';
import { action, type Context, withLibrary } from '../context.ts';
import { example } from '../help.ts';

export function addShow(program: Command, { say }: Pick<Context, 'say'>): void {
  const command = program
    .command('show')
    .description(say('show.about'))
    .argument('<what>', say('show.what'))
    .option('--text', say('show.text'))
    .addHelpText('after', example(say, `ezer show 'ע"א 9104/31' --text`));
  action(command, runShow);
}

async function runShow(context: Context, what: string, options: { text?: boolean }) {
  return withLibrary(context, async ({ store }) => {
    const ids = await findDecisions(store.db, what);
    const views = await Promise.all(ids.map((id) => viewDecision(store.db, id)));
    const decisions = views.filter((view) => view !== null);
    if (decisions.length === 0) {
      process.stderr.write(`${context.say('show.none', { what })}\n`);
      return 1;
    }
    context.print.answer(
      options.text ? decisions : decisions.map(({ text, ...rest }) => ({ ...rest, length: [...text].length })),
      () => decisions.map((decision) => decisionText(context, decision, options.text ?? false)).join('\n\n'),
    );
    return 0;
  });
}

function decisionText({ say }: Context, decision: DecisionView, withText: boolean): string {
  const side = (name: string) => decision.parties.filter((party) => party.side === name).map((party) => party.name);
  const lines = [
    [decision.dockets.join(', '), decision.title].filter(Boolean).join('  '),
    [decision.kind, decision.court, decision.dateGiven, decision.outcome && wordFor(say, 'result', decision.outcome)]
      .filter(Boolean)
      .join(' · '),
    [side('applicant').join(', '), side('respondent').join(', ')].filter(Boolean).join(" נ' "),
    decision.judges
      .map((judge) => (judge.opinion ? `${judge.name} (${wordFor(say, 'opinion', judge.opinion)})` : judge.name))
      .join('; '),
    `id ${decision.id} · v${decision.version}`,
    '',
    ...decision.halachot.map(
      (halacha) =>
        `▪ [${wordFor(say, 'state', halacha.state)}] ${halacha.principle ?? halacha.quote}\n  «${halacha.quote}»\n  ${wordFor(say, 'role', halacha.role)} · ${halacha.confidence.toFixed(2)} · ${halacha.id}`,
    ),
    ...decision.citations.map((citation) => `→ ${citation.raw} (${wordFor(say, 'citation', citation.state)})`),
  ];
  if (withText) lines.push('', marked(decision));
  return lines.filter((line, i) => line !== '' || lines[i - 1] !== '').join('\n');
}

/** The text with each halacha between ⟦ and ⟧. Offsets count code points. */
function marked({ text, halachot }: DecisionView): string {
  const letters = [...text];
  const current = halachot.filter(({ start, end, quote }) => letters.slice(start, end).join('') === quote);
  const opens = new Set(current.map((halacha) => halacha.start));
  const closes = new Set(current.map((halacha) => halacha.end));
  return [...letters, ''].map((letter, i) => `${closes.has(i) ? '⟧' : ''}${opens.has(i) ? '⟦' : ''}${letter}`).join('');
}

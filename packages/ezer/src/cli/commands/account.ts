import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { wordFor } from '../../messages/index.ts';
import { listPeople, openAccounts, PersonMissing, personByEmail, ROLES } from '../../web/accounts/index.ts';
import { action, type Context, withLibrary } from '../context.ts';
import { example, WrongOption } from '../help.ts';
import { table } from '../print.ts';

/** The way in that needs no browser, so that nobody is ever locked out of a library they own. */
export function addAccount(program: Command, { say }: Pick<Context, 'say'>): void {
  const account = program.command('account').description(say('account.about'));
  action(
    account
      .command('list', { isDefault: true })
      .description(say('account.list'))
      .addHelpText('after', example(say, 'ezer account list --json')),
    listAccounts,
  );
  account.addHelpText('after', example(say, 'ezer account list', 'ezer account invite --role reviewer'));
  action(
    account
      .command('invite')
      .description(say('account.invite'))
      .option('--role <role>', say('account.invite.role'), 'reader')
      .addHelpText('after', example(say, 'ezer account invite --role administrator')),
    inviteAccount,
  );
  action(
    account
      .command('link')
      .description(say('account.link'))
      .argument('<email>', say('account.link.email'))
      .addHelpText('after', example(say, 'ezer account link dana@example.com')),
    linkAccount,
  );
}

async function listAccounts(context: Context) {
  const { say } = context;
  return withLibrary(context, async ({ store }) => {
    const people = await listPeople(store.db);
    context.print.answer(people, () =>
      people.length === 0
        ? say('account.list.none')
        : table(
            people.map(({ name, email, role, isDisabled, lastSignIn }) => [
              name,
              email,
              wordFor(say, 'person', role),
              isDisabled ? say('account.disabled') : (lastSignIn?.slice(0, 16).replace('T', ' ') ?? ''),
            ]),
          ),
    );
    return 0;
  });
}

async function inviteAccount(context: Context, { role: wanted }: { role: string }) {
  const role = ROLES.find((known) => known === wanted);
  if (role === undefined) throw new WrongOption(context.say('account.notARole', { role: wanted }));
  return withLibrary(context, async ({ store }) => {
    const accounts = await openAccounts({ store, publicUrl: baseOf(context) });
    return show(context, await accounts.invite({ purpose: 'account', role, actor: actor() }));
  });
}

async function linkAccount(context: Context, email: string) {
  return withLibrary(context, async ({ store }) => {
    try {
      const { id: personId, role } = await personByEmail(store.db, email);
      const accounts = await openAccounts({ store, publicUrl: baseOf(context) });
      return show(context, await accounts.invite({ purpose: 'password', role, personId, actor: actor() }));
    } catch (error) {
      if (!(error instanceof PersonMissing)) throw error;
      throw new WrongOption(context.say('account.unknown', { email }));
    }
  });
}

function show(context: Context, token: string): number {
  const url = new URL(`/welcome/${token}`, baseOf(context)).href;
  context.print.answer({ url }, () => context.say('account.shown', { url }));
  return 0;
}

/** Where the page of this library is reached, as far as the settings say so. */
function baseOf({ config }: Context): string {
  const { EZER_PUBLIC_URL, EZER_PORT } = config.values;
  return EZER_PUBLIC_URL ?? `http://127.0.0.1:${EZER_PORT}`;
}

const actor = (): string => `${userInfo().username} (ezer account)`;

import { expect, test } from 'vitest';
import { libraryOf, SAMPLES } from '../../../../../../testing/catalogue.ts';
import { testLibrary } from '../../../../../../testing/library.ts';
import { website } from '../../../../../../testing/website.ts';

test('digests and gaps of the samples: what became of each item, who points at what is missing', {
  timeout: 240_000,
}, async () => {
  const { store, run } = await libraryOf(`${SAMPLES}/library`, { EZER_DIGESTS: `${SAMPLES}/digests` });
  await run('metadata-drain');
  await run('digest');
  const { url } = await website(store);
  const get = async (path: string) => {
    const answer = await fetch(url + path);
    return { status: answer.status, text: await answer.text() };
  };
  const list = (await get('digests')).text;
  expect(list.match(/href="\/digests\/[0-9a-f-]{36}"/g)).toHaveLength(10);
  expect(list).toContain('לעולם לא את התקציר');

  const gap = await store.db
    .selectFrom('digest_item')
    .select(['digest_issue_id', 'docket'])
    .where('state', '=', 'gap')
    .executeTakeFirstOrThrow();
  const linked = await store.db
    .selectFrom('digest_item')
    .select(['digest_issue_id', 'decision_id'])
    .where('state', '=', 'linked')
    .executeTakeFirstOrThrow();
  const issue = (await get(`digests/${gap.digest_issue_id}`)).text;
  expect(issue).toContain('לעולם לא את התקציר');
  expect(issue).toContain(`/gaps?${new URLSearchParams({ docket: gap.docket ?? '' })}`.replaceAll('&', '&amp;'));
  expect((await get(`digests/${linked.digest_issue_id}`)).text).toContain(`/decisions/${linked.decision_id}`);

  const found = (await get(`gaps?${new URLSearchParams({ docket: gap.docket ?? '' })}`)).text;
  expect(found).toContain(`/digests/${gap.digest_issue_id}`);
  const all = (await get('gaps')).text;
  expect(all.match(/<tr><th scope="row">/g)).toHaveLength(25);
  expect(all).toContain('rel="next"');
  expect((await get('gaps?docket=%27%22%00<script>')).text).toContain('אין חסר שמתאים');
  expect((await get('gaps?page=999999')).text).toContain('אין דף כזה');
  expect((await get('digests?page=999999')).text).toContain('אין דף כזה');
  expect((await get('gaps?state=closed')).text).toContain('עדיין לא נסגר');

  // What a court withdrew is named nowhere (G11).
  await store.db.updateTable('decision').set({ status: 'removed' }).execute();
  expect((await get('gaps')).text).not.toMatch(/href="\/decisions\//);
  expect((await get(`digests/${linked.digest_issue_id}`)).text).not.toContain(`/decisions/${linked.decision_id}`);
});

test('an empty library teaches where digests and gaps come from; unknown issues are a calm page', async () => {
  const { store } = await testLibrary();
  const { url } = await website(store);
  expect(await (await fetch(`${url}digests`)).text()).toContain('EZER_DIGESTS');
  expect(await (await fetch(`${url}gaps`)).text()).toContain('אין חסרים');
  for (const id of ['none', '01890000-0000-7000-8000-000000000000', '%00'])
    expect((await fetch(`${url}digests/${id}`)).status, id).toBe(404);
});

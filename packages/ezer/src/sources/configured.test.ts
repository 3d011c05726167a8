import { expect, test } from 'vitest';
import { testLibrary } from '../../../../testing/library.ts';
import { loadConfig } from '../config/index.ts';
import { configuredFolders, foldersToRead } from './configured.ts';
import { sourceNamed } from './source.ts';

const config = (env: Record<string, string> = {}) => loadConfig(env, { file: '/no/such/config.env' });

test('without settings the samples are read; a folder of one’s own takes their place', () => {
  expect(configuredFolders(config()).decisions[0]?.path).toMatch(/samples.library$/);
  expect(configuredFolders(config()).digests[0]?.path).toMatch(/samples.digests$/);
  const own = configuredFolders(config({ EZER_LIBRARY: '/mine', EZER_TEXT_FIELD: 'body' }));
  expect(own.decisions).toEqual([{ path: '/mine', options: { textField: 'body', idField: 'id' } }]);
  expect(own.digests).toEqual([]);
  expect(configuredFolders(config({ EZER_SAMPLES: 'off' })).decisions).toEqual([]);
});

test('invented decisions are not mixed into a library that has others', async () => {
  const { store } = await testLibrary();
  const taken = async (name: string) => {
    const sourceId = await sourceNamed(store.db, name, 'directory');
    await store.db.insertInto('source_item').values({ source_id: sourceId, ref: 'a.txt', state: 'ingested' }).execute();
  };
  const [samples] = configuredFolders(config()).decisions;
  await taken(`directory:${samples?.path}`);
  expect((await foldersToRead(config(), store.db)).decisions).toEqual([samples]);
  await taken('directory:/mine');
  expect(await foldersToRead(config(), store.db)).toEqual({ decisions: [], digests: [] });
  expect((await foldersToRead(config({ EZER_LIBRARY: '/mine' }), store.db)).decisions[0]?.path).toBe('/mine');
});

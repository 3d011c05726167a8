import { testLibrary } from '../../../../../../../testing/library.ts';
import { formOf, visitor, website } from '../../../../../../../testing/website.ts';
import type { Store } from '../../../../store/database.ts';

/** The site of a new library, and how somebody of a role reads and acts. */
export async function desk(role: 'reader' | 'reviewer' | 'administrator' | null = 'administrator') {
  const { store } = await testLibrary();
  const { url } = await website(store);
  const person = role === null ? null : await visitor(store, role);
  const headers = { origin: url.slice(0, -1), ...(person === null ? {} : { cookie: person.cookie }) };
  const get = async (path: string) => {
    const answer = await fetch(url + path, { headers, redirect: 'manual' });
    return { status: answer.status, text: await answer.text() };
  };
  const send = (path: string, fields: URLSearchParams) =>
    fetch(url + path, { method: 'POST', headers, body: fields, redirect: 'manual' });
  /** Sends a form of a page as a browser does, and reads the page behind it. */
  const act = async (page: string, action: string, typed: Record<string, string> = {}) => {
    const fields = formOf((await get(page)).text, `/${action}`);
    for (const [name, value] of Object.entries(typed)) fields.set(name, value);
    const answer = await send(action, fields);
    const back = answer.headers.get('location');
    return { status: answer.status, back, text: back === null ? await answer.text() : (await get(back.slice(1))).text };
  };
  return { store, url, person, get, send, act };
}

export const controlOf = (store: Store, job: string) =>
  store.db.selectFrom('job_control').selectAll().where('job', '=', job).executeTakeFirst();
/** What was done to jobs and to work, and by whom. */
export const auditOf = async (store: Store) =>
  (await store.db.selectFrom('audit').select(['actor', 'action']).orderBy('at').execute()).filter(
    ({ action }) => action.startsWith('job.') || action.startsWith('work.'),
  );

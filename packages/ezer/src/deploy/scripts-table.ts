import type { JobName } from '../jobs/timetable.ts';

/** What each npm script of the root does: `package.json` has no room to say it. */
export const NPM_SCRIPTS: Readonly<Record<string, string>> = {
  start:
    'Starts everything: database, schema, the jobs once and then by their timetable, the status page. `-- --library DIR` reads your own decisions.',
  ezer: 'The command line of the checkout: `npm run ezer -- search WORDS`.',
  build: 'Bundles the program, so that a job starts in a fifth of the time.',
  typecheck: 'Checks the types of all packages.',
  lint: 'Checks format and style.',
  format: 'Puts format and style right where that needs no thought.',
  test: 'Runs all tests in bounded form, on a real Postgres that it starts and stops.',
  'test:long': 'Runs the same properties with the full numbers of rounds.',
  'test:postgres15': 'Runs the tests of migrations and of the schema on the oldest Postgres that is supported.',
  'leak-guard': 'Fails when the core knows a platform, or an import goes the wrong way (G12).',
  secrets: 'Looks for secrets in the files.',
  deps: 'Checks the import directions between and inside the packages, and that there are no cycles.',
  'dead-code': 'Finds files, exports and dependencies that nothing uses.',
  generate: 'Writes what is derived from the migrations; `-- --check` fails when the committed files are stale.',
  samples: 'Writes the sample library in every format, from its source.',
  accuracy: 'Scores the rules engine on a gold set; `-- --gold DIR` names its folder.',
  'bench:migrate':
    'Measures what a start costs and what many at once do, beside six other migration runners; writes docs/benchmarks/migrations.md.',
  'bench:drain':
    'Measures throughput, starts and claims of the drains beside graphile-worker and pg-boss; writes docs/benchmarks/drains.md.',
  chaos:
    'Works 10,000 items while drains, connections and the server are killed; fails when one was done twice, or not at all.',
  'bench:law':
    'Measures what each step of reading Hebrew law costs, on plain and on hostile text, from 1 kB to 10 MB; writes docs/benchmarks/law.md.',
  'bench:web':
    'Measures the first byte of every page, on the samples and on a large library, beside a bare route; writes docs/benchmarks/web.md.',
  'docs:screenshots': 'Makes the pictures of the README and the guides from the sample library.',
  'lint:migrations': 'Looks for migrations that would stop the others (squawk).',
  'docs:scripts': 'Writes this page; `-- --check` fails when the committed one is stale.',
  'docs:playground':
    'Writes docs/playground/index.html: paste a decision and see what is recognised, in the browser, without a server.',
  'docs:deploy':
    'Writes the files of `deploy/`, which start the jobs under PM2, systemd, Kubernetes and Docker; `-- --check` fails when the committed ones are stale.',
  ci: 'Everything that continuous integration runs, in the same order.',
};

/** What each job does, in one line. A job without one does not compile. */
export const JOB_ABOUT: Readonly<Record<JobName, string>> = {
  'metadata-drain':
    'Catalogues every decision whose metadata is missing or stale: court, dockets, judges, parties, date, outcome; finds its citations and links them to the library, or opens a gap.',
  'halacha-supervisor':
    'Puts work of dead processes back, asks for runs that were missed, opens and closes alarms. Approves nothing, deletes nothing.',
  'halacha-drain':
    'Proposes the halachot of every decision whose reading is missing or stale, each with its exact words.',
  digest:
    'Takes in new digest issues, reads which decisions they point at, links those and opens a gap for the others.',
  'court-fetch': 'Takes in what the sources have that the library has not, and answers open fetch requests.',
};

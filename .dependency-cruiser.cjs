/** Import directions between the packages and inside the product; the leak guard checks the first part by itself too. */
const inside = (path) => ({ path: `^packages/${path}` });
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'hebrew-law-stands-alone',
      severity: 'error',
      from: { path: '^packages/hebrew-law/src', pathNot: '\\.test\\.ts$' },
      to: { pathNot: '^packages/hebrew-law/src' },
    },
    {
      name: 'hebrew-documents-knows-only-hebrew-law',
      severity: 'error',
      from: inside('hebrew-documents/src'),
      to: { path: '^packages/(pg-drains|ezer)/' },
    },
    {
      name: 'pg-drains-knows-no-law',
      severity: 'error',
      from: inside('pg-drains/src'),
      to: { path: '^packages/(hebrew-law|hebrew-documents|ezer)/' },
    },
    {
      name: 'jobs-do-not-load-the-screen',
      comment: 'A job starts in a tenth of a second; the web and the command line are not loaded with it.',
      severity: 'error',
      from: inside('ezer/src/(jobs|sources|store|search|review|reader|citator|engines)/'),
      to: { path: '^packages/ezer/src/(web|cli|scheduler)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|node_modules)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.json'],
    },
  },
};

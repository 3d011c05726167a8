/** The numbers of an installation for Prometheus: at `/metrics`, and as a text file from each job. */
export { metricsText } from './metrics-text.ts';
export { type Numbers, readNumbers } from './numbers.ts';
export { rollUpRuns } from './roll-up.ts';
export { writeTextfile } from './textfile.ts';

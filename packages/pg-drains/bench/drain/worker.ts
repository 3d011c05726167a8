/** One process of one queue library: connects, says that it is ready, waits for a line, works until nothing is left. */
import { createInterface } from 'node:readline';
import { SYSTEMS } from './systems.ts';

const [name = '', url = ''] = process.argv.slice(2);
const system = await SYSTEMS[name]?.();
if (!system) throw new Error(`there is no system named ${name}`);
const worker = await system.open(url);
console.log('ready');
await createInterface({ input: process.stdin })[Symbol.asyncIterator]().next();
await worker.drain();
console.log('done');
await worker.close();
process.exit(0);

/** Reads one invented decision of the size that its argument names, in bytes, and prints the peak memory in bytes. */
import { readDecision } from '../src/index.ts';
import { decisionOf } from './text.ts';

const bytes = Number(process.argv[2] ?? 0);
if (bytes > 0) readDecision(decisionOf(bytes));
console.log(process.resourceUsage().maxRSS * 1024);

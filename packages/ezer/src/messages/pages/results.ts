import type { Message } from '../message.ts';

export const RESULTS_MESSAGES = {} as const satisfies Record<string, Message>;

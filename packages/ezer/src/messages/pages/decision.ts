import type { Message } from '../message.ts';

export const DECISION_MESSAGES = {} as const satisfies Record<string, Message>;

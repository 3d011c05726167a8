import type { Message } from '../message.ts';

export const OPERATIONS_MESSAGES = {} as const satisfies Record<string, Message>;

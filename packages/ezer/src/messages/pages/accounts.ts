import type { Message } from '../message.ts';

export const ACCOUNTS_MESSAGES = {} as const satisfies Record<string, Message>;

import type { Message } from '../message.ts';

export const HELP_MESSAGES = {} as const satisfies Record<string, Message>;

import type { Message } from '../message.ts';

export const HOME_MESSAGES = {} as const satisfies Record<string, Message>;

import type { Message } from '../message.ts';

export const REVIEW_MESSAGES = {} as const satisfies Record<string, Message>;

import type { Message } from '../message.ts';

export const UPLOAD_MESSAGES = {} as const satisfies Record<string, Message>;

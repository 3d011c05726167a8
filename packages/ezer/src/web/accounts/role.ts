export const ROLES = ['reader', 'reviewer', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

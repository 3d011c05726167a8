/** What files can be written for. */
export const TARGETS = ['pm2', 'systemd', 'kubernetes', 'docker'] as const;

export type Target = (typeof TARGETS)[number];

export const isTarget = (name: string): name is Target => TARGETS.some((target) => target === name);

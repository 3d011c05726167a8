/**
 * Name and version of the rules engine, kept with every halacha; the version changes when its answers can change.
 * In a file of its own: a drain that finds nothing to do reads it, and not the law.
 */
export const RULES_ENGINE = { name: 'rules', version: '6' } as const;

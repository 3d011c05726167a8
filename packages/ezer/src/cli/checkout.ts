import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout this code lies in, and its version; null when it is an installed package. */
export function findCheckout(): { root: string; version: string } | null {
  for (let at = dirname(fileURLToPath(import.meta.url)); at !== dirname(at); at = dirname(at)) {
    const file = join(at, 'package.json');
    if (!existsSync(file)) continue;
    const { workspaces, version = '0.0.0' } = JSON.parse(readFileSync(file, 'utf8')) as {
      workspaces?: unknown;
      version?: string;
    };
    if (workspaces !== undefined) return { root: at, version };
  }
  return null;
}

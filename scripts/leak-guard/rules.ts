/**
 * What the core may not know (G12), and where each platform may be named. A platform symbol is allowed in exactly one
 * folder of `ezer` (its home) and nowhere in the core packages; every exception is an entry of `ALLOWED` with a reason.
 */

/** Which workspace packages each package may import. Everything not listed is a violation. */
export const IMPORT_DIRECTIONS: Readonly<Record<string, readonly string[]>> = {
  'hebrew-law': [],
  'hebrew-documents': ['hebrew-law'],
  'pg-drains': [],
  ezer: ['hebrew-law', 'hebrew-documents', 'pg-drains'],
};

/** Packages that carry no platform symbol at all. */
export const CORE = ['hebrew-law', 'hebrew-documents', 'pg-drains'] as const;

/** `hebrew-law` runs in a browser: it may not import Node's modules nor any dependency. */
export const PURE = ['hebrew-law'] as const;

export interface Platform {
  kind: 'model vendor' | 'web framework' | 'process manager' | 'cloud';
  /** whole words or package names, matched without regard to case */
  symbol: RegExp;
  /** the one folder of ezer where it may be imported or written */
  home: string;
}

const word = (names: string): RegExp => new RegExp(`(?<![\\w])(?:${names})(?![\\w])`, 'i');

export const PLATFORMS: readonly Platform[] = [
  {
    kind: 'model vendor',
    symbol: word(
      'anthropic|claude|openai|gpt-?\\d\\S*|chatgpt|gemini|mistral|ollama|vllm|llama|@ai-sdk/\\w+|langchain',
    ),
    home: 'packages/ezer/src/engines',
  },
  {
    kind: 'web framework',
    symbol: word('hono|@hono/[\\w-]+|express|fastify|koa|htmx|react|next\\.js|svelte'),
    home: 'packages/ezer/src/web',
  },
  { kind: 'process manager', symbol: word('pm2|systemd|systemctl|supervisord'), home: 'packages/ezer/src/deploy' },
  {
    kind: 'cloud',
    symbol: word('kubernetes|k8s|kubectl|cronjobs?|docker|aws|amazon|s3|gcp|gcloud|azure|heroku|@aws-sdk/[\\w-]+'),
    home: 'packages/ezer/src/deploy',
  },
];

export interface Exception {
  file: string;
  /** the very text that may stand in that file */
  text: string;
  reason: string;
}

/** Each entry says why. An entry that no longer matches anything is itself a violation, so the list cannot rot. */
export const ALLOWED: readonly Exception[] = [
  {
    file: 'packages/ezer/tsdown.config.ts',
    text: 'htmx',
    reason: 'the bundle must leave the file of the browser script where the package put it',
  },
];

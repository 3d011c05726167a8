/** What migrate tells while it works. Every event is also a place where the process may die without harm. */
export type MigrateProgress =
  | { readonly kind: 'waiting'; readonly waitedMs: number }
  | { readonly kind: 'lock-taken' }
  | { readonly kind: 'pending'; readonly files: readonly string[] }
  | { readonly kind: 'step-started'; readonly file: string; readonly tries: number }
  | { readonly kind: 'statement'; readonly file: string; readonly line: number }
  | { readonly kind: 'index-dropped'; readonly file: string; readonly index: string }
  | { readonly kind: 'index-built'; readonly file: string; readonly index: string }
  | { readonly kind: 'step-yielded'; readonly file: string; readonly tries: number; readonly sqlState: string }
  | { readonly kind: 'step-committing'; readonly file: string }
  | { readonly kind: 'step-applied'; readonly file: string; readonly durationMs: number }
  | { readonly kind: 'lock-released'; readonly heldMs: number }
  | { readonly kind: 'unlock-failed'; readonly error: unknown }
  | { readonly kind: 'connection-lost'; readonly error: unknown };

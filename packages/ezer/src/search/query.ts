import { type QueryTerm, queryTokens } from 'hebrew-law';
import { quoted } from './entry.ts';

export class EmptyQuery extends Error {
  override readonly name = 'EmptyQuery';
}

/**
 * A query as Postgres reads it. Every term must be found, in any of its forms; the words of a phrase stand side by side.
 * The user's text never reaches Postgres's own query parser: unbalanced quotes and operators are just not words.
 *
 * @throws EmptyQuery when there is no word and no number in it
 * @example tsqueryOf('הסכם'); // "('הסכמ' | '~הסכמ')"
 */
export function tsqueryOf(query: string): string {
  const terms = queryTokens(query);
  if (terms.length === 0) throw new EmptyQuery('the query has no word and no number');
  const groups: QueryTerm[][] = [];
  for (const term of terms) {
    const group = groups.at(-1);
    if (group && term.phrase !== null && group[0]?.phrase === term.phrase) group.push(term);
    else groups.push([term]);
  }
  return groups.map((group) => group.map(anyForm).join(' <-> ')).join(' & ');
}

const anyForm = ({ forms }: QueryTerm): string => `(${forms.map(quoted).join(' | ')})`;

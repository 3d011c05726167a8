import type { DecisionMetadata, Field, Span } from 'hebrew-law';

export type FieldName =
  | 'kind'
  | 'court'
  | 'date_given'
  | 'outcome'
  | 'dockets'
  | 'judges'
  | 'applicants'
  | 'respondents';

export interface FieldRow {
  field: FieldName;
  value: string | string[];
  span: Span | null;
  confidence: number;
}

/** The fields that the document itself gives, as rows of `decision_field`. A field that it does not give has no row. */
export function fieldRows(metadata: DecisionMetadata): FieldRow[] {
  return [
    ...one('kind', metadata.kind),
    ...one('court', metadata.court),
    ...one('date_given', metadata.date),
    ...one('outcome', metadata.outcome),
    ...several('dockets', metadata.dockets),
    ...several('judges', metadata.judges),
    ...several('applicants', metadata.applicants),
    ...several('respondents', metadata.respondents),
  ];
}

const one = (field: FieldName, value: Field<string> | null): FieldRow[] =>
  value === null ? [] : [{ field, value: value.value, span: value.span, confidence: value.confidence }];

// A list has no single place; its rows elsewhere keep the place of each value. It is as sure as its least sure value.
const several = (field: FieldName, values: Field<string>[]): FieldRow[] =>
  values.length === 0
    ? []
    : [
        {
          field,
          value: values.map((value) => value.value),
          span: null,
          confidence: Math.min(...values.map((value) => value.confidence)),
        },
      ];

interface OtherRow {
  field: string | null;
  source: string | null;
  value: unknown;
}

/** What counts, for the columns of `decision`: a person before the document, the document before the portal. */
export function catalogueColumns(document: FieldRow[], others: OtherRow[]) {
  const values = new Map<string, unknown>();
  for (const row of others) if (row.field !== null && row.source === 'portal') values.set(row.field, row.value);
  for (const row of document) values.set(row.field, row.value);
  for (const row of others) if (row.field !== null && row.source === 'person') values.set(row.field, row.value);
  const text = (field: FieldName): string | null => {
    const value = values.get(field);
    return typeof value === 'string' ? value : null;
  };
  return {
    kind: text('kind'),
    court: text('court'),
    date_given: text('date_given'),
    outcome: text('outcome'),
    title: titleOf(values.get('applicants'), values.get('respondents')),
  };
}

/** `פלוני נ' אלמוני`, with `ואח'` where a side has more than one party; null when a side is not known. */
function titleOf(applicants: unknown, respondents: unknown): string | null {
  const side = (names: unknown): string | null =>
    Array.isArray(names) && typeof names[0] === 'string' ? `${names[0]}${names.length > 1 ? " ואח'" : ''}` : null;
  const [first, second] = [side(applicants), side(respondents)];
  return first !== null && second !== null ? `${first} נ' ${second}` : (first ?? second);
}

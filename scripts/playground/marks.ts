import {
  type DecisionMetadata,
  type DecisionReading,
  type Field,
  readDecision,
  type Span,
} from '../../packages/hebrew-law/src/index.ts';

export type MarkKind =
  | 'docket'
  | 'court'
  | 'person'
  | 'date'
  | 'outcome'
  | 'case'
  | 'back'
  | 'statute'
  | 'heading'
  | 'halacha';

/** Something recognised at a place of the text. */
export interface Mark {
  kind: MarkKind;
  span: Span;
  /** What it was read as: the canonical docket, the statute with its sections, the role of a halacha. */
  reading: string;
}

/** A stretch of the text under the same marks, by their numbers in the list. */
export interface Stretch {
  text: string;
  marks: number[];
}

export interface View {
  order: DecisionReading['order'];
  parts: number;
  marks: Mark[];
  stretches: Stretch[];
}

/** Reads a text and lays what was recognised over it; marks may lie inside each other (a citation in a halacha). */
export function viewOf(text: string): View {
  const reading = readDecision(text);
  const marks = [
    ...metadataMarks(reading.metadata),
    ...reading.cases.map(
      ({ docket, reporter, span }): Mark => ({
        kind: 'case',
        span,
        reading: [docket, reporter].filter(Boolean).join(', '),
      }),
    ),
    ...reading.backReferences.map(
      ({ docket, resolution, span }): Mark => ({ kind: 'back', span, reading: docket ?? RESOLUTIONS[resolution] }),
    ),
    ...reading.statutes.map(
      ({ law, canonical, sections, span }): Mark => ({
        kind: 'statute',
        span,
        reading: `${canonical ?? law}${sections.length > 0 ? `: ${sections.join(', ')}` : ''}`,
      }),
    ),
    ...reading.sections.flatMap(({ kind, span, heading }): Mark[] =>
      heading
        ? [{ kind: 'heading', span: { ...span, end: span.start + [...heading].length }, reading: SECTIONS[kind] }]
        : [],
    ),
    ...reading.halachot.map(
      ({ role, restated, span, confidence }): Mark => ({
        kind: 'halacha',
        span,
        reading: `${ROLES[role]}, ${restated ? 'חוזרת על הלכה' : 'חדשה'}, ביטחון ${Math.round(confidence * 100)}%`,
      }),
    ),
  ].sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  return { order: reading.order, parts: reading.parts.length, marks, stretches: stretchesOf(text, marks) };
}

function metadataMarks(metadata: DecisionMetadata): Mark[] {
  const one = (kind: MarkKind, field: Field<string> | null, label: string): Mark[] =>
    field?.span ? [{ kind, span: field.span, reading: `${label}: ${field.value}` }] : [];
  const { outcome } = metadata;
  return [
    ...metadata.dockets.flatMap((docket) => one('docket', docket, 'מספר ההליך')),
    ...one('court', metadata.court, 'בית המשפט'),
    ...metadata.judges.flatMap((judge) => one('person', judge, 'במותב')),
    ...metadata.applicants.flatMap((party) => one('person', party, 'צד פותח')),
    ...metadata.respondents.flatMap((party) => one('person', party, 'צד משיב')),
    ...metadata.counsel.flatMap((name) => one('person', name, 'עורך דין')),
    ...one('date', metadata.date, 'ניתנה'),
    ...one('outcome', outcome && { ...outcome, value: OUTCOMES[outcome.value] }, 'תוצאה'),
  ];
}

const RESOLUTIONS = { found: 'נמצא', ambiguous: 'כמה אפשרויות', unknown: 'לא ידוע' } as const;
const OUTCOMES = {
  granted: 'התקבל',
  partly: 'התקבל בחלקו',
  dismissed: 'נדחה',
  struck: 'נמחק',
  remanded: 'הוחזר',
  other: 'אחר',
} as const;
const SECTIONS = {
  header: 'כותרת',
  background: 'רקע',
  arguments: 'טענות הצדדים',
  'lower-court': 'הערכאה הקודמת',
  discussion: 'דיון',
  ruling: 'הכרעה',
  signature: 'חתימה',
  unknown: 'לא ידוע',
} as const;
const ROLES = {
  holding: 'הלכה',
  interpretive: 'פרשנות',
  procedural: 'סדר דין',
  application: 'יישום',
  obiter: 'אמרת אגב',
} as const;

/** The text cut wherever a mark begins or ends. */
function stretchesOf(text: string, marks: readonly Mark[]): Stretch[] {
  const letters = [...text];
  const opens = new Map<number, number[]>();
  const closes = new Map<number, number[]>();
  marks.forEach(({ span }, index) => {
    opens.set(span.start, [...(opens.get(span.start) ?? []), index]);
    closes.set(span.end, [...(closes.get(span.end) ?? []), index]);
  });
  const borders = [...new Set([0, ...opens.keys(), ...closes.keys(), letters.length])].sort((a, b) => a - b);
  const open = new Set<number>();
  const found: Stretch[] = [];
  borders.forEach((start, i) => {
    for (const index of closes.get(start) ?? []) open.delete(index);
    for (const index of opens.get(start) ?? []) open.add(index);
    const end = borders[i + 1];
    if (end !== undefined) found.push({ text: letters.slice(start, end).join(''), marks: [...open] });
  });
  return found;
}

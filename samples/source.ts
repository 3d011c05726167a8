/** Reads the sample sources: front matter, text and the ground truth that is marked inside the text (see README.md). */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

export type Format = 'txt' | 'html' | 'docx' | 'pdf';

/** What a faultless reader would find in one decision: the keys of the gold sets, so that one scorer serves both. */
export interface DecisionTruth {
  kind: string | null;
  court: string | null;
  dockets: string[];
  date: string | null;
  judges: string[];
  applicants: string[];
  respondents: string[];
  outcome: string | null;
  cases: { raw: string; docket: string; reporter: string | null }[];
  statutes: { raw: string; law: string; year: string | null; sections: string[] }[];
  holdings: { quote: string; role: string; restated: boolean; principle: string }[];
  /** Sentences that look like a rule and are none of this court's: who speaks, and the words. */
  traps: { speaker: string; quote: string }[];
}

export interface SampleDecision {
  id: string;
  format: Format;
  encoding: 'utf-8' | 'windows-1255';
  blocks: Block[];
  truth: DecisionTruth;
}

export interface DigestTruth {
  title: string;
  issue: string;
  date: string;
  items: { headline: string; tag: string; docket: string | null; decided: string | null }[];
}

export interface SampleDigest {
  id: string;
  format: Format;
  blocks: Block[];
  truth: DigestTruth;
}

/** One paragraph; `text` may hold line breaks. */
export interface Block {
  kind: 'title' | 'heading' | 'subheading' | 'quote' | 'paragraph';
  text: string;
}

/** A sample source that breaks its own rules; the message names the file and the place. */
export class BadSampleSource extends Error {
  override name = 'BadSampleSource';
}

/** Every decision under `folder`, by file name. */
export function readDecisions(folder: string): SampleDecision[] {
  return sourceFiles(folder).map((file) => {
    const { id, front, body } = readSource(file);
    const { text, cases, statutes, holdings, traps } = unmark(body, file);
    return {
      id,
      format: format(front, file),
      encoding: front.get('encoding') === 'windows-1255' ? 'windows-1255' : 'utf-8',
      blocks: toBlocks(text),
      truth: {
        kind: one(front, 'kind'),
        court: one(front, 'court'),
        dockets: many(front, 'dockets'),
        date: one(front, 'date'),
        judges: many(front, 'judges'),
        applicants: many(front, 'applicants'),
        respondents: many(front, 'respondents'),
        outcome: one(front, 'outcome'),
        cases,
        statutes,
        holdings,
        traps,
      },
    };
  });
}

/** Every digest issue under `folder`, by file name. */
export function readDigests(folder: string): SampleDigest[] {
  return sourceFiles(folder).map((file) => {
    const { id, front, body } = readSource(file);
    const [title, issue, date] = ['title', 'issue', 'date'].map((key) => one(front, key) ?? '') as [
      string,
      string,
      string,
    ];
    const items = body
      .split(/^## /m)
      .slice(1)
      .map((item) => {
        const cited = /⟦([^|⟧]+)\|([^⟧]+)⟧/.exec(item);
        return {
          headline: item.split('\n', 1)[0]?.trim() ?? '',
          tag: /^תגית: (.+)$/m.exec(item)?.[1] ?? '',
          docket: cited?.[1] ?? null,
          decided: cited?.[2] ?? null,
        };
      });
    const text = body.replace(/⟦([^|⟧]+)\|[^⟧]+⟧/g, '$1').replace(/^(## .+)$/gm, '$1\n');
    const head: Block[] = [
      { kind: 'title', text: title },
      { kind: 'paragraph', text: `${issue}, ${dotted(date)}` },
    ];
    return {
      id,
      format: format(front, file),
      blocks: [...head, ...toBlocks(text)],
      truth: { title, issue, date, items },
    };
  });
}

/** The text of a decision or digest as plain paragraphs with an empty line between them. */
export function plainText(blocks: Block[]): string {
  return `${blocks.map((block) => block.text).join('\n\n')}\n`;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => join(folder, name));
}

function readSource(file: string): { id: string; front: Map<string, string>; body: string } {
  const parts = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(readFileSync(file, 'utf8'));
  if (!parts) throw new BadSampleSource(`${file}: front matter between two lines --- is missing`);
  const front = new Map<string, string>();
  for (const line of (parts[1] ?? '').split('\n')) {
    const colon = line.indexOf(':');
    front.set(line.slice(0, colon).trim(), line.slice(colon + 1).trim());
  }
  return { id: basename(file, '.txt'), front, body: (parts[2] ?? '').trim() };
}

function one(front: Map<string, string>, key: string): string | null {
  const value = front.get(key);
  return !value || value === '-' ? null : value;
}

function many(front: Map<string, string>, key: string): string[] {
  return (
    one(front, key)
      ?.split(';')
      .map((value) => value.trim()) ?? []
  );
}

function format(front: Map<string, string>, file: string): Format {
  const value = front.get('format');
  if (value === 'txt' || value === 'html' || value === 'docx' || value === 'pdf') return value;
  throw new BadSampleSource(`${file}: format must be txt, html, docx or pdf, not ${value}`);
}

const dotted = (iso: string) => iso.split('-').reverse().map(Number).join('.');

function toBlocks(text: string): Block[] {
  const kinds = { '# ': 'title', '## ': 'heading', '### ': 'subheading', '> ': 'quote' } as const;
  return text
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph.trim())
    .map((paragraph) => {
      const mark = /^(#{1,3} |> )/.exec(paragraph)?.[1] as keyof typeof kinds | undefined;
      return mark
        ? { kind: kinds[mark], text: paragraph.slice(mark.length) }
        : { kind: 'paragraph', text: paragraph.trim() };
    });
}

type Marked = Pick<DecisionTruth, 'cases' | 'statutes' | 'holdings' | 'traps'> & { text: string };

/** Takes the marks out of a decision's text and returns what they say, in text order. */
function unmark(body: string, file: string): Marked {
  const plain = (text: string) => text.replace(/⟦([^⟧]*)⟧/g, '$1').replace(/⟨([^|⟩]*)(?:\|[^⟩]*)?⟩/g, '$1');
  const cases = [...body.matchAll(/⟦([^⟧]*)⟧/g)].map((match) => caseTruth(match[1] ?? '', file));
  const statutes = [...body.matchAll(/⟨([^|⟩]*)(?:\|([^⟩]*))?⟩/g)].map((m) => statuteTruth(m[1] ?? '', m[2], file));

  const holdings: DecisionTruth['holdings'] = [];
  const traps: DecisionTruth['traps'] = [];
  const text = plain(body).replace(
    /\{\{(\w+) ([\w-]+)(?:: ([^}]*))?\}\}([^{]*)\{\{\/\}\}/g,
    (_, role, how, principle, quote) => {
      if (role === 'not') traps.push({ speaker: how, quote });
      else holdings.push({ quote, role, restated: how === 'restated', principle });
      return quote;
    },
  );
  const left = /.{0,20}(?:\{\{|\}\}|[⟦⟧⟨⟩|@]).{0,20}/.exec(text);
  if (left) throw new BadSampleSource(`${file}: a mark is not closed or not known near: ${left[0]}`);
  return { text, cases, statutes, holdings, traps };
}

function caseTruth(raw: string, file: string): DecisionTruth['cases'][number] {
  const docket = /^(\S+) (\d[\d/-]*)/.exec(raw.replaceAll('״', '"'))?.[0];
  if (!docket) throw new BadSampleSource(`${file}: a case mark must begin with its docket: ${raw}`);
  return { raw, docket, reporter: /פ"ד .*$/.exec(raw)?.[0] ?? null };
}

const STATUTE =
  /^(?:(?:סעיפים|סעיף|תקנות|תקנה) (?<sections>.+?) ל(?=חוק|פקוד|תקנות|תוספת))?(?<law>.+?)(?:,? ה?(?<year>תש\S+-\d{4}))?$/;

function statuteTruth(raw: string, law: string | undefined, file: string): DecisionTruth['statutes'][number] {
  const parts = STATUTE.exec(raw)?.groups;
  if (!parts?.law) throw new BadSampleSource(`${file}: a statute mark must hold a law: ${raw}`);
  const named = parts.law.replace(/^ה?תוספת \S+ ל/, '').replace(/\s*\[[^\]]*\]/, '');
  return {
    raw,
    law: law ?? named,
    year: parts.year ?? null,
    sections: parts.sections?.split(/\s*,\s*|\s+ו-/) ?? [],
  };
}

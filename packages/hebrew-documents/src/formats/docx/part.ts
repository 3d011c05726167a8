import { readXml } from './xml.ts';

export interface PartCounts {
  hidden: number;
  deleted: number;
  numbered: number;
  symbols: number;
}

interface Run {
  hidden: boolean;
  white: boolean;
  text: string[];
}

interface OpenParagraph {
  text: string[];
  hidden: boolean;
  numbered: boolean;
}

/**
 * The paragraphs of one WordprocessingML part (ECMA-376 part 1, 17), in order. Text boxes nest paragraphs inside
 * paragraphs, so both are stacks. Deleted and moved-away text is not the document any more; inserted text is.
 */
export function readPart(bytes: Uint8Array, part: string, hiding: ReadonlySet<string>, counts: PartCounts): string[] {
  const done: string[] = [];
  const paragraphs: OpenParagraph[] = [];
  const runs: Run[] = [];
  const shades: boolean[] = [];
  /** Depth of elements whose whole content is left out; 0 outside. */
  let skipping = 0;
  let inText = false;
  let inRunProperties = false;
  let inParagraphProperties = false;

  const say = (text: string) => {
    const run = runs.at(-1);
    if (run !== undefined) run.text.push(text);
    else paragraphs.at(-1)?.text.push(text);
  };

  readXml(bytes, part, {
    open(name, attribute) {
      if (skipping > 0) {
        skipping++;
        return;
      }
      if (SKIPPED.has(name)) {
        // Inside properties `w:del` marks the paragraph mark and has no text of its own.
        if ((name === 'del' || name === 'moveFrom') && !inRunProperties) counts.deleted++;
        skipping = 1;
        return;
      }
      switch (name) {
        case 'p':
          paragraphs.push({ text: [], hidden: false, numbered: false });
          break;
        case 'r':
          runs.push({ hidden: paragraphs.at(-1)?.hidden ?? false, white: false, text: [] });
          break;
        case 'tc':
          shades.push(false);
          break;
        case 'rPr':
          inRunProperties = true;
          break;
        case 'pPr':
          inParagraphProperties = true;
          break;
        case 't':
          inText = true;
          break;
        case 'tab':
          if (!inParagraphProperties) say('\t');
          break;
        case 'br':
        case 'cr':
          say('\n');
          break;
        case 'noBreakHyphen':
          say('-');
          break;
        case 'sym':
          counts.symbols++;
          break;
        case 'numId': {
          const paragraph = paragraphs.at(-1);
          if (paragraph !== undefined) paragraph.numbered = attribute('val') !== '0';
          break;
        }
        case 'shd': {
          const fill = attribute('fill');
          if (fill !== undefined && !/^(?:auto|ffffff)$/i.test(fill) && shades.length > 0)
            shades[shades.length - 1] = true;
          break;
        }
        default:
          properties(name, attribute);
      }
    },
    text(text) {
      if (inText && skipping === 0) say(text);
    },
    close(name) {
      if (skipping > 0) {
        skipping--;
        return;
      }
      switch (name) {
        case 't':
          inText = false;
          break;
        case 'rPr':
          inRunProperties = false;
          break;
        case 'pPr':
          inParagraphProperties = false;
          break;
        case 'tc':
          shades.pop();
          break;
        case 'r': {
          const run = runs.pop();
          if (run === undefined || run.text.length === 0) break;
          // White letters on a shaded cell are a table heading, elsewhere they are hidden.
          if (run.hidden || (run.white && !shades.some(Boolean))) counts.hidden++;
          else paragraphs.at(-1)?.text.push(...run.text);
          break;
        }
        case 'p': {
          const paragraph = paragraphs.pop();
          if (paragraph === undefined) break;
          const text = paragraph.text.join('');
          if (paragraph.numbered && text.trim() !== '') counts.numbered++;
          done.push(text);
          break;
        }
      }
    },
  });
  return done;

  function properties(name: string, attribute: (name: string) => string | undefined): void {
    const value = attribute('val');
    if (name === 'pStyle') {
      const paragraph = paragraphs.at(-1);
      if (paragraph !== undefined && value !== undefined) paragraph.hidden = hiding.has(value);
      return;
    }
    const run = runs.at(-1);
    if (run === undefined || !inRunProperties || inParagraphProperties) return;
    if (name === 'vanish') run.hidden = isOn(value);
    else if (name === 'rStyle' && value !== undefined && hiding.has(value)) run.hidden = true;
    else if (name === 'color') run.white = /^ffffff$/i.test(value ?? '');
    // Half-points: no printed letter is under two points.
    else if ((name === 'sz' || name === 'szCs') && Number(value) <= 4) run.hidden = true;
  }
}

const SKIPPED = new Set(['del', 'moveFrom', 'Fallback', 'instrText', 'delInstrText', 'pPrChange', 'rPrChange']);

/** Ids of the styles whose text is hidden, directly or through the style they are based on. */
export function hidingStyles(bytes: Uint8Array, part: string): Set<string> {
  const hides = new Set<string>();
  const basedOn = new Map<string, string>();
  let style: string | undefined;
  readXml(bytes, part, {
    open(name, attribute) {
      if (name === 'style') style = attribute('styleId');
      else if (style === undefined) return;
      else if (name === 'vanish' && isOn(attribute('val'))) hides.add(style);
      else if (name === 'basedOn') basedOn.set(style, attribute('val') ?? '');
    },
    close(name) {
      if (name === 'style') style = undefined;
    },
  });
  for (const start of basedOn.keys()) {
    const seen = new Set<string>();
    for (let at: string | undefined = start; at !== undefined && !seen.has(at); at = basedOn.get(at)) {
      seen.add(at);
      if (hides.has(at)) hides.add(start);
    }
  }
  return hides;
}

function isOn(value: string | undefined): boolean {
  return value === undefined || !/^(?:0|false|off)$/i.test(value);
}

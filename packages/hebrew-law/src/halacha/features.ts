import type { Spoken } from '../sections/index.ts';
import { cue, tight } from '../sections/index.ts';
import { withoutAsides } from './asides.ts';
import { genericOpening, RECITES, STATES_HOW, speaksInGeneral, statesByCitation } from './generality.ts';
import {
  ACTORS,
  ARGUES,
  COLLEAGUE,
  DISPOSITION,
  DOUBTS,
  EXCEPTION,
  FIRST_PERSON,
  HELD_BEFORE,
  LAW_NAMED,
  LEGAL_TERM,
  MEANING,
  NARRATIVE,
  NEW_RULE,
  NORM,
  ONLY_POINTS,
  POINTS_BACK,
  PRINCIPLE,
  RECALLS,
  SETTLED_LAW,
  THIS_CASE,
  UNDECIDED,
} from './lexicon/index.ts';
import { withoutRolesInGeneral, withoutRolesInTest } from './parties.ts';
import type { FeatureName } from './weights.ts';

/** A sentence with what the features need to know of its neighbourhood. */
export interface Candidate {
  readonly sentence: Spoken;
  readonly start: number;
  readonly end: number;
  /** The words proposed as the quote: the sentence without its trailing citation. */
  readonly core: string;
  /** The citation that follows, in brackets or in the next sentence. */
  readonly citation: string | null;
  /** The words before the core that introduce another decision's words. */
  readonly lead: string | null;
  /** Stands in a quotation that the text introduces as another decision's words. */
  readonly quotedPrecedent: boolean;
  /** Stands in a quotation of a statute. */
  readonly quotedStatute: boolean;
  /** Stands in a quotation of the lower court. */
  readonly quotedBelow: boolean;
  /** The sentence after it makes its words the court's own. */
  readonly adopted: boolean;
  /** Stands, in a long decision, before the first words of reasoning. */
  readonly early: boolean;
  /** Stands in the opinion of a judge who remained in the minority. */
  readonly dissent: boolean;
  /** Stands in the opinion of a judge other than the one whose opinion is the court's. */
  readonly joins: boolean;
  /** How the decision calls the sides of this proceeding. */
  readonly parties: RegExp;
}

/** A sign found in a sentence, with the words that gave it. */
export interface Sign {
  readonly feature: FeatureName;
  readonly evidence: string | null;
}

const FACT_DETAIL = /\d{1,2}\.\d{1,2}\.\d{2,4}|ש"ח|₪|\d{1,9} (?:חודש|שנ|ימי|שעות)|מ"ר|ק"ג|בשעה \d/;
// Laws are quoted item by item; a court's rule seldom begins so.
const LIST_ITEM = /^[.\s]*\((?:\d{1,2}|[א-ת])\)|כאמור ב(?:פסקה|פסקת משנה|סעיף קטן) \(/;
// Measured on long opinions (annotated before the engine saw them): of the sentences within a point of the threshold that
// nothing announces, 28 of 29 rules and 23 of 41 others have 80 letters or more.
const BRIEF = 75;
// `בעניין זה` at the beginning joins a sentence to the point before it, not to this case.
const ON_THIS_POINT = /^ב(?:עניין|ענין|הקשר) ?זה ?(?!ו?לא)/;
const PROBATION = /שירותי? ?המבחן/g;
const BECAUSE = cue('_שכן_', 'כאשר אין', 'מן הטעם', 'מה?טעם (?:ש|כי)', '_הואיל ו', '_מאחר ש', '_משום ש');
// `סוף דבר: מי ש…, דינו …`: the words that open a summary are no outcome.
const CLOSING_LEAD = /^סוף ?דבר ?/;
const INTRODUCES = /(?:יפים|יפה|דברים|הדברים|דבריו|דבריה) .{0,60}(?:שנאמרו|שנכתבו|נאמרו|דברי|ב[א-ת]{1,3}"[א-ת])/;
// `… אשר קובע כלהלן`: what it says comes after.
const ANNOUNCES_WORDS = /(?:כלהלן|כדלקמן|כדלהלן)[\s:."]*$/;
// A doubt at the end of a sentence (`…, וספק אם אף לגופו …`) is about the case.
const OPENING_WORDS = 100;
const CITES = /^\(?\s*(?:ו?ראו|ו?ראה|ו?השוו|ו?השווה|ר'|שם|להרחבה|לעניין זה ראו?)(?![א-ת])/;

/** All signs of a candidate, for and against. Each pattern runs once over one sentence. */
export function signsOf(candidate: Candidate): Sign[] {
  const { sentence, core } = candidate;
  // The probation service (`שירות המבחן`) is no test of law.
  // What stands in brackets (a citation, an aside on this case) is not what the sentence says.
  const bare = withoutAsides(core);
  const words = withoutRolesInTest(tight(beforeThisCase(bare)).replace(PROBATION, 'שירות').replace(ON_THIS_POINT, ''));
  const signs: Sign[] = [];
  const add = (feature: FeatureName, evidence: string | null = null): void => {
    signs.push({ feature, evidence });
  };
  const when = (feature: FeatureName, pattern: RegExp, text: string = words): boolean => {
    const match = pattern.exec(text);
    if (match) add(feature, match[0]);
    return match !== null;
  };
  const announced = SETTLED_LAW.exec(words) ?? (candidate.lead ? SETTLED_LAW.exec(tight(candidate.lead)) : null);
  // `… ועל כן אין זה מקרה המצדיק, על פי ההלכה, …` at the end of a report: the law is named, not stated.
  const settled = announced && sentence.voice === 'lower-court' && announced.index > 80 ? null : announced;
  if (settled) add('settledLaw', settled[0]);
  const principle = when('principle', PRINCIPLE);
  when('newRule', NEW_RULE);
  const exception = when('exception', EXCEPTION);
  const norm = when('norm', NORM);
  if (norm || exception || principle || settled) when('courtAsActor', ACTORS);
  const meaning = when('meaning', MEANING);
  const facts = FACT_DETAIL.test(bare);
  const generic = facts ? null : genericOpening(core, words);
  const states = generic !== null && !norm && when('statesHow', STATES_HOW);
  const said = generic === null ? words : withoutRolesInGeneral(words);
  const recites = !settled && when('recital', RECITES);
  const ruleLike = norm || exception || principle || meaning || states;
  if (ruleLike && generic !== null) add('genericSubject', generic);
  const cited = candidate.citation !== null && statesByCitation(words);
  const general =
    (norm || exception || principle || states || cited) &&
    !facts &&
    !recites &&
    speaksInGeneral(said, candidate.parties);
  if (general) add('general');
  if (candidate.citation) add('citationFollows', candidate.citation.slice(0, 60));
  if (candidate.quotedPrecedent) add('quotedPrecedent');
  if (sentence.kind === 'discussion') add('reasoning');
  if (ruleLike && !recites) {
    const terms = general || meaning ? (words.match(LEGAL_TERM) ?? []) : [];
    if (terms.length >= 2)
      add(
        'legalTerms',
        terms
          .slice(0, 3)
          .map((term) => term.trim())
          .join(', '),
      );
    if (sentence.label !== null && candidate.start === sentence.start) add('opensParagraph');
    if (core.length < BRIEF && !settled && !candidate.citation) add('brief');
  }

  if ((meaning || norm || principle) && !core.match(candidate.parties)) when('lawNamed', LAW_NAMED);
  // The rule is what stands after its cue: parties named before it (`השגות המבקש …, וכידוע …`) do not make it a fact.
  const rule = settled ? beforeCase(candidate.lead ? words : words.slice(settled.index + settled[0].length)) : said;
  // In a quotation from an earlier decision the sides are those of that decision.
  const parties = candidate.quotedPrecedent && !candidate.lead ? 0 : (rule.match(candidate.parties)?.length ?? 0);
  if (candidate.adopted && parties === 0) add('adopted');
  if (parties > 0) add('partyNamed');
  if (parties > 1 && generic === null) add('partiesThroughout');
  if (!when('thisCase', THIS_CASE, rule) && settled && !norm) when('thisCase', THIS_CASE, words.slice(0, 40));
  when('firstPerson', FIRST_PERSON, rule);
  if (!settled && facts) add('factDetail');
  if (!settled && generic === null) when('narrative', NARRATIVE);
  const because = when('disposition', DISPOSITION, words.replace(CLOSING_LEAD, '')) && BECAUSE.test(words);
  if (because) add('reasonGiven');
  if (/\?["'\s]*$/.test(core)) add('question');
  when('undecided', UNDECIDED);
  // Asked only of what could be proposed otherwise: most sentences are spared them.
  if (settled || ruleLike || cited) {
    when('onlyPoints', ONLY_POINTS);
    if (!when('doubts', DOUBTS, words.slice(0, OPENING_WORDS)) && !settled) when('argues', ARGUES);
    if (!candidate.quotedPrecedent) when('colleague', COLLEAGUE);
  }
  if (!settled && candidate.citation !== null && parties === 0 && !THIS_CASE.test(said))
    when('heldBefore', HELD_BEFORE);
  if (!settled && ruleLike && !recites) when('recalls', RECALLS);
  if (CITES.test(core) || ANNOUNCES_WORDS.test(core) || (core.length < 160 && INTRODUCES.test(core)))
    add('citationOnly');
  if (candidate.quotedStatute || (!settled && LIST_ITEM.test(core))) add('statuteText');
  if (!settled) when('pointsBack', POINTS_BACK);
  if (core.split(/\s+/).length < 7) add('thin');
  if (sentence.kind !== 'discussion' && sentence.kind !== 'unknown' && sentence.kind !== 'ruling')
    add('outsideReasoning');
  if (candidate.early) add('beforeReasoning');
  if (candidate.dissent) add('dissent');
  else if (candidate.joins) add('joinedOpinion');
  if (sentence.voice === 'party') add('partyVoice');
  if ((sentence.voice === 'lower-court' || candidate.quotedBelow) && !candidate.adopted) add('lowerCourtVoice');
  return signs;
}

// `הלכה היא כי …, ולא מצאתי כי עניינו של המבקש …`: up to here it is the rule, from here its application.
const TURN_TO_CASE =
  /,? ?(?:ו?לא ?(?:מצאתי|ראיתי|ראינו|שוכנעתי|מצאנו)|ו?אין (?:זה )?(?:ה?מקרה|בענייננו|בעניינו)|ו?בענייננו|ו?במקרה ה?(?:דנן|זה|שלפני)|ואף ש|ש?מקרה זה אינו|ומקרה זה|ואין מקרה)/;
const SHORTEST_RULE = 40;

// `אין ערכאת הערעור מתערבת בממצאים, והמקרה שלפנינו אינו חריג`: a clause of its own turns to the case.
const CASE_CLAUSE = /[,;]\s+(?:ו(?:ה|ב)מקרה\s+(?:דנן|דנא|זה|ה?נוכחי|ש?[לב]פני)|ובענייננו|ואין (?:זה )?ה?מקרה|ומקרה זה)/;

function beforeThisCase(sentence: string): string {
  const turn = sentence.search(CASE_CLAUSE);
  return turn >= SHORTEST_RULE ? sentence.slice(0, turn) : sentence;
}

function beforeCase(rule: string): string {
  const turn = rule.search(TURN_TO_CASE);
  return turn >= SHORTEST_RULE ? rule.slice(0, turn) : rule;
}

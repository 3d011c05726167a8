/**
 * The hot statements of the catalogue in plain SQL. A decision touches nine tables; a statement for each delete and
 * insert made 26 round trips a decision, most of the run's time. Two statements with data-modifying parts do the same
 * in the same transaction. They are two, because the parts of one statement do not see each other's rows: an insert
 * beside the delete of the same key would collide with it.
 */

// New entries wait in a list of the search index and are merged in batches; a larger batch is cheaper a word (measured,
// an entry of 700 words: 3.9 ms at the default of 4 MB, 2.2 ms at 32 MB, 1.6 ms without an index). The run ends by
// merging the rest, because every search reads that list.
const PENDING_KB = 32_768;

/**
 * Holds the decision, removes what was derived from it before, and says what other sources gave. $1 decision. Rows of a
 * field that a person entered stay. One row a field of a person or the portal, or one row with a null field; none when
 * the decision is gone. On each row the dockets that the decision had or cited until now. The lock is not the stronger `for update`: the halacha drain holds the keys of the decisions
 * that it writes halachot for, in an order of its own, and each would wait for the other.
 */
export const REMOVE_DERIVED = `
  with held as (
    select id, status from ezer.decision where id = $1 for no key update
  ), other as (
    select field, source, value from ezer.decision_field where decision_id = $1 and source <> 'document'
  ), entered as (
    select field from other where source = 'person'
  ), version as (
    select id from ezer.decision_version where decision_id = $1
  ), fields as (
    delete from ezer.decision_field where decision_id = $1 and source = 'document'
  ), dockets as (
    delete from ezer.decision_docket
     where decision_id = $1 and not exists (select from entered where field = 'dockets')
    returning docket_id
  ), judges as (
    delete from ezer.decision_judge
     where decision_id = $1 and not exists (select from entered where field = 'judges')
  ), parties as (
    delete from ezer.party p
     where decision_id = $1 and not exists (select from entered where field = p.side || 's')
  ), citations as (
    delete from ezer.citation where decision_id = $1 returning docket
  ), statutes as (
    delete from ezer.statute_citation where decision_version_id in (select id from version)
  ), sections as (
    delete from ezer.section where decision_version_id in (select id from version)
  )
  select held.status, other.field, other.source, other.value,
         array(select d.canonical from dockets join ezer.docket d on d.id = dockets.docket_id
               union select docket from citations where docket is not null) as "formerDockets",
         set_config('gin_pending_list_limit', '${PENDING_KB}', true)
    from held left join other on true`;

/** Merges the pending entries into the search index, where this role may; elsewhere autovacuum does it later. */
export const TIDY_SEARCH = `
  select gin_clean_pending_list(c.oid) from pg_class c
   where c.oid = 'ezer.search_entry_words'::regclass and pg_has_role(c.relowner, 'USAGE')`;

/**
 * Writes what the text says now. $1 decision, $2 version, $3 engine, $4 engine version, $5 the rows as one JSON object
 * (its lists have the columns named below), $6 the search words, $7 the tokenizer's version. Shared names are there
 * already (`nameKeeper`); they are looked up one by one, since a join would read the whole table of names.
 */
export const WRITE_DERIVED = `
  with fields as (
    insert into ezer.decision_field
      (decision_id, field, source, value, start_at, end_at, confidence, decision_version_id, engine, engine_version)
    select $1, r.field, 'document', r.value, r.start_at, r.end_at, r.confidence, $2, $3, $4
      from jsonb_to_recordset($5::jsonb -> 'fields')
        as r (field text, value jsonb, start_at integer, end_at integer, confidence real)
  ), dockets as (
    insert into ezer.decision_docket (decision_id, docket_id, position, source)
    select $1, (select id from ezer.docket d where d.canonical = r.canonical), r.position, 'document'
      from jsonb_to_recordset($5::jsonb -> 'dockets') as r (canonical text, position integer)
  ), judges as (
    insert into ezer.decision_judge (decision_id, judge_id, position, opinion, start_at, end_at, source, confidence)
    select $1, (select id from ezer.judge j where j.name = r.name), r.position, r.opinion, r.start_at, r.end_at,
           'document', r.confidence
      from jsonb_to_recordset($5::jsonb -> 'judges')
        as r (name text, position integer, opinion text, start_at integer, end_at integer, confidence real)
  ), parties as (
    insert into ezer.party (decision_id, side, position, name, start_at, end_at, source, confidence)
    select $1, r.side, r.position, r.name, r.start_at, r.end_at, 'document', r.confidence
      from jsonb_to_recordset($5::jsonb -> 'parties')
        as r (side text, position integer, name text, start_at integer, end_at integer, confidence real)
  ), citations as (
    insert into ezer.citation
      (decision_id, decision_version_id, raw, start_at, end_at, docket, reporter, state, engine, engine_version)
    select $1, $2, r.raw, r.start_at, r.end_at, r.docket, r.reporter, r.state, $3, $4
      from jsonb_to_recordset($5::jsonb -> 'citations')
        as r (raw text, start_at integer, end_at integer, docket text, reporter text, state text)
  ), statutes as (
    insert into ezer.statute_citation
      (decision_id, decision_version_id, statute_id, raw, start_at, end_at, year, sections, engine, engine_version)
    select $1, $2, (select id from ezer.statute s where s.name = r.law), r.raw, r.start_at, r.end_at, r.year, r.sections,
           $3, $4
      from jsonb_to_recordset($5::jsonb -> 'statutes')
        as r (law text, raw text, start_at integer, end_at integer, year text, sections text[])
  ), sections as (
    insert into ezer.section
      (decision_version_id, position, kind, speaker, heading, start_at, end_at, engine, engine_version)
    select $2, r.position, r.kind, r.speaker, r.heading, r.start_at, r.end_at, $3, $4
      from jsonb_to_recordset($5::jsonb -> 'sections')
        as r (position integer, kind text, speaker text, heading text, start_at integer, end_at integer)
  ), decision as (
    update ezer.decision
       set kind = c.kind, court = c.court, date_given = c.date_given, outcome = c.outcome, title = c.title,
           source_kind = c.source_kind, court_level = c.court_level, updated_at = now()
      from jsonb_to_record($5::jsonb -> 'columns')
        as c (kind text, court text, date_given date, outcome text, title text, source_kind text, court_level text)
     where id = $1
  ), words as (
    insert into ezer.search_entry (kind, subject_id, decision_id, words, tokenizer_version)
    values ('decision', $1, $1, $6::tsvector, $7)
    on conflict (kind, subject_id) do update
       set words = excluded.words, tokenizer_version = excluded.tokenizer_version
  )
  insert into ezer.change (subject_kind, subject_id, what) values ('decision', $1, 'updated')`;

// Its commit does not wait for the disk: whoever refers to a name commits later, and that commit waits for both.
const NO_WAIT = `with no_wait as materialized (select set_config('synchronous_commit', 'off', true))`;

/** $1 names, sorted; of dockets also $2 prefixes and $3 numbers. */
export const KEEP_NAMES = {
  docket: `${NO_WAIT}
    insert into ezer.docket (canonical, prefix, number)
    select n.* from no_wait, unnest($1::text[], $2::text[], $3::text[]) as n on conflict (canonical) do nothing`,
  judge: `${NO_WAIT}
    insert into ezer.judge (name) select n.* from no_wait, unnest($1::text[]) as n on conflict (name) do nothing`,
  statute: `${NO_WAIT}
    insert into ezer.statute (name) select n.* from no_wait, unnest($1::text[]) as n on conflict (name) do nothing`,
} as const;

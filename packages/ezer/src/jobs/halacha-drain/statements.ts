/**
 * The two statements of a reading, in plain SQL: one that reads what stands, one that changes it. Row by row through a
 * query builder they were seven and more.
 */

/**
 * What stands for a decision, and its key held against a removal. $1 decision. One row a halacha, or one row with a
 * null id; none when the decision is gone.
 */
export const STANDING = `
  select d.status, h.id, h.decision_version_id as "versionId", h.quote, h.quote_start as start, h.principle, h.engine,
         h.reviewed_at is not null as reviewed, e.tokenizer_version as tokenizer
    from ezer.decision d
    left join ezer.halacha h on h.decision_id = d.id
    left join ezer.search_entry e on e.kind = 'halacha' and e.subject_id = h.id
   where d.id = $1
   order by h.quote_start
     for key share of d`;

/**
 * $1 decision, $2 version, $3 engine, $4 engine version, $5 ids to withdraw, $6 proposals as JSON (an id where one
 * stands already), $7 search words of reviewed halachot as JSON, $8 tokenizer version. What a person has acted on
 * meanwhile is left as it is (G10).
 */
export const CHANGE = `
  with withdrawn as (
    delete from ezer.halacha where id = any($5::uuid[]) and reviewed_at is null returning id
  ), forgotten as (
    delete from ezer.search_entry where kind = 'halacha' and subject_id in (select id from withdrawn)
  ), proposal as materialized (
    select coalesce(r.id, ezer.new_id()) as id, r.id is null as is_new, r.quote, r.quote_start, r.quote_end, r.principle,
           r.role, r.restated, r.authority, r.confidence, r.reasons, r.flags, r.words
      from jsonb_to_recordset($6::jsonb)
        as r (id uuid, quote text, quote_start integer, quote_end integer, principle text, role text, restated boolean,
              authority text, confidence real, reasons jsonb, flags text[], words text)
  ), added as (
    insert into ezer.halacha
      (id, decision_id, decision_version_id, quote, quote_start, quote_end, principle, principle_source, role, restated,
       authority, confidence, reasons, flags, engine, engine_version)
    select id, $1, $2, quote, quote_start, quote_end, principle, case when principle is not null then 'engine' end, role,
           restated, authority, confidence, reasons, flags, $3, $4
      from proposal where is_new
  ), kept as (
    update ezer.halacha h
       set decision_version_id = $2, quote_start = p.quote_start, quote_end = p.quote_end, principle = p.principle,
           principle_source = case when p.principle is not null then 'engine' end, role = p.role, restated = p.restated,
           authority = p.authority, confidence = p.confidence, reasons = p.reasons, flags = p.flags, engine_version = $4
      from proposal p
     where h.id = p.id and not p.is_new and h.reviewed_at is null
  ), words as (
    insert into ezer.search_entry (kind, subject_id, decision_id, words, tokenizer_version)
    select 'halacha', id, $1, words::tsvector, $8 from proposal
    union all
    select 'halacha', r.id, $1, r.words::tsvector, $8 from jsonb_to_recordset($7::jsonb) as r (id uuid, words text)
    on conflict (kind, subject_id) do update
       set words = excluded.words, tokenizer_version = excluded.tokenizer_version
  )
  insert into ezer.change (subject_kind, subject_id, what) values ('decision', $1, 'updated')`;

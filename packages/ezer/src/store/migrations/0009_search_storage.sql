-- Ranking, and the check that the words of a phrase stand side by side, read the words of an entry. Stored compressed,
-- unpacking them is most of a search (processor time of the server, 1,893 decisions and 3,422 halachot: a phrase that
-- nearly all have 108 ms, uncompressed 25 ms; the table grows by an eighth). What was written before stays as it is, and
-- is found as before, until the drains read it again.
alter table search_entry alter column words set storage external;

-- The keys of the search have the usual form of each kanji now (base/kanji.h): they are made
-- anew, of themselves. The index is emptied and follows from the backlog, piece by piece as
-- after an import, so that no desk waits for it.
-- SPDX-License-Identifier: MIT

UPDATE search_key SET key = search_key_now(key) WHERE key <> search_key_now(key);
INSERT INTO search_index (search_index) VALUES ('delete-all');
DELETE FROM search_backlog;
INSERT INTO search_backlog (first, last)
	SELECT min(id), max(id) FROM search_key GROUP BY id >> 40;

-- Where the search index stands behind after an import: the keys with these ids are not
-- in it yet (store/search_backlog.h). No two ranges share an id.
-- SPDX-License-Identifier: MIT

CREATE TABLE search_backlog (
	first INTEGER PRIMARY KEY,
	last INTEGER NOT NULL CONSTRAINT search_backlog_is_a_range CHECK (last >= first)
) STRICT;

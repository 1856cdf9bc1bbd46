-- The file of an edition as it was loaded, with its comments, where that is not the
-- canonical one that its rules make.
-- SPDX-License-Identifier: MIT

CREATE TABLE rule_source (
	rule_book_id INTEGER PRIMARY KEY REFERENCES rule_book (id),
	words TEXT NOT NULL CONSTRAINT rule_source_has_words CHECK (words <> '')
) STRICT;

CREATE TRIGGER rule_source_stays BEFORE UPDATE ON rule_source
BEGIN SELECT RAISE(ABORT, 'rule_book_stays'); END;
CREATE TRIGGER rule_source_is_kept BEFORE DELETE ON rule_source
BEGIN SELECT RAISE(ABORT, 'rule_book_stays'); END;

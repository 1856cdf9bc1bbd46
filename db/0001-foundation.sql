-- What the store itself needs: the log of migrations, the audit, idempotency
-- keys and the search index. Guards are named: desk/guard.c has a sentence for
-- each, desk/check_guard.c a query that verifies it.
-- SPDX-License-Identifier: MIT

-- Which steps of the schema this database has been through.
CREATE TABLE migration (
	number INTEGER PRIMARY KEY,
	name TEXT NOT NULL,
	at TEXT NOT NULL,
	digest TEXT NOT NULL CONSTRAINT migration_digest_is_sha256 CHECK (length(digest) = 64)
) STRICT;

-- Who did what, and who saw whom (store/audit.h). hash covers every column but
-- salt, detail and itself, and prev is the hash of the row before, so that no
-- row can be altered, removed or slipped in unnoticed. detail_digest is the
-- SHA-256 of salt and detail: these two can be purged without breaking the chain.
CREATE TABLE audit (
	seq INTEGER PRIMARY KEY,
	change INTEGER NOT NULL CONSTRAINT audit_change_has_begun CHECK (change > 0 AND change <= seq),
	at TEXT NOT NULL,             -- instant
	boot_id TEXT NOT NULL,        -- of the running kernel, with mono_ns its own clock:
	mono_ns INTEGER NOT NULL,     --   they show when the clock of `at` was set
	business_date TEXT NOT NULL,  -- the desk's day
	os_user TEXT NOT NULL,        -- the account that the kernel or sudo vouches for
	staff_id INTEGER NOT NULL,    -- 0: nobody had signed in
	session TEXT NOT NULL,
	terminal TEXT NOT NULL,
	action TEXT NOT NULL CONSTRAINT audit_action_is_there CHECK (action <> ''),
	object_type TEXT NOT NULL,    -- the table, or ''
	object_id INTEGER NOT NULL,   -- or 0
	reason TEXT NOT NULL,
	undoes INTEGER NOT NULL,      -- the change that this one takes back, or 0
	salt BLOB,
	detail TEXT,                  -- JSON
	detail_digest BLOB NOT NULL
		CONSTRAINT audit_detail_digest_is_sha256 CHECK (length(detail_digest) = 32),
	prev BLOB NOT NULL CONSTRAINT audit_prev_is_sha256 CHECK (length(prev) = 32),
	hash BLOB NOT NULL CONSTRAINT audit_hash_is_sha256 CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX audit_change ON audit (change);
CREATE INDEX audit_object ON audit (object_type, object_id);
CREATE INDEX audit_staff ON audit (staff_id);
CREATE INDEX audit_business_date ON audit (business_date);
CREATE INDEX audit_undoes ON audit (undoes) WHERE undoes <> 0;

CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN
	SELECT RAISE(ABORT, 'audit_is_never_changed');
END;
CREATE TRIGGER audit_is_never_removed BEFORE DELETE ON audit
BEGIN
	SELECT RAISE(ABORT, 'audit_is_never_removed');
END;
-- Also stops INSERT OR REPLACE, for which SQLite asks no DELETE trigger.
CREATE TRIGGER audit_only_grows BEFORE INSERT ON audit
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM audit)
	OR NEW.prev <> (SELECT hash FROM audit WHERE seq = NEW.seq - 1)
BEGIN
	SELECT RAISE(ABORT, 'audit_only_grows');
END;

-- What a repeated command answers instead of acting again (store/once.h).
CREATE TABLE once (
	key TEXT PRIMARY KEY CONSTRAINT once_key_is_there CHECK (key <> ''),
	result INTEGER NOT NULL,
	at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX once_at ON once (at);

-- Finding by any part of a text (store/search.h). search_key holds what is
-- compared, one row a record: id is type * 2^40 + record. search_index holds its
-- pairs and triples of characters under the same id, made by store/grams.c.
CREATE TABLE search_type (
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL CONSTRAINT search_type_is_there CHECK (name <> '')
) STRICT;
CREATE UNIQUE INDEX search_type_taken ON search_type (name);
CREATE TABLE search_key (
	id INTEGER PRIMARY KEY,
	key TEXT NOT NULL CONSTRAINT search_key_is_there CHECK (key <> '')
) STRICT;
CREATE VIRTUAL TABLE search_index USING fts5 (
	grams, content = '', detail = none, columnsize = 0, prefix = '1', tokenize = 'ascii'
);

-- The rule book of a site, edition by edition. What was loaded never changes: an
-- edition is a list of rules, a rule a row that stays as it is, so that what was
-- permitted under an edition can always be reckoned again under the same one.
-- A rule that two editions share is one row.
-- SPDX-License-Identifier: MIT

INSERT INTO code (list, code, label, label_en, position, is_fixed) VALUES
	('right_area', 'rule', '規則', 'Rules', 55, 1),
	('code_list', 'rule_section', '規則の種類', 'Kinds of rules', 180, 1),
	('rule_section', 'book',       '規則簿',         'Book',              10, 1),
	('rule_section', 'facts',      '確認する事柄',   'Facts',             20, 1),
	('rule_section', 'uses',       '利用目的',       'Uses',              30, 1),
	('rule_section', 'reasons',    '事由',           'Reasons',           40, 1),
	('rule_section', 'seasons',    '季節',           'Seasons',           50, 1),
	('rule_section', 'rooms',      '部屋',           'Rooms',             60, 1),
	('rule_section', 'bands',      '時間区分',       'Bands',             70, 1),
	('rule_section', 'slots',      '区分の組',       'Slot sets',         80, 1),
	('rule_section', 'hours',      '開館時間',       'Opening hours',     90, 1),
	('rule_section', 'closings',   '休館日',         'Closing days',     100, 1),
	('rule_section', 'local_days', '地域の休日',     'Local holidays',   110, 1),
	('rule_section', 'openings',   '臨時開館',       'Extra openings',   120, 1),
	('rule_section', 'closures',   '臨時休館',       'Closures',         130, 1),
	('rule_section', 'storm',      '警報時の扱い',   'Storm table',      140, 1),
	('rule_section', 'classes',    '利用者区分',     'Classes',          150, 1),
	('rule_section', 'prices',     '料金表',         'Price tables',     160, 1),
	('rule_section', 'adjust',     '加算・減額',     'Surcharges and reductions', 170, 1),
	('rule_section', 'extras',     '附属設備',       'Extras',           180, 1),
	('rule_section', 'rounding',   '端数処理',       'Rounding',         190, 1),
	('rule_section', 'tax',        '消費税',         'Tax',              200, 1),
	('rule_section', 'extension',  '延長',           'Extensions',       210, 1),
	('rule_section', 'allow',      '利用の条件',     'Conditions of use', 220, 1),
	('rule_section', 'windows',    '受付期間',       'Windows',          230, 1),
	('rule_section', 'limits',     '利用の上限',     'Limits',           240, 1),
	('rule_section', 'deadlines',  '期限',           'Deadlines',        250, 1),
	('rule_section', 'refunds',    '還付・変更',     'Refunds and changes', 260, 1),
	('rule_section', 'examples',   '計算例',         'Worked examples',  270, 1);

INSERT INTO role_right (role, area, act)
	SELECT r.code, 'rule', t.code
	FROM code AS r CROSS JOIN code AS t
	WHERE r.list = 'role' AND t.list = 'right_act'
	ORDER BY r.position, t.position;
UPDATE role_right SET is_allowed = 1 WHERE area = 'rule' AND (act = 'view'
	OR role IN ('manager', 'administrator') AND act IN ('add', 'change', 'export', 'approve')
	OR role = 'auditor' AND act = 'export');

CREATE TABLE rule_book (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	site_id INTEGER REFERENCES site (id), -- NULL: of the centre as a whole
	edition INTEGER NOT NULL CONSTRAINT rule_book_edition_counts CHECK (edition >= 1),
	name TEXT NOT NULL,
	in_force_from TEXT NOT NULL CONSTRAINT rule_book_has_a_day
		CHECK (in_force_from = date(in_force_from)),
	reason TEXT,
	rules INTEGER NOT NULL,
	examples INTEGER NOT NULL,
	digest TEXT NOT NULL CHECK (length(digest) = 64),
	version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX rule_book_edition_taken ON rule_book (coalesce(site_id, 0), edition);

CREATE TABLE rule (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	section TEXT NOT NULL,
	code TEXT,
	name TEXT,
	by_law TEXT,
	words TEXT NOT NULL CONSTRAINT rule_has_words CHECK (words <> ''),
	use_from TEXT CHECK (use_from = date(use_from)),
	use_to TEXT CHECK (use_to = date(use_to)),
	apply_from TEXT CHECK (apply_from = date(apply_from)),
	apply_to TEXT CHECK (apply_to = date(apply_to)),
	version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE rule_place (
	rule_book_id INTEGER NOT NULL REFERENCES rule_book (id),
	position INTEGER NOT NULL CHECK (position >= 1),
	rule_id INTEGER NOT NULL REFERENCES rule (id),
	PRIMARY KEY (rule_book_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX rule_section_code ON rule (section, code);
CREATE INDEX rule_place_rule ON rule_place (rule_id);

CREATE TRIGGER rule_code_added BEFORE INSERT ON rule
WHEN NOT EXISTS (SELECT 1 FROM code WHERE list = 'rule_section' AND code = NEW.section)
BEGIN SELECT RAISE(ABORT, 'code_unknown_section'); END;
CREATE TRIGGER rule_book_stays BEFORE UPDATE ON rule_book
BEGIN SELECT RAISE(ABORT, 'rule_book_stays'); END;
CREATE TRIGGER rule_book_is_kept BEFORE DELETE ON rule_book
BEGIN SELECT RAISE(ABORT, 'rule_book_stays'); END;
CREATE TRIGGER rule_stays BEFORE UPDATE ON rule
BEGIN SELECT RAISE(ABORT, 'rule_stays'); END;
CREATE TRIGGER rule_is_kept BEFORE DELETE ON rule
BEGIN SELECT RAISE(ABORT, 'rule_stays'); END;
CREATE TRIGGER rule_place_stays BEFORE UPDATE ON rule_place
BEGIN SELECT RAISE(ABORT, 'rule_book_stays'); END;
CREATE TRIGGER rule_place_is_kept BEFORE DELETE ON rule_place
BEGIN SELECT RAISE(ABORT, 'rule_book_stays'); END;
-- A book of n rules has the places 1 to n: once they are taken nothing else gets in.
CREATE TRIGGER rule_place_after_book BEFORE INSERT ON rule_place
WHEN NEW.position > (SELECT rules FROM rule_book WHERE id = NEW.rule_book_id)
BEGIN SELECT RAISE(ABORT, 'rule_book_stays'); END;

-- The register: persons, groups (civic_group: GROUP is a word of SQL), who has
-- which role in a group, registrations by period, papers received. Columns are
-- the fields of forms/*.yaml. Days are 'YYYY-MM-DD'; x IS date(x) lets NULL and
-- real days in. ids are never used twice: the audit names records by them.
-- SPDX-License-Identifier: MIT

INSERT INTO code (list, code, label, label_en, position, is_fixed) VALUES
	('code_list', 'public_field', '公開する項目', 'Items that may be published', 45, 1),
	('code_list', 'history_field', '履歴の項目', 'Items with a history', 47, 1);
INSERT INTO code (list, code, label, label_en, position, is_fixed) VALUES
	('public_field', 'kind',              '主体の区分', 'Kind of party',     5, 1),
	('public_field', 'legal_form',        '団体の種別', 'Kind of group',     7, 1),
	('public_field', 'representative_id', '代表者',     'Representative',   10, 1),
	('public_field', 'founded_on',        '設立日',     'Founded',          20, 1),
	('public_field', 'address',           '所在地',     'Address',          30, 1),
	('public_field', 'phone',             '電話',       'Phone',            40, 1),
	('public_field', 'fax',               'FAX',        'Fax',              50, 1),
	('public_field', 'email',             'メール',     'E-mail',           60, 1),
	('public_field', 'url',               'ホームページ', 'Web site',       70, 1),
	('public_field', 'sns',               'SNS',        'Social media',     80, 1),
	('public_field', 'members',           '会員数',     'Members',          90, 1),
	('public_field', 'dues_yen',          '会費',       'Dues',            100, 1),
	('public_field', 'activity',          '活動分野',   'Fields of activity', 110, 1),
	('public_field', 'purpose',           '活動目的',   'Purpose',         120, 1),
	('public_field', 'activities',        '活動内容',   'Activities',      130, 1),
	('public_field', 'place',             '活動場所',   'Place',           140, 1),
	('public_field', 'frequency',         '活動日',     'Days',            150, 1),
	('public_field', 'recruiting',        '会員募集',   'New members',     160, 1),
	('history_field', 'name',   '名称・氏名', 'Name',    10, 1),
	('history_field', 'kana',   'フリガナ',   'Kana',    20, 1),
	('history_field', 'number', '番号',       'Number',  30, 1);

-- A series by fiscal year takes its pattern from the latest year it has a row of.
INSERT INTO number_series (series, fiscal_year, pattern) VALUES
	('person', 0, 'P-{n5}'),
	('registration', 2026, '{era}-{n4}');

CREATE TABLE person (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	number TEXT UNIQUE CHECK (number <> ''),
	name TEXT NOT NULL CHECK (name <> ''),
	kana TEXT CHECK (kana <> ''),
	phone TEXT,
	mobile TEXT,
	email TEXT,
	postal TEXT,
	address TEXT,
	born_on TEXT CHECK (born_on IS date(born_on)),
	withheld INTEGER NOT NULL DEFAULT 0 CHECK (withheld IN (0, 1)),
	note TEXT,
	version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0)
) STRICT;
CREATE INDEX person_by_name ON person (name);
CREATE INDEX person_by_kana ON person (kana);
CREATE INDEX person_withheld ON person (withheld) WHERE withheld = 1;

-- Earlier names and numbers of a person: `value` was right until `valid_until`.
CREATE TABLE person_history (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	person_id INTEGER NOT NULL REFERENCES person (id),
	field TEXT NOT NULL,
	value TEXT NOT NULL CHECK (value <> ''),
	valid_from TEXT CHECK (valid_from IS date(valid_from)),
	valid_until TEXT NOT NULL CHECK (valid_until IS date(valid_until)),
	version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0)
) STRICT;
CREATE INDEX person_history_by_person ON person_history (person_id);

CREATE TABLE civic_group (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	number TEXT UNIQUE CHECK (number <> ''),
	name TEXT NOT NULL CHECK (name <> ''),
	kana TEXT NOT NULL CHECK (kana <> ''),
	short_name TEXT,
	kind TEXT NOT NULL DEFAULT 'civic',
	legal_form TEXT,
	founded_on TEXT CHECK (founded_on IS date(founded_on)),
	representative_id INTEGER REFERENCES person (id),
	representative_post TEXT,
	liaison_id INTEGER REFERENCES person (id),
	postal TEXT,
	address TEXT,
	place_note TEXT,
	phone TEXT,
	fax TEXT,
	email TEXT,
	url TEXT,
	sns TEXT,
	members INTEGER CONSTRAINT group_members_negative CHECK (members >= 0),
	members_city INTEGER CONSTRAINT group_members_city_negative CHECK (members_city >= 0),
	members_commuting INTEGER
		CONSTRAINT group_members_commuting_negative CHECK (members_commuting >= 0),
	households INTEGER CONSTRAINT group_households_negative CHECK (households >= 0),
	has_dues INTEGER NOT NULL DEFAULT 0 CHECK (has_dues IN (0, 1)),
	dues_yen INTEGER CONSTRAINT group_dues_negative CHECK (dues_yen >= 0),
	budget_yen INTEGER CONSTRAINT group_budget_negative CHECK (budget_yen >= 0),
	purpose TEXT,
	activities TEXT,
	place TEXT,
	frequency TEXT,
	recruiting INTEGER NOT NULL DEFAULT 0 CHECK (recruiting IN (0, 1)),
	newsletter INTEGER NOT NULL DEFAULT 0 CHECK (newsletter IN (0, 1)),
	equipment_wish TEXT,
	pledge INTEGER NOT NULL DEFAULT 0 CHECK (pledge IN (0, 1)),
	note TEXT,
	merged_into INTEGER REFERENCES civic_group (id),
	dissolved_on TEXT CHECK (dissolved_on IS date(dissolved_on)),
	version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
	CONSTRAINT group_members_sum CHECK (members_city <= members AND members_commuting <= members),
	CONSTRAINT group_merged_into_itself CHECK (merged_into <> id)
) STRICT;
CREATE INDEX civic_group_by_name ON civic_group (name);
CREATE INDEX civic_group_by_kana ON civic_group (kana);
CREATE INDEX civic_group_by_kind ON civic_group (kind);
CREATE INDEX civic_group_by_legal_form ON civic_group (legal_form);
CREATE INDEX civic_group_by_phone ON civic_group (phone);
CREATE INDEX civic_group_by_founded_on ON civic_group (founded_on);
CREATE INDEX civic_group_by_representative ON civic_group (representative_id);
CREATE INDEX civic_group_by_liaison ON civic_group (liaison_id);
CREATE INDEX civic_group_by_members ON civic_group (members);
CREATE INDEX civic_group_by_merged_into ON civic_group (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX civic_group_alive ON civic_group (id)
	WHERE merged_into IS NULL AND dissolved_on IS NULL;

-- Earlier names, readings and numbers of a group.
CREATE TABLE group_history (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	group_id INTEGER NOT NULL REFERENCES civic_group (id),
	field TEXT NOT NULL,
	value TEXT NOT NULL CHECK (value <> ''),
	valid_from TEXT CHECK (valid_from IS date(valid_from)),
	valid_until TEXT NOT NULL CHECK (valid_until IS date(valid_until)),
	version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0)
) STRICT;
CREATE INDEX group_history_by_group ON group_history (group_id);
CREATE INDEX group_history_by_value ON group_history (field, value);

-- Fields of activity; position 1 is the main one.
CREATE TABLE group_activity (
	record_id INTEGER NOT NULL REFERENCES civic_group (id),
	code TEXT NOT NULL,
	position INTEGER NOT NULL CHECK (position > 0),
	PRIMARY KEY (record_id, code),
	UNIQUE (record_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX group_activity_by_code ON group_activity (code, position, record_id);

-- The fields that a group allows to be published.
CREATE TABLE group_public (
	record_id INTEGER NOT NULL REFERENCES civic_group (id),
	code TEXT NOT NULL,
	position INTEGER NOT NULL CHECK (position > 0),
	PRIMARY KEY (record_id, code),
	UNIQUE (record_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX group_public_by_code ON group_public (code, position, record_id);

-- A person's role in a group, with its term. The open row of the role
-- 'representative' follows civic_group.representative_id ('liaison': liaison_id).
CREATE TABLE contact (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	group_id INTEGER NOT NULL REFERENCES civic_group (id),
	person_id INTEGER NOT NULL REFERENCES person (id),
	role TEXT NOT NULL,
	post TEXT,
	term_from TEXT CHECK (term_from IS date(term_from)),
	term_until TEXT CHECK (term_until IS date(term_until)),
	note TEXT,
	version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
	CONSTRAINT contact_term_order CHECK (term_from <= term_until)
) STRICT;
CREATE INDEX contact_by_group ON contact (group_id, role);
CREATE INDEX contact_by_person ON contact (person_id);
CREATE INDEX contact_by_role ON contact (role);

-- One period of a group's registration. `fiscal_year` is the year whose
-- statistics count it: that of its first day.
CREATE TABLE registration (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	group_id INTEGER NOT NULL REFERENCES civic_group (id),
	number TEXT UNIQUE CHECK (number <> ''),
	class TEXT NOT NULL DEFAULT 'civic',
	request TEXT NOT NULL DEFAULT 'new' CHECK (request IN ('new', 'renewal')),
	fiscal_year INTEGER NOT NULL CHECK (fiscal_year BETWEEN 1900 AND 2999),
	valid_from TEXT NOT NULL CHECK (valid_from = date(valid_from)),
	valid_until TEXT NOT NULL CHECK (valid_until = date(valid_until)),
	state TEXT NOT NULL DEFAULT 'received',
	received_on TEXT NOT NULL CHECK (received_on = date(received_on)),
	received_by INTEGER REFERENCES staff (id),
	checked_on TEXT CHECK (checked_on IS date(checked_on)),
	decided_on TEXT CHECK (decided_on IS date(decided_on)),
	decided_by INTEGER REFERENCES staff (id),
	reason TEXT,
	note TEXT,
	version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
	CONSTRAINT registration_period_order CHECK (valid_from <= valid_until)
) STRICT;
CREATE INDEX registration_by_group ON registration (group_id, valid_from);
CREATE INDEX registration_by_until ON registration (valid_until);
CREATE INDEX registration_by_state ON registration (state, valid_until);
CREATE INDEX registration_by_received ON registration (state, received_on);
CREATE INDEX registration_by_year ON registration (fiscal_year);
CREATE INDEX registration_by_received_by ON registration (received_by);
CREATE INDEX registration_by_decided_by ON registration (decided_by);

CREATE TABLE paper (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	group_id INTEGER NOT NULL REFERENCES civic_group (id),
	registration_id INTEGER REFERENCES registration (id),
	kind TEXT NOT NULL,
	received_on TEXT NOT NULL CHECK (received_on = date(received_on)),
	place TEXT,
	note TEXT,
	version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0)
) STRICT;
CREATE INDEX paper_by_group ON paper (group_id);
CREATE INDEX paper_by_registration ON paper (registration_id);

-- Guards. RAISE gives the name that desk/guard.c knows. 'code_unknown_<field>':
-- the code list has no such code; a retired code is there and keeps its meaning.

CREATE TRIGGER civic_group_code_added BEFORE INSERT ON civic_group BEGIN
	SELECT RAISE(ABORT, 'code_unknown_kind') WHERE NOT EXISTS
		(SELECT 1 FROM code WHERE list = 'party_kind' AND code = NEW.kind);
	SELECT RAISE(ABORT, 'code_unknown_legal_form') WHERE NEW.legal_form IS NOT NULL AND NOT EXISTS
		(SELECT 1 FROM code WHERE list = 'group_kind' AND code = NEW.legal_form);
END;
CREATE TRIGGER civic_group_code_changed BEFORE UPDATE OF kind, legal_form ON civic_group BEGIN
	SELECT RAISE(ABORT, 'code_unknown_kind') WHERE NOT EXISTS
		(SELECT 1 FROM code WHERE list = 'party_kind' AND code = NEW.kind);
	SELECT RAISE(ABORT, 'code_unknown_legal_form') WHERE NEW.legal_form IS NOT NULL AND NOT EXISTS
		(SELECT 1 FROM code WHERE list = 'group_kind' AND code = NEW.legal_form);
END;
CREATE TRIGGER group_activity_code BEFORE INSERT ON group_activity
WHEN NOT EXISTS (SELECT 1 FROM code WHERE list = 'activity_field' AND code = NEW.code)
BEGIN SELECT RAISE(ABORT, 'code_unknown_activity'); END;
CREATE TRIGGER group_public_code BEFORE INSERT ON group_public
WHEN NOT EXISTS (SELECT 1 FROM code WHERE list = 'public_field' AND code = NEW.code)
BEGIN SELECT RAISE(ABORT, 'code_unknown_public_fields'); END;
CREATE TRIGGER contact_code_added BEFORE INSERT ON contact
WHEN NOT EXISTS (SELECT 1 FROM code WHERE list = 'contact_role' AND code = NEW.role)
BEGIN SELECT RAISE(ABORT, 'code_unknown_role'); END;
CREATE TRIGGER contact_code_changed BEFORE UPDATE OF role ON contact
WHEN NOT EXISTS (SELECT 1 FROM code WHERE list = 'contact_role' AND code = NEW.role)
BEGIN SELECT RAISE(ABORT, 'code_unknown_role'); END;
CREATE TRIGGER registration_code_added BEFORE INSERT ON registration BEGIN
	SELECT RAISE(ABORT, 'code_unknown_state') WHERE NOT EXISTS
		(SELECT 1 FROM code WHERE list = 'registration_state' AND code = NEW.state);
	SELECT RAISE(ABORT, 'code_unknown_class') WHERE NOT EXISTS
		(SELECT 1 FROM code WHERE list = 'registration_class' AND code = NEW.class);
END;
CREATE TRIGGER registration_code_changed BEFORE UPDATE OF state, class ON registration BEGIN
	SELECT RAISE(ABORT, 'code_unknown_state') WHERE NOT EXISTS
		(SELECT 1 FROM code WHERE list = 'registration_state' AND code = NEW.state);
	SELECT RAISE(ABORT, 'code_unknown_class') WHERE NOT EXISTS
		(SELECT 1 FROM code WHERE list = 'registration_class' AND code = NEW.class);
END;
CREATE TRIGGER paper_code_added BEFORE INSERT ON paper
WHEN NOT EXISTS (SELECT 1 FROM code WHERE list = 'paper_kind' AND code = NEW.kind)
BEGIN SELECT RAISE(ABORT, 'code_unknown_kind'); END;
CREATE TRIGGER paper_code_changed BEFORE UPDATE OF kind ON paper
WHEN NOT EXISTS (SELECT 1 FROM code WHERE list = 'paper_kind' AND code = NEW.kind)
BEGIN SELECT RAISE(ABORT, 'code_unknown_kind'); END;

-- A group that was merged away is a pointer and nothing else. Taking the merge
-- back clears merged_into, which is the one change that is let through.
CREATE TRIGGER group_is_merged BEFORE UPDATE ON civic_group
WHEN OLD.merged_into IS NOT NULL AND NEW.merged_into IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'group_is_merged'); END;
CREATE TRIGGER group_merge_target BEFORE UPDATE OF merged_into ON civic_group
WHEN NEW.merged_into IS NOT NULL AND
	(EXISTS (SELECT 1 FROM civic_group WHERE id = NEW.merged_into AND merged_into IS NOT NULL)
	OR EXISTS (SELECT 1 FROM civic_group WHERE merged_into = NEW.id))
BEGIN SELECT RAISE(ABORT, 'group_merge_target'); END;
-- A dissolved group keeps what it was; notes and publicity can still change.
CREATE TRIGGER group_is_dissolved
BEFORE UPDATE OF number, name, kana, kind, representative_id, liaison_id ON civic_group
WHEN OLD.dissolved_on IS NOT NULL AND NEW.dissolved_on IS NOT NULL AND
	(OLD.number IS NOT NEW.number OR OLD.name IS NOT NEW.name OR OLD.kana IS NOT NEW.kana OR
	OLD.kind IS NOT NEW.kind OR OLD.representative_id IS NOT NEW.representative_id OR
	OLD.liaison_id IS NOT NEW.liaison_id)
BEGIN SELECT RAISE(ABORT, 'group_is_dissolved'); END;
-- What a dissolved group once had may be entered later, from an old ledger.
CREATE TRIGGER contact_group_added BEFORE INSERT ON contact BEGIN
	SELECT RAISE(ABORT, 'group_is_merged') FROM civic_group
		WHERE id = NEW.group_id AND merged_into IS NOT NULL;
	SELECT RAISE(ABORT, 'group_is_dissolved') FROM civic_group
		WHERE id = NEW.group_id AND dissolved_on < coalesce(NEW.term_from, '9999-12-31');
END;
CREATE TRIGGER registration_group_added BEFORE INSERT ON registration BEGIN
	SELECT RAISE(ABORT, 'group_is_merged') FROM civic_group
		WHERE id = NEW.group_id AND merged_into IS NOT NULL;
	SELECT RAISE(ABORT, 'group_is_dissolved') FROM civic_group
		WHERE id = NEW.group_id AND dissolved_on IS NOT NULL
			AND NEW.state NOT IN ('refused', 'lapsed');
END;
CREATE TRIGGER paper_group_added BEFORE INSERT ON paper BEGIN
	SELECT RAISE(ABORT, 'group_is_merged') FROM civic_group
		WHERE id = NEW.group_id AND merged_into IS NOT NULL;
END;
-- Rows move between groups only towards a living one: a merge moves them and
-- sets merged_into last, so that taking it back finds the group open again.
CREATE TRIGGER contact_group_moved BEFORE UPDATE OF group_id ON contact
WHEN EXISTS (SELECT 1 FROM civic_group WHERE id = NEW.group_id AND merged_into IS NOT NULL)
	AND OLD.group_id <> NEW.group_id
BEGIN SELECT RAISE(ABORT, 'group_is_merged'); END;
CREATE TRIGGER registration_group_moved BEFORE UPDATE OF group_id ON registration
WHEN EXISTS (SELECT 1 FROM civic_group WHERE id = NEW.group_id AND merged_into IS NOT NULL)
	AND OLD.group_id <> NEW.group_id
BEGIN SELECT RAISE(ABORT, 'group_is_merged'); END;
CREATE TRIGGER paper_group_moved BEFORE UPDATE OF group_id ON paper
WHEN EXISTS (SELECT 1 FROM civic_group WHERE id = NEW.group_id AND merged_into IS NOT NULL)
	AND OLD.group_id <> NEW.group_id
BEGIN SELECT RAISE(ABORT, 'group_is_merged'); END;

-- A number that another group once had is not given again: papers name it.
CREATE TRIGGER group_number_added BEFORE INSERT ON civic_group
WHEN EXISTS (SELECT 1 FROM group_history WHERE field = 'number' AND value = NEW.number)
BEGIN SELECT RAISE(ABORT, 'group_number_was_used'); END;
CREATE TRIGGER group_number_changed BEFORE UPDATE OF number ON civic_group
WHEN NEW.number IS NOT OLD.number AND EXISTS (SELECT 1 FROM group_history
	WHERE field = 'number' AND value = NEW.number AND group_id <> NEW.id)
BEGIN SELECT RAISE(ABORT, 'group_number_was_used'); END;

-- One open row for each person and role in a group.
CREATE TRIGGER contact_twice_added BEFORE INSERT ON contact
WHEN NEW.term_until IS NULL AND EXISTS (SELECT 1 FROM contact WHERE group_id = NEW.group_id
	AND person_id = NEW.person_id AND role = NEW.role AND term_until IS NULL)
BEGIN SELECT RAISE(ABORT, 'contact_twice'); END;
CREATE TRIGGER contact_twice_changed
BEFORE UPDATE OF group_id, person_id, role, term_until ON contact
WHEN NEW.term_until IS NULL AND EXISTS (SELECT 1 FROM contact WHERE group_id = NEW.group_id
	AND person_id = NEW.person_id AND role = NEW.role AND term_until IS NULL AND id <> NEW.id)
BEGIN SELECT RAISE(ABORT, 'contact_twice'); END;

-- The periods of a group's registrations do not overlap; refused and lapsed ones do not count.
CREATE TRIGGER registration_overlap_added BEFORE INSERT ON registration
WHEN NEW.state NOT IN ('refused', 'lapsed') AND EXISTS (SELECT 1 FROM registration
	WHERE group_id = NEW.group_id AND state NOT IN ('refused', 'lapsed')
	AND valid_from <= NEW.valid_until AND valid_until >= NEW.valid_from)
BEGIN SELECT RAISE(ABORT, 'registration_overlap'); END;
CREATE TRIGGER registration_overlap_changed
BEFORE UPDATE OF group_id, valid_from, valid_until, state ON registration
WHEN NEW.state NOT IN ('refused', 'lapsed') AND EXISTS (SELECT 1 FROM registration
	WHERE group_id = NEW.group_id AND state NOT IN ('refused', 'lapsed') AND id <> NEW.id
	AND valid_from <= NEW.valid_until AND valid_until >= NEW.valid_from)
BEGIN SELECT RAISE(ABORT, 'registration_overlap'); END;
-- What was decided keeps its period and its decision.
CREATE TRIGGER registration_is_decided BEFORE UPDATE OF valid_from, fiscal_year ON registration
WHEN OLD.state IN ('approved', 'refused', 'lapsed') AND NEW.state = OLD.state AND
	(NEW.valid_from <> OLD.valid_from OR NEW.fiscal_year <> OLD.fiscal_year)
BEGIN SELECT RAISE(ABORT, 'registration_is_decided'); END;

-- A paper belongs to a registration of its own group.
CREATE TRIGGER paper_registration_added BEFORE INSERT ON paper
WHEN NEW.registration_id IS NOT NULL AND NEW.group_id <>
	(SELECT group_id FROM registration WHERE id = NEW.registration_id)
BEGIN SELECT RAISE(ABORT, 'paper_registration'); END;
CREATE TRIGGER paper_registration_changed BEFORE UPDATE OF registration_id ON paper
WHEN NEW.registration_id IS NOT NULL AND NEW.registration_id IS NOT OLD.registration_id AND
	NEW.group_id <> (SELECT group_id FROM registration WHERE id = NEW.registration_id)
BEGIN SELECT RAISE(ABORT, 'paper_registration'); END;

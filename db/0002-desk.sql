-- The desk itself: the home's mark, sites, settings, code lists, staff and what
-- a role may do, number series. Guards are named: desk/guard.c has a sentence
-- for each, desk/check_guard.c a query that verifies it.
-- SPDX-License-Identifier: MIT

-- What kind of home this is. A training home shows a banner on line 1 and lets
-- the clock be pinned; it never becomes a real one, nor the other way round.
CREATE TABLE home (
	id INTEGER PRIMARY KEY CONSTRAINT home_is_one CHECK (id = 1),
	is_training INTEGER NOT NULL DEFAULT 0
		CONSTRAINT home_mark_is_yes_or_no CHECK (is_training IN (0, 1))
) STRICT;
INSERT INTO home (id) VALUES (1);

-- A place of the centre (拠点). A city has several under one register.
CREATE TABLE site (
	id INTEGER PRIMARY KEY,
	code TEXT NOT NULL CONSTRAINT site_code_is_there CHECK (code <> ''),
	name TEXT NOT NULL CONSTRAINT site_name_is_there CHECK (name <> ''),
	kana TEXT,
	postal TEXT,
	address TEXT,
	phone TEXT,
	fax TEXT,
	email TEXT,
	hours TEXT,
	is_active INTEGER NOT NULL DEFAULT 1
		CONSTRAINT site_active_is_yes_or_no CHECK (is_active IN (0, 1)),
	note TEXT,
	version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX site_code_taken ON site (code);

-- The centre's choices. A key without a row has the default of desk/setting.c.
CREATE TABLE setting (
	id INTEGER PRIMARY KEY,
	key TEXT NOT NULL CONSTRAINT setting_key_is_a_name
		CHECK (key <> '' AND key NOT GLOB '*[^a-z0-9_.]*'),
	value TEXT NOT NULL,
	version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX setting_key_taken ON setting (key);

-- All code lists. The list of lists is the list 'code_list'. is_fixed on a list
-- means that the program counts on its codes, so a centre renames them but adds
-- none; is_fixed on a code means that it cannot be retired. The list of lists
-- itself stays open: a later register brings its own.
CREATE TABLE code (
	id INTEGER PRIMARY KEY,
	list TEXT NOT NULL,
	code TEXT NOT NULL CONSTRAINT code_is_a_name
		CHECK (code <> '' AND code NOT GLOB '*[^a-z0-9_]*'),
	label TEXT NOT NULL CONSTRAINT code_label_is_there CHECK (label <> ''),
	label_en TEXT,
	position INTEGER NOT NULL DEFAULT 1000,
	retired INTEGER NOT NULL DEFAULT 0
		CONSTRAINT code_retired_is_yes_or_no CHECK (retired IN (0, 1)),
	is_fixed INTEGER NOT NULL DEFAULT 0
		CONSTRAINT code_fixed_is_yes_or_no CHECK (is_fixed IN (0, 1)),
	version INTEGER NOT NULL DEFAULT 1,
	CONSTRAINT code_fixed_is_in_use CHECK (NOT (is_fixed = 1 AND retired = 1))
) STRICT;
CREATE UNIQUE INDEX code_taken ON code (list, code);

CREATE VIEW code_list (list, label_ja, label_en, is_fixed, position) AS
	SELECT code, label, label_en, is_fixed, position FROM code WHERE list = 'code_list';

INSERT INTO code (list, code, label, label_en, position, is_fixed) VALUES
	('code_list', 'code_list',            'コード表',       'Code lists',            10, 0),
	('code_list', 'party_kind',           '主体の区分',     'Kinds of party',        20, 0),
	('code_list', 'group_kind',           '団体の種別',     'Kinds of group',        30, 0),
	('code_list', 'activity_field',       '活動分野',       'Fields of activity',    40, 0),
	('code_list', 'contact_role',         '連絡先の役割',   'Roles of contacts',     50, 0),
	('code_list', 'registration_class',   '登録の区分',     'Classes of registration', 60, 0),
	('code_list', 'registration_request', '届出の種類',     'Kinds of request',      70, 1),
	('code_list', 'registration_state',   '登録の状態',     'States of registration', 80, 1),
	('code_list', 'paper_kind',           '提出書類',       'Papers',                90, 0),
	('code_list', 'validity_rule',        '有効期限の決め方', 'Rules of validity',  100, 1),
	('code_list', 'role',                 '職員の役割',     'Roles of staff',       110, 1),
	('code_list', 'right_area',           '業務の範囲',     'Areas of work',        120, 1),
	('code_list', 'right_act',            '操作',           'Acts',                 130, 1);

-- The six kinds of party of every collaboration ordinance (協働の主体).
INSERT INTO code (list, code, label, label_en, position, is_fixed) VALUES
	('party_kind', 'citizen',   '市民',         'Citizen',                   10, 0),
	('party_kind', 'community', '地域活動団体', 'Neighbourhood association', 20, 1),
	('party_kind', 'civic',     '市民活動団体', 'Civic activity group',      30, 1),
	('party_kind', 'business',  '事業者',       'Business',                  40, 0),
	('party_kind', 'school',    '教育機関',     'School',                    50, 0),
	('party_kind', 'city',      '市',           'City',                      60, 0);

INSERT INTO code (list, code, label, label_en, position) VALUES
	('group_kind', 'voluntary',     '任意団体',             'Unincorporated group',           10),
	('group_kind', 'volunteer',     'ボランティアグループ', 'Volunteer group',                20),
	('group_kind', 'npo',           'NPO法人',              'NPO corporation',                30),
	('group_kind', 'npo_certified', '認定NPO法人',          'Certified NPO corporation',      40),
	('group_kind', 'association',   '一般社団法人',         'General incorporated association', 50),
	('group_kind', 'foundation',    '一般財団法人',         'General incorporated foundation', 60),
	('group_kind', 'public_corp',   '公益法人',             'Public interest corporation',    70),
	('group_kind', 'welfare_corp',  '社会福祉法人',         'Social welfare corporation',     80),
	('group_kind', 'neighbourhood', '自治会・町内会',       'Neighbourhood association',      90),
	('group_kind', 'chartered',     '認可地縁団体',         'Chartered local association',   100),
	('group_kind', 'children',      '子ども会',             'Children''s association',       110),
	('group_kind', 'pta',           'PTA',                  'Parent-teacher association',    120),
	('group_kind', 'senior',        '高齢者クラブ',         'Senior citizens'' club',        130),
	('group_kind', 'council',       '社会福祉協議会登録団体', 'Group of the welfare council', 140),
	('group_kind', 'committee',     '実行委員会',           'Organising committee',          150),
	('group_kind', 'company',       '企業',                 'Company',                       160),
	('group_kind', 'school',        '学校・大学',           'School or university',          170),
	('group_kind', 'public_body',   '行政機関',             'Public body',                   180),
	('group_kind', 'individual',    '個人',                 'Individual',                    190),
	('group_kind', 'other',         'その他',               'Other',                         200);

-- The twenty fields of the NPO law (特定非営利活動促進法 別表).
INSERT INTO code (list, code, label, label_en, position) VALUES
	('activity_field', 'welfare',       '保健・医療・福祉',         'Health, medicine, welfare',      10),
	('activity_field', 'education',     '社会教育',                 'Social education',               20),
	('activity_field', 'town',          'まちづくり',               'Town planning',                  30),
	('activity_field', 'tourism',       '観光',                     'Tourism',                        40),
	('activity_field', 'rural',         '農山漁村・中山間地域',     'Farming and mountain villages',  50),
	('activity_field', 'culture',       '学術・文化・芸術・スポーツ', 'Learning, culture, arts, sports', 60),
	('activity_field', 'environment',   '環境の保全',               'Environment',                    70),
	('activity_field', 'disaster',      '災害救援',                 'Disaster relief',                80),
	('activity_field', 'safety',        '地域安全',                 'Community safety',               90),
	('activity_field', 'rights',        '人権の擁護・平和の推進',   'Human rights and peace',        100),
	('activity_field', 'international', '国際協力',                 'International cooperation',     110),
	('activity_field', 'equality',      '男女共同参画',             'Gender equality',               120),
	('activity_field', 'children',      '子どもの健全育成',         'Children and youth',            130),
	('activity_field', 'information',   '情報化社会の発展',         'Information society',           140),
	('activity_field', 'science',       '科学技術の振興',           'Science and technology',        150),
	('activity_field', 'economy',       '経済活動の活性化',         'Economic activity',             160),
	('activity_field', 'work',          '職業能力の開発・雇用機会', 'Vocational skills and jobs',    170),
	('activity_field', 'consumer',      '消費者の保護',             'Consumer protection',           180),
	('activity_field', 'support',       '団体の運営・活動の支援',   'Support of other groups',       190),
	('activity_field', 'ordinance',     '条例で定める活動',         'Set by ordinance',              200);

INSERT INTO code (list, code, label, label_en, position, is_fixed) VALUES
	('contact_role', 'representative', '代表者',     'Representative',    10, 1),
	('contact_role', 'deputy',         '副代表',     'Deputy',            20, 0),
	('contact_role', 'contact',        '連絡責任者', 'Contact person',    30, 0),
	('contact_role', 'booking',        '予約担当者', 'Person for bookings', 40, 0),
	('contact_role', 'secretary',      '事務局',     'Secretary',         50, 0),
	('contact_role', 'treasurer',      '会計',       'Treasurer',         60, 0),
	('contact_role', 'auditor',        '監事',       'Auditor',           70, 0),
	('contact_role', 'liaison',        '市政協力員', 'Liaison to the city', 80, 0),
	('contact_role', 'member',         '会員',       'Member',            90, 0),
	('contact_role', 'other',          'その他',     'Other',            100, 0);

INSERT INTO code (list, code, label, label_en, position, is_fixed) VALUES
	('registration_class', 'civic',   '市民活動団体', 'Civic activity group', 10, 0),
	('registration_class', 'general', '一般団体',     'General group',        20, 0),
	('registration_class', 'web',     '情報掲載のみ', 'Directory only',       30, 0),
	('registration_request', 'new',     '新規', 'New',     10, 1),
	('registration_request', 'renewal', '更新', 'Renewal', 20, 1),
	('registration_state', 'received', '受付',       'Received',       10, 1),
	('registration_state', 'checked',  '書類確認済', 'Papers checked', 20, 1),
	('registration_state', 'approved', '登録',       'Approved',       30, 1),
	('registration_state', 'refused',  '不承認',     'Refused',        40, 1),
	('registration_state', 'lapsed',   '失効',       'Lapsed',         50, 1),
	('validity_rule', 'fiscal_year', '年度末まで',               'To the end of the fiscal year',       10, 1),
	('validity_rule', 'later_year',  '何年度か後の年度末まで',   'To the end of a later fiscal year',   20, 1),
	('validity_rule', 'years',       '開始日から何年間',         'A number of years from the first day', 30, 1),
	('validity_rule', 'open',        '期限なし',                 'No end',                              40, 1);

INSERT INTO code (list, code, label, label_en, position) VALUES
	('paper_kind', 'application', '登録申請書',         'Application form',        10),
	('paper_kind', 'rules',       '会則・規約・定款',   'Rules or articles',       20),
	('paper_kind', 'officers',    '役員名簿',           'List of officers',        30),
	('paper_kind', 'members',     '会員名簿',           'List of members',         40),
	('paper_kind', 'plan',        '事業計画書',         'Plan of activities',      50),
	('paper_kind', 'budget',      '収支予算書',         'Budget',                  60),
	('paper_kind', 'report',      '事業報告書',         'Report of activities',    70),
	('paper_kind', 'accounts',    '収支決算書',         'Accounts',                80),
	('paper_kind', 'pledge',      '誓約書',             'Pledge',                  90),
	('paper_kind', 'minutes',     '総会議事録',         'Minutes of the assembly', 100),
	('paper_kind', 'leaflet',     'チラシ・写真',       'Leaflet or photograph',   110),
	('paper_kind', 'other',       'その他',             'Other',                   120);

INSERT INTO code (list, code, label, label_en, position, is_fixed) VALUES
	('role', 'reception',     '受付',     'Reception',     10, 1),
	('role', 'cash',          '会計',     'Cash',          20, 1),
	('role', 'consultation',  '相談',     'Consultation',  30, 1),
	('role', 'manager',       '責任者',   'Manager',       40, 1),
	('role', 'auditor',       '監査',     'Auditor',       50, 1),
	('role', 'administrator', '管理者',   'Administrator', 60, 1),
	('right_area', 'register',     '台帳',     'Register',      10, 1),
	('right_area', 'cash',         '現金',     'Cash',          20, 1),
	('right_area', 'consultation', '相談',     'Consultations', 30, 1),
	('right_area', 'code',         'コード表', 'Code lists',    40, 1),
	('right_area', 'staff',        '職員',     'Staff',         50, 1),
	('right_area', 'setting',      '設定',     'Settings',      60, 1),
	('right_area', 'audit',        '監査記録', 'Audit',         70, 1),
	('right_act', 'view',    '閲覧',         'View',    10, 1),
	('right_act', 'add',     '追加',         'Add',     20, 1),
	('right_act', 'change',  '変更',         'Change',  30, 1),
	('right_act', 'export',  '書き出し',     'Export',  40, 1),
	('right_act', 'reveal',  '伏せ字の表示', 'Reveal',  50, 1),
	('right_act', 'approve', '承認',         'Approve', 60, 1);

CREATE TRIGGER code_list_unknown BEFORE INSERT ON code
WHEN NOT EXISTS (SELECT 1 FROM code WHERE list = 'code_list' AND code = NEW.list)
BEGIN
	SELECT RAISE(ABORT, 'code_list_unknown');
END;
CREATE TRIGGER code_list_is_fixed BEFORE INSERT ON code
WHEN NEW.is_fixed = 0 AND EXISTS (
	SELECT 1 FROM code WHERE list = 'code_list' AND code = NEW.list AND is_fixed = 1)
BEGIN
	SELECT RAISE(ABORT, 'code_list_is_fixed');
END;
CREATE TRIGGER code_keeps_meaning BEFORE UPDATE OF list, code, is_fixed ON code
WHEN NEW.list <> OLD.list OR NEW.code <> OLD.code OR NEW.is_fixed <> OLD.is_fixed
BEGIN
	SELECT RAISE(ABORT, 'code_keeps_meaning');
END;
CREATE TRIGGER code_stays BEFORE DELETE ON code
BEGIN
	SELECT RAISE(ABORT, 'code_stays');
END;

-- Which papers a request must bring. An empty kind of group means every kind.
CREATE TABLE paper_requirement (
	id INTEGER PRIMARY KEY,
	group_kind TEXT,
	request TEXT NOT NULL CONSTRAINT requirement_request_is_known
		CHECK (request IN ('new', 'renewal')),
	paper_kind TEXT NOT NULL,
	is_required INTEGER NOT NULL DEFAULT 1
		CONSTRAINT requirement_is_yes_or_no CHECK (is_required IN (0, 1)),
	version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX requirement_taken
	ON paper_requirement (request, paper_kind, ifnull(group_kind, ''));

INSERT INTO paper_requirement (group_kind, request, paper_kind) VALUES
	(NULL, 'new', 'application'),
	(NULL, 'new', 'rules'),
	(NULL, 'new', 'officers'),
	(NULL, 'renewal', 'application'),
	(NULL, 'renewal', 'officers'),
	('npo', 'renewal', 'report'),
	('npo', 'renewal', 'accounts'),
	('npo_certified', 'renewal', 'report'),
	('npo_certified', 'renewal', 'accounts');

-- Who works at the desk. A record is never removed: the audit names it.
-- failed and locked_until change with every wrong PIN and are no part of the
-- record's version; pin_hash is argon2id's own text, or '' for none.
CREATE TABLE staff (
	id INTEGER PRIMARY KEY,
	code TEXT NOT NULL CONSTRAINT staff_code_is_there CHECK (code <> ''),
	name TEXT NOT NULL CONSTRAINT staff_name_is_there CHECK (name <> ''),
	kana TEXT,
	os_account TEXT CONSTRAINT staff_account_is_there CHECK (os_account <> ''),
	pin_hash TEXT NOT NULL DEFAULT '' CONSTRAINT staff_pin_is_hashed
		CHECK (pin_hash = '' OR pin_hash GLOB '$argon2id$*'),
	failed INTEGER NOT NULL DEFAULT 0 CONSTRAINT staff_failed_is_a_count CHECK (failed >= 0),
	locked_until TEXT,
	is_active INTEGER NOT NULL DEFAULT 1
		CONSTRAINT staff_active_is_yes_or_no CHECK (is_active IN (0, 1)),
	note TEXT,
	version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX staff_code_taken ON staff (code);
CREATE UNIQUE INDEX staff_account_taken ON staff (os_account);

CREATE TABLE staff_role (
	record_id INTEGER NOT NULL REFERENCES staff (id),
	code TEXT NOT NULL CONSTRAINT staff_role_is_known CHECK (code IN
		('reception', 'cash', 'consultation', 'manager', 'auditor', 'administrator')),
	position INTEGER NOT NULL,
	PRIMARY KEY (record_id, code)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER staff_stays BEFORE DELETE ON staff
BEGIN
	SELECT RAISE(ABORT, 'staff_stays');
END;
CREATE TRIGGER last_administrator_active BEFORE UPDATE OF is_active ON staff
WHEN OLD.is_active = 1 AND NEW.is_active = 0
	AND EXISTS (SELECT 1 FROM staff_role WHERE record_id = OLD.id AND code = 'administrator')
	AND NOT EXISTS (SELECT 1 FROM staff_role AS r JOIN staff AS s ON s.id = r.record_id
		WHERE r.code = 'administrator' AND s.is_active = 1 AND s.id <> OLD.id)
BEGIN
	SELECT RAISE(ABORT, 'last_administrator');
END;
CREATE TRIGGER last_administrator_role BEFORE DELETE ON staff_role
WHEN OLD.code = 'administrator'
	AND EXISTS (SELECT 1 FROM staff WHERE id = OLD.record_id AND is_active = 1)
	AND NOT EXISTS (SELECT 1 FROM staff_role AS r JOIN staff AS s ON s.id = r.record_id
		WHERE r.code = 'administrator' AND s.is_active = 1 AND s.id <> OLD.record_id)
BEGIN
	SELECT RAISE(ABORT, 'last_administrator');
END;

-- What a role may do: every cell of role × area × act. What has no row is not
-- allowed. Two cells of the matrix are not the centre's to change.
CREATE TABLE role_right (
	id INTEGER PRIMARY KEY,
	role TEXT NOT NULL,
	area TEXT NOT NULL,
	act TEXT NOT NULL,
	is_allowed INTEGER NOT NULL DEFAULT 0
		CONSTRAINT right_allowed_is_yes_or_no CHECK (is_allowed IN (0, 1)),
	version INTEGER NOT NULL DEFAULT 1,
	CONSTRAINT auditor_cannot_write
		CHECK (NOT (role = 'auditor' AND is_allowed = 1 AND act IN ('add', 'change', 'approve'))),
	CONSTRAINT administrator_reads_no_consultation
		CHECK (NOT (role = 'administrator' AND is_allowed = 1 AND area = 'consultation'))
) STRICT;
CREATE UNIQUE INDEX role_right_taken ON role_right (role, area, act);

INSERT INTO role_right (role, area, act)
	SELECT r.code, a.code, t.code
	FROM code AS r CROSS JOIN code AS a CROSS JOIN code AS t
	WHERE r.list = 'role' AND a.list = 'right_area' AND t.list = 'right_act'
	ORDER BY r.position, a.position, t.position;
WITH allowed (role, area, acts) AS (VALUES
	('reception',     'register',     ' view add change reveal '),
	('reception',     'cash',         ' view '),
	('reception',     'code',         ' view '),
	('reception',     'staff',        ' view '),
	('cash',          'register',     ' view '),
	('cash',          'cash',         ' view add change export '),
	('cash',          'code',         ' view '),
	('cash',          'staff',        ' view '),
	('consultation',  'register',     ' view add change reveal '),
	('consultation',  'consultation', ' view add change export reveal '),
	('consultation',  'code',         ' view '),
	('consultation',  'staff',        ' view '),
	('manager',       'register',     ' view add change export reveal approve '),
	('manager',       'cash',         ' view add change export approve '),
	('manager',       'consultation', ' view export approve '),
	('manager',       'code',         ' view add change export '),
	('manager',       'staff',        ' view '),
	('manager',       'setting',      ' view change '),
	('manager',       'audit',        ' view export '),
	('auditor',       'register',     ' view export '),
	('auditor',       'cash',         ' view export '),
	('auditor',       'code',         ' view export '),
	('auditor',       'staff',        ' view export '),
	('auditor',       'setting',      ' view export '),
	('auditor',       'audit',        ' view export '),
	('administrator', 'register',     ' view '),
	('administrator', 'code',         ' view add change export '),
	('administrator', 'staff',        ' view add change export approve '),
	('administrator', 'setting',      ' view add change export approve '),
	('administrator', 'audit',        ' view export '))
UPDATE role_right SET is_allowed = 1
WHERE EXISTS (SELECT 1 FROM allowed AS w WHERE w.role = role_right.role
	AND w.area = role_right.area AND instr(w.acts, ' ' || role_right.act || ' ') > 0);

-- Numbers that the program gives (団体番号). A series with fiscal_year 0 runs on
-- for ever; any other starts again at 1 with each fiscal year, with a row of
-- its own. In a pattern, {n} is the number, {n4} the number in at least four
-- digits, {fy} the fiscal year (2026), {fy2} its last two digits, {era} its
-- Japanese year (R8).
CREATE TABLE number_series (
	id INTEGER PRIMARY KEY,
	series TEXT NOT NULL CONSTRAINT series_is_a_name
		CHECK (series <> '' AND series NOT GLOB '*[^a-z0-9_]*'),
	fiscal_year INTEGER NOT NULL DEFAULT 0,
	next INTEGER NOT NULL DEFAULT 1 CONSTRAINT series_counts_from_one CHECK (next >= 1),
	pattern TEXT NOT NULL CONSTRAINT series_pattern_has_number
		CHECK (pattern GLOB '*{n}*' OR pattern GLOB '*{n[1-9]}*'),
	version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX series_taken ON number_series (series, fiscal_year);
INSERT INTO number_series (series, pattern) VALUES ('group', 'G-{n4}');

CREATE TRIGGER series_never_goes_back BEFORE UPDATE OF next ON number_series
WHEN NEW.next < OLD.next
BEGIN
	SELECT RAISE(ABORT, 'series_never_goes_back');
END;

CREATE TRIGGER home_mark_stays BEFORE UPDATE ON home
WHEN OLD.is_training = 1 AND NEW.is_training = 0
BEGIN
	SELECT RAISE(ABORT, 'home_mark_stays');
END;
CREATE TRIGGER home_stays BEFORE DELETE ON home
BEGIN
	SELECT RAISE(ABORT, 'home_stays');
END;

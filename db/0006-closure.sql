-- Closures: days, or a part of them, on which the house, one room or only the
-- counter is closed for a reason that the by-law does not name beforehand: a
-- polling station, a storm, repairs. They stand above everything that the rule
-- book says of a day. A room is a code of the rule book; none is the whole house.
-- SPDX-License-Identifier: MIT

INSERT INTO code (list, code, label, label_en, position, is_fixed) VALUES
	('code_list', 'closure_kind', '臨時休館の理由', 'Reasons for closures', 180, 0),
	('right_area', 'calendar', '開館日', 'Calendar', 35, 1);
INSERT INTO code (list, code, label, label_en, position) VALUES
	('closure_kind', 'election',  '選挙',           'Election',         10),
	('closure_kind', 'storm',     '暴風・警報',     'Storm or warning', 20),
	('closure_kind', 'disaster',  '災害・避難所',   'Disaster, shelter', 30),
	('closure_kind', 'repair',    '工事・点検',     'Repair or check',  40),
	('closure_kind', 'cleaning',  '清掃・害虫駆除', 'Cleaning',         50),
	('closure_kind', 'event',     '行事',           'Event',            60),
	('closure_kind', 'infection', '感染症',         'Infection',        70),
	('closure_kind', 'other',     'その他',         'Other',            80);

INSERT INTO role_right (role, area, act)
	SELECT r.code, 'calendar', t.code FROM code AS r CROSS JOIN code AS t
	WHERE r.list = 'role' AND t.list = 'right_act'
	ORDER BY r.position, t.position;
WITH allowed (role, acts) AS (VALUES
	('reception',     ' view '),
	('cash',          ' view '),
	('consultation',  ' view '),
	('manager',       ' view add change export approve '),
	('auditor',       ' view export '),
	('administrator', ' view add change export approve '))
UPDATE role_right SET is_allowed = 1
WHERE area = 'calendar' AND EXISTS (SELECT 1 FROM allowed AS w
	WHERE w.role = role_right.role AND instr(w.acts, ' ' || role_right.act || ' ') > 0);

CREATE TABLE closure (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	site_id INTEGER REFERENCES site (id),
	from_day TEXT NOT NULL CHECK (from_day = date(from_day)),
	to_day TEXT NOT NULL CHECK (to_day = date(to_day)),
	from_minute INTEGER,
	to_minute INTEGER,
	room TEXT CONSTRAINT closure_room_is_a_code
		CHECK (room <> '' AND room NOT GLOB '*[^a-z0-9_]*'),
	kind TEXT NOT NULL DEFAULT 'other',
	reason TEXT NOT NULL CONSTRAINT closure_reason_is_there CHECK (reason <> ''),
	counter_only INTEGER NOT NULL DEFAULT 0
		CONSTRAINT closure_counter_is_yes_or_no CHECK (counter_only IN (0, 1)),
	note TEXT,
	version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
	CONSTRAINT closure_days_order CHECK (from_day <= to_day),
	CONSTRAINT closure_hours_order
		CHECK ((from_minute IS NULL AND to_minute IS NULL) OR
			(from_minute >= 0 AND from_minute < to_minute AND to_minute <= 1440
			 AND from_minute IS NOT NULL AND to_minute IS NOT NULL))
) STRICT;
CREATE INDEX closure_by_day ON closure (to_day, from_day);
CREATE INDEX closure_by_site ON closure (site_id);

CREATE TRIGGER closure_code_added BEFORE INSERT ON closure
WHEN NOT EXISTS (SELECT 1 FROM code WHERE list = 'closure_kind' AND code = NEW.kind)
BEGIN SELECT RAISE(ABORT, 'code_unknown_kind'); END;
CREATE TRIGGER closure_code_changed BEFORE UPDATE OF kind ON closure
WHEN NOT EXISTS (SELECT 1 FROM code WHERE list = 'closure_kind' AND code = NEW.kind)
BEGIN SELECT RAISE(ABORT, 'code_unknown_kind'); END;

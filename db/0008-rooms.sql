-- Rooms and their use: units of floor, the rooms that are let, bookings with the
-- time that they occupy, what they come to, and the receipts of the drawer.
--
-- The guard against letting a room twice is here and nowhere else: occupation
-- follows from the booking by triggers, one row for each unit that the room is made
-- of, and no two rows of a unit may overlap on a day. Times are minutes of the day,
-- half open: a use until 12:00 and one from 12:00 do not touch.
-- SPDX-License-Identifier: MIT

INSERT INTO code (list, code, label, label_en, position, is_fixed) VALUES
	('right_area', 'room',    '部屋', 'Rooms',    36, 1),
	('right_area', 'booking', '予約', 'Bookings', 15, 1),
	('code_list', 'booking_state',  '予約の状態',     'States of bookings',   190, 1),
	('code_list', 'room_layout',    '机の並べ方',     'Layouts of rooms',     200, 0),
	('code_list', 'charge_kind',    '料金の理由',     'Reasons for a charge', 210, 1),
	('code_list', 'receipt_kind',   '領収の種類',     'Kinds of receipts',    220, 1),
	('code_list', 'payment_method', '支払方法',       'Ways of paying',       230, 0),
	('code_list', 'series_state',   '定期予約日の状態', 'States of series dates', 240, 1),
	('code_list', 'call_about',     '電話の用件',     'Reasons for calls',    250, 1),
	('code_list', 'call_outcome',   '電話の結果',     'Outcomes of calls',    260, 0);
INSERT INTO code (list, code, label, label_en, position, is_fixed) VALUES
	('booking_state', 'hold',      '仮予約',   'On hold',    10, 1),
	('booking_state', 'waiting',   '空き待ち', 'Waiting',    20, 1),
	('booking_state', 'applied',   '申請済',   'Applied',    30, 1),
	('booking_state', 'permitted', '許可',     'Permitted',  40, 1),
	('booking_state', 'in_use',    '利用中',   'In use',     50, 1),
	('booking_state', 'done',      '利用済',   'Done',       60, 1),
	('booking_state', 'refused',   '不許可',   'Refused',    70, 1),
	('booking_state', 'cancelled', '取消',     'Cancelled',  80, 1),
	('booking_state', 'expired',   '期限切れ', 'Expired',    90, 1),
	('booking_state', 'no_show',   '無断不使用', 'No-show',  100, 1),
	('charge_kind', 'quote',        '使用料',     'Fee',          10, 1),
	('charge_kind', 'change',       '変更',       'Change',       20, 1),
	('charge_kind', 'extension',    '延長',       'Extension',    30, 1),
	('charge_kind', 'cancellation', '取消',       'Cancellation', 40, 1),
	('charge_kind', 'waiver',       '減免',       'Waiver',       50, 1),
	('charge_kind', 'correction',   '訂正',       'Correction',   60, 1),
	('receipt_kind', 'receipt', '領収', 'Receipt', 10, 1),
	('receipt_kind', 'refund',  '還付', 'Refund',  20, 1),
	('series_state', 'planned',   '予定',     'Planned',   10, 1),
	('series_state', 'booked',    '予約済',   'Booked',    20, 1),
	('series_state', 'skipped',   '見送り',   'Skipped',   30, 1),
	('series_state', 'given_up',  '取りやめ', 'Given up',  40, 1),
	('call_about', 'hold',     '仮予約の期限', 'Hold that lapses',  10, 1),
	('call_about', 'waiting',  '空き待ちの案内', 'A band is free',  20, 1),
	('call_about', 'closure',  '臨時休館',     'Closure',           30, 1),
	('call_about', 'unpaid',   '未払い',       'Unpaid',            40, 1),
	('call_about', 'other',    'その他',       'Other',             50, 1);
INSERT INTO code (list, code, label, label_en, position) VALUES
	('room_layout', 'school',  '教室型',   'Classroom',     10),
	('room_layout', 'theatre', '劇場型',   'Theatre',       20),
	('room_layout', 'square',  'ロの字',   'Hollow square', 30),
	('room_layout', 'islands', '島型',     'Islands',       40),
	('room_layout', 'empty',   '机なし',   'No tables',     50),
	('payment_method', 'cash',     '現金',       'Cash',          10),
	('payment_method', 'transfer', '振込',       'Bank transfer', 20),
	('payment_method', 'invoice',  '納付書',     'Payment slip',  30),
	('payment_method', 'cashless', 'キャッシュレス', 'Cashless',  40),
	('call_outcome', 'reached',   '連絡済',     'Reached',        10),
	('call_outcome', 'no_answer', '不在',       'No answer',      20),
	('call_outcome', 'message',   '伝言',       'Left a message', 30),
	('call_outcome', 'moved',     '変更',       'Moved',          40),
	('call_outcome', 'refunded',  '還付',       'Refunded',       50),
	('call_outcome', 'declined',  '辞退',       'Declined',       60);
INSERT INTO number_series (series, fiscal_year, pattern) VALUES
	('booking', 2026, 'Y{fy2}-{n4}'),
	('series', 0, 'S-{n4}');

INSERT INTO role_right (role, area, act)
	SELECT r.code, a.code, t.code
	FROM code AS r CROSS JOIN code AS a CROSS JOIN code AS t
	WHERE r.list = 'role' AND a.list = 'right_area' AND a.code IN ('room', 'booking')
		AND t.list = 'right_act'
	ORDER BY a.position, r.position, t.position;
WITH allowed (role, area, acts) AS (VALUES
	('reception',     'room',    ' view '),
	('cash',          'room',    ' view '),
	('consultation',  'room',    ' view '),
	('manager',       'room',    ' view add change export approve '),
	('auditor',       'room',    ' view export '),
	('administrator', 'room',    ' view add change export approve '),
	('reception',     'booking', ' view add change export '),
	('cash',          'booking', ' view add change export '),
	('consultation',  'booking', ' view '),
	('manager',       'booking', ' view add change export reveal approve '),
	('auditor',       'booking', ' view export '),
	('administrator', 'booking', ' view add change export reveal approve '))
UPDATE role_right SET is_allowed = 1
WHERE EXISTS (SELECT 1 FROM allowed AS w
	WHERE w.role = role_right.role AND w.area = role_right.area
		AND instr(w.acts, ' ' || role_right.act || ' ') > 0);

-- Who sits at the desk takes the money too; what was spoilt is voided by who keeps the cash.
UPDATE role_right SET is_allowed = 1
WHERE role = 'reception' AND area = 'cash' AND act = 'add';

-- A piece of floor that is let as a whole, alone or as part of a room.
CREATE TABLE unit (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	site_id INTEGER REFERENCES site (id),
	code TEXT NOT NULL CONSTRAINT unit_code_is_a_name
		CHECK (code <> '' AND code NOT GLOB '*[^a-z0-9_]*'),
	name TEXT NOT NULL CONSTRAINT unit_name_is_there CHECK (name <> ''),
	floor TEXT,
	note TEXT,
	retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1)),
	version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0)
) STRICT;
CREATE UNIQUE INDEX unit_code_taken ON unit (coalesce(site_id, 0), code);

-- What is let: its code is the rule book's, which also says what it is made of.
CREATE TABLE room (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	site_id INTEGER REFERENCES site (id),
	code TEXT NOT NULL CONSTRAINT room_code_is_a_name
		CHECK (code <> '' AND code NOT GLOB '*[^a-z0-9_]*'),
	name TEXT NOT NULL CONSTRAINT room_name_is_there CHECK (name <> ''),
	kana TEXT,
	floor TEXT,
	capacity INTEGER CONSTRAINT room_capacity_counts CHECK (capacity > 0),
	position INTEGER NOT NULL DEFAULT 1000,
	note TEXT,
	retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1)),
	version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0)
) STRICT;
CREATE UNIQUE INDEX room_code_taken ON room (coalesce(site_id, 0), code);
CREATE INDEX room_by_site ON room (site_id);

CREATE TABLE room_unit (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	room_id INTEGER NOT NULL REFERENCES room (id),
	unit_id INTEGER NOT NULL REFERENCES unit (id),
	version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0)
) STRICT;
CREATE UNIQUE INDEX room_unit_taken ON room_unit (room_id, unit_id);
CREATE INDEX room_unit_by_unit ON room_unit (unit_id);

-- How many people a room holds, by the way its tables stand.
CREATE TABLE room_layout (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	room_id INTEGER NOT NULL REFERENCES room (id),
	layout TEXT NOT NULL,
	capacity INTEGER NOT NULL CONSTRAINT layout_capacity_counts CHECK (capacity > 0),
	note TEXT,
	version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0)
) STRICT;
CREATE UNIQUE INDEX room_layout_taken ON room_layout (room_id, layout);
CREATE TRIGGER room_layout_code_added BEFORE INSERT ON room_layout
WHEN NOT EXISTS (SELECT 1 FROM code WHERE list = 'room_layout' AND code = NEW.layout)
BEGIN SELECT RAISE(ABORT, 'code_unknown_layout'); END;
CREATE TRIGGER room_layout_code_changed BEFORE UPDATE OF layout ON room_layout
WHEN NOT EXISTS (SELECT 1 FROM code WHERE list = 'room_layout' AND code = NEW.layout)
BEGIN SELECT RAISE(ABORT, 'code_unknown_layout'); END;

-- Rooms that hear each other: a use in one is a warning for the other.
CREATE TABLE room_neighbour (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	room_id INTEGER NOT NULL REFERENCES room (id),
	neighbour_id INTEGER NOT NULL REFERENCES room (id),
	reason TEXT NOT NULL CONSTRAINT neighbour_reason_is_there CHECK (reason <> ''),
	version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
	CONSTRAINT room_is_no_neighbour_of_itself CHECK (room_id <> neighbour_id)
) STRICT;
CREATE UNIQUE INDEX room_neighbour_taken ON room_neighbour (room_id, neighbour_id);
CREATE INDEX room_neighbour_by_neighbour ON room_neighbour (neighbour_id);

-- A use that comes back (定期利用), by an RRULE of RFC 5545; its dates are rows.
CREATE TABLE booking_series (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	number TEXT UNIQUE CHECK (number <> ''),
	room_id INTEGER NOT NULL REFERENCES room (id),
	rule TEXT NOT NULL CONSTRAINT series_rule_is_there CHECK (rule <> ''),
	first_day TEXT NOT NULL CHECK (first_day = date(first_day)),
	from_minute INTEGER NOT NULL,
	to_minute INTEGER NOT NULL,
	bands TEXT CHECK (bands <> ''),
	group_id INTEGER REFERENCES civic_group (id),
	person_id INTEGER REFERENCES person (id),
	use TEXT CHECK (use <> ''),
	purpose TEXT,
	heads INTEGER CHECK (heads > 0),
	facts TEXT CHECK (facts <> ''),
	ended_on TEXT CHECK (ended_on = date(ended_on)),
	note TEXT,
	version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
	CONSTRAINT series_time_order
		CHECK (from_minute >= 0 AND from_minute < to_minute AND to_minute <= 1440),
	CONSTRAINT series_has_a_party CHECK (group_id IS NOT NULL OR person_id IS NOT NULL)
) STRICT;
CREATE INDEX series_by_group ON booking_series (group_id);
CREATE INDEX series_by_person ON booking_series (person_id);
CREATE INDEX series_by_room ON booking_series (room_id);

CREATE TABLE booking (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	number TEXT UNIQUE CHECK (number <> ''),
	state TEXT NOT NULL DEFAULT 'hold',
	room_id INTEGER NOT NULL REFERENCES room (id),
	day TEXT NOT NULL CHECK (day = date(day)),
	from_minute INTEGER NOT NULL,
	to_minute INTEGER NOT NULL,
	set_up INTEGER NOT NULL DEFAULT 0 CHECK (set_up >= 0),     -- minutes kept free before
	clear_up INTEGER NOT NULL DEFAULT 0 CHECK (clear_up >= 0), -- and after
	extended_before INTEGER NOT NULL DEFAULT 0 CHECK (extended_before >= 0), -- minutes that
	extended_after INTEGER NOT NULL DEFAULT 0 CHECK (extended_after >= 0),   -- were added
	bands TEXT CHECK (bands <> ''),  -- codes of the rule book, "morning,night"; NULL: by minutes
	group_id INTEGER REFERENCES civic_group (id),
	person_id INTEGER REFERENCES person (id),
	caller TEXT CHECK (caller <> ''), -- who is on no register yet
	phone TEXT,
	use TEXT CHECK (use <> ''),       -- a code of the rule book
	purpose TEXT,
	heads INTEGER CONSTRAINT booking_heads_count CHECK (heads > 0),
	layout TEXT,
	extras TEXT CHECK (extras <> ''), -- as facts are written: "piano,chair:12"
	facts TEXT CHECK (facts <> ''),   -- further facts: "admission=500 outside=yes"
	applied_on TEXT NOT NULL CHECK (applied_on = date(applied_on)),
	applied_at INTEGER CHECK (applied_at BETWEEN 0 AND 1439),
	hold_until TEXT CHECK (hold_until = date(hold_until)),
	rule_book_id INTEGER REFERENCES rule_book (id),
	override TEXT CHECK (override <> ''), -- why a manager let it stand against a rule
	series_id INTEGER REFERENCES booking_series (id),
	permitted_on TEXT CHECK (permitted_on = date(permitted_on)),
	key_out INTEGER CHECK (key_out BETWEEN 0 AND 1439), -- minutes of the day of use
	key_back INTEGER CHECK (key_back BETWEEN 0 AND 1439),
	key_number TEXT CHECK (key_number <> ''),
	heads_actual INTEGER CHECK (heads_actual >= 0),
	out_of_order INTEGER CHECK (out_of_order IN (0, 1)),
	ended_on TEXT CHECK (ended_on = date(ended_on)), -- refused, cancelled, expired
	ended_why TEXT CHECK (ended_why <> ''),          -- a reason's code of the rule book
	reason TEXT CHECK (reason <> ''),                -- in words
	-- What follows from the charges and receipts; kept by their triggers.
	due INTEGER NOT NULL DEFAULT 0,
	taken INTEGER NOT NULL DEFAULT 0,
	note TEXT,
	version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
	CONSTRAINT booking_time_order
		CHECK (from_minute >= 0 AND from_minute < to_minute AND to_minute <= 1440),
	CONSTRAINT booking_has_a_party
		CHECK (group_id IS NOT NULL OR person_id IS NOT NULL OR caller IS NOT NULL),
	CONSTRAINT booking_taken_is_not_negative CHECK (taken >= 0)
) STRICT;
CREATE INDEX booking_by_day ON booking (day, room_id);
CREATE INDEX booking_by_group ON booking (group_id, day);
CREATE INDEX booking_by_person ON booking (person_id, day) WHERE person_id IS NOT NULL;
CREATE INDEX booking_by_room ON booking (room_id, day);
CREATE INDEX booking_by_series ON booking (series_id) WHERE series_id IS NOT NULL;
CREATE INDEX booking_on_hold ON booking (hold_until) WHERE state = 'hold';
CREATE INDEX booking_applied ON booking (day) WHERE state = 'applied';
CREATE INDEX booking_permitted ON booking (day, from_minute) WHERE state = 'permitted';
CREATE INDEX booking_in_use ON booking (day) WHERE state = 'in_use';
CREATE INDEX booking_waiting ON booking (day, room_id) WHERE state = 'waiting';
CREATE INDEX booking_unsettled ON booking (day) WHERE due <> taken;
CREATE INDEX booking_overpaid ON booking (day) WHERE taken > due;

CREATE TRIGGER booking_state_added BEFORE INSERT ON booking
WHEN NOT EXISTS (SELECT 1 FROM code WHERE list = 'booking_state' AND code = NEW.state)
BEGIN SELECT RAISE(ABORT, 'code_unknown_state'); END;
CREATE TRIGGER booking_state_changed BEFORE UPDATE OF state ON booking
WHEN NOT EXISTS (SELECT 1 FROM code WHERE list = 'booking_state' AND code = NEW.state)
BEGIN SELECT RAISE(ABORT, 'code_unknown_state'); END;
CREATE TRIGGER booking_layout_added BEFORE INSERT ON booking
WHEN NEW.layout IS NOT NULL
	AND NOT EXISTS (SELECT 1 FROM code WHERE list = 'room_layout' AND code = NEW.layout)
BEGIN SELECT RAISE(ABORT, 'code_unknown_layout'); END;
CREATE TRIGGER booking_layout_changed BEFORE UPDATE OF layout ON booking
WHEN NEW.layout IS NOT NULL
	AND NOT EXISTS (SELECT 1 FROM code WHERE list = 'room_layout' AND code = NEW.layout)
BEGIN SELECT RAISE(ABORT, 'code_unknown_layout'); END;
-- A key is out only for what may be used, and what was never permitted is never used.
CREATE TRIGGER booking_road BEFORE UPDATE OF state ON booking
WHEN NEW.state IN ('in_use', 'done', 'no_show')
	AND OLD.state NOT IN ('permitted', 'in_use', 'done', 'no_show')
BEGIN SELECT RAISE(ABORT, 'booking_road'); END;

-- The time that a booking takes of each unit, with what is kept free around it.
CREATE TABLE occupation (
	unit_id INTEGER NOT NULL REFERENCES unit (id),
	day TEXT NOT NULL,
	from_minute INTEGER NOT NULL,
	to_minute INTEGER NOT NULL,
	booking_id INTEGER NOT NULL REFERENCES booking (id),
	PRIMARY KEY (unit_id, day, from_minute),
	CONSTRAINT occupation_time_order
		CHECK (from_minute >= 0 AND from_minute < to_minute AND to_minute <= 1440)
) STRICT, WITHOUT ROWID;
CREATE INDEX occupation_by_booking ON occupation (booking_id);

CREATE TRIGGER occupation_overlap_added BEFORE INSERT ON occupation
WHEN EXISTS (SELECT 1 FROM occupation WHERE unit_id = NEW.unit_id AND day = NEW.day
	AND from_minute < NEW.to_minute AND to_minute > NEW.from_minute)
BEGIN SELECT RAISE(ABORT, 'occupation_overlap'); END;
CREATE TRIGGER occupation_overlap_changed BEFORE UPDATE ON occupation
WHEN EXISTS (SELECT 1 FROM occupation WHERE unit_id = NEW.unit_id AND day = NEW.day
	AND from_minute < NEW.to_minute AND to_minute > NEW.from_minute
	AND NOT (unit_id = OLD.unit_id AND day = OLD.day AND from_minute = OLD.from_minute))
BEGIN SELECT RAISE(ABORT, 'occupation_overlap'); END;

CREATE TRIGGER booking_occupies_added AFTER INSERT ON booking
WHEN NEW.state IN ('hold', 'applied', 'permitted', 'in_use', 'done')
BEGIN
	INSERT INTO occupation (unit_id, day, from_minute, to_minute, booking_id)
		SELECT u.unit_id, NEW.day, max(0, NEW.from_minute - NEW.set_up - NEW.extended_before),
			min(1440, NEW.to_minute + NEW.clear_up + NEW.extended_after), NEW.id
		FROM room_unit AS u WHERE u.room_id = NEW.room_id;
END;
CREATE TRIGGER booking_occupies_changed
AFTER UPDATE OF state, room_id, day, from_minute, to_minute, set_up, clear_up,
	extended_before, extended_after ON booking
WHEN NEW.room_id <> OLD.room_id OR NEW.day <> OLD.day OR NEW.from_minute <> OLD.from_minute
	OR NEW.to_minute <> OLD.to_minute OR NEW.set_up <> OLD.set_up
	OR NEW.clear_up <> OLD.clear_up OR NEW.extended_before <> OLD.extended_before
	OR NEW.extended_after <> OLD.extended_after
	OR (NEW.state IN ('hold', 'applied', 'permitted', 'in_use', 'done'))
	<> (OLD.state IN ('hold', 'applied', 'permitted', 'in_use', 'done'))
BEGIN
	DELETE FROM occupation WHERE booking_id = NEW.id;
	INSERT INTO occupation (unit_id, day, from_minute, to_minute, booking_id)
		SELECT u.unit_id, NEW.day, max(0, NEW.from_minute - NEW.set_up - NEW.extended_before),
			min(1440, NEW.to_minute + NEW.clear_up + NEW.extended_after), NEW.id
		FROM room_unit AS u WHERE u.room_id = NEW.room_id
		AND NEW.state IN ('hold', 'applied', 'permitted', 'in_use', 'done');
END;
-- A room that is made of nothing would occupy nothing.
CREATE TRIGGER booking_room_added BEFORE INSERT ON booking
WHEN NOT EXISTS (SELECT 1 FROM room_unit WHERE room_id = NEW.room_id)
BEGIN SELECT RAISE(ABORT, 'booking_room_has_no_units'); END;
CREATE TRIGGER booking_room_changed BEFORE UPDATE OF state, room_id ON booking
WHEN NEW.state IN ('hold', 'applied', 'permitted', 'in_use', 'done')
	AND NOT EXISTS (SELECT 1 FROM room_unit WHERE room_id = NEW.room_id)
BEGIN SELECT RAISE(ABORT, 'booking_room_has_no_units'); END;
CREATE TRIGGER booking_leaves BEFORE DELETE ON booking
BEGIN
	DELETE FROM occupation WHERE booking_id = OLD.id;
END;
-- A room that is made anew takes other units from that day on; what was, stays as it was.
CREATE TRIGGER room_unit_occupies AFTER INSERT ON room_unit
BEGIN
	INSERT INTO occupation (unit_id, day, from_minute, to_minute, booking_id)
		SELECT NEW.unit_id, b.day, max(0, b.from_minute - b.set_up - b.extended_before),
			min(1440, b.to_minute + b.clear_up + b.extended_after), b.id
		FROM booking AS b WHERE b.room_id = NEW.room_id
		AND b.day >= (SELECT business_date FROM audit ORDER BY seq DESC LIMIT 1)
		AND b.state IN ('hold', 'applied', 'permitted', 'in_use', 'done');
END;
CREATE TRIGGER room_unit_leaves AFTER DELETE ON room_unit
BEGIN
	DELETE FROM occupation WHERE unit_id = OLD.unit_id
		AND booking_id IN (SELECT id FROM booking WHERE room_id = OLD.room_id
			AND day >= (SELECT business_date FROM audit ORDER BY seq DESC LIMIT 1));
END;
CREATE TRIGGER room_unit_stays BEFORE UPDATE OF room_id, unit_id ON room_unit
WHEN NEW.room_id <> OLD.room_id OR NEW.unit_id <> OLD.unit_id
BEGIN SELECT RAISE(ABORT, 'room_unit_stays'); END;

-- What a booking comes to, as a ledger: each step of its life adds what it adds,
-- with the lines that say how it was reckoned. Corrected by further rows.
CREATE TABLE charge (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	booking_id INTEGER NOT NULL REFERENCES booking (id),
	kind TEXT NOT NULL,
	day TEXT NOT NULL CHECK (day = date(day)),
	yen INTEGER NOT NULL,                  -- less than nothing: the party owes less
	extras_yen INTEGER NOT NULL DEFAULT 0, -- the part of it that is for extras
	rule_book_id INTEGER REFERENCES rule_book (id),
	lines TEXT,                            -- the explanation, a line each
	reason TEXT,
	version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0)
) STRICT;
CREATE INDEX charge_by_booking ON charge (booking_id);
CREATE TRIGGER charge_code_added BEFORE INSERT ON charge
WHEN NOT EXISTS (SELECT 1 FROM code WHERE list = 'charge_kind' AND code = NEW.kind)
BEGIN SELECT RAISE(ABORT, 'code_unknown_kind'); END;
CREATE TRIGGER charge_stays BEFORE UPDATE ON charge
BEGIN SELECT RAISE(ABORT, 'charge_stays'); END;
CREATE TRIGGER charge_counts AFTER INSERT ON charge
BEGIN
	UPDATE booking SET due = due + NEW.yen WHERE id = NEW.booking_id;
END;

-- The receipts of a drawer (a site's), numbered without a gap and never changed.
CREATE TABLE receipt (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	site_id INTEGER REFERENCES site (id),
	serial INTEGER NOT NULL,
	kind TEXT NOT NULL,
	booking_id INTEGER NOT NULL REFERENCES booking (id),
	charge_id INTEGER REFERENCES charge (id), -- the last one that stood then
	day TEXT NOT NULL CHECK (day = date(day)),
	at TEXT NOT NULL,
	method TEXT NOT NULL DEFAULT 'cash',
	yen INTEGER NOT NULL CONSTRAINT receipt_has_a_sum CHECK (yen > 0),
	payer TEXT NOT NULL CONSTRAINT receipt_has_a_payer CHECK (payer <> ''),
	what TEXT NOT NULL CONSTRAINT receipt_says_what_for CHECK (what <> ''),
	of_receipt_id INTEGER REFERENCES receipt (id), -- a refund: of which
	staff_id INTEGER NOT NULL REFERENCES staff (id),
	version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0)
) STRICT;
CREATE UNIQUE INDEX receipt_serial_taken ON receipt (coalesce(site_id, 0), serial);
CREATE INDEX receipt_by_booking ON receipt (booking_id);
CREATE INDEX receipt_by_day ON receipt (day);
CREATE TABLE receipt_void (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	receipt_id INTEGER NOT NULL REFERENCES receipt (id),
	day TEXT NOT NULL CHECK (day = date(day)),
	reason TEXT NOT NULL CONSTRAINT void_reason_is_there CHECK (reason <> ''),
	staff_id INTEGER NOT NULL REFERENCES staff (id),
	version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0)
) STRICT;
CREATE UNIQUE INDEX receipt_void_taken ON receipt_void (receipt_id);

CREATE TRIGGER receipt_code_added BEFORE INSERT ON receipt
WHEN NOT EXISTS (SELECT 1 FROM code WHERE list = 'receipt_kind' AND code = NEW.kind)
BEGIN SELECT RAISE(ABORT, 'code_unknown_kind'); END;
CREATE TRIGGER receipt_method_added BEFORE INSERT ON receipt
WHEN NOT EXISTS (SELECT 1 FROM code WHERE list = 'payment_method' AND code = NEW.method)
BEGIN SELECT RAISE(ABORT, 'code_unknown_method'); END;
CREATE TRIGGER receipt_serial_follows BEFORE INSERT ON receipt
WHEN NEW.serial <> 1 + coalesce((SELECT max(serial) FROM receipt
	WHERE coalesce(site_id, 0) = coalesce(NEW.site_id, 0)), 0)
BEGIN SELECT RAISE(ABORT, 'receipt_serial_follows'); END;
CREATE TRIGGER receipt_stays BEFORE UPDATE ON receipt
BEGIN SELECT RAISE(ABORT, 'receipt_stays'); END;
CREATE TRIGGER receipt_is_kept BEFORE DELETE ON receipt
BEGIN SELECT RAISE(ABORT, 'receipt_stays'); END;
CREATE TRIGGER receipt_void_stays BEFORE UPDATE ON receipt_void
BEGIN SELECT RAISE(ABORT, 'receipt_stays'); END;
CREATE TRIGGER receipt_void_is_kept BEFORE DELETE ON receipt_void
BEGIN SELECT RAISE(ABORT, 'receipt_stays'); END;
CREATE TRIGGER receipt_counts AFTER INSERT ON receipt
BEGIN
	UPDATE booking SET taken = taken
		+ CASE NEW.kind WHEN 'receipt' THEN NEW.yen ELSE -NEW.yen END
	WHERE id = NEW.booking_id;
END;
CREATE TRIGGER receipt_void_counts AFTER INSERT ON receipt_void
BEGIN
	UPDATE booking SET taken = taken - (SELECT
		CASE kind WHEN 'receipt' THEN yen ELSE -yen END FROM receipt
		WHERE id = NEW.receipt_id)
	WHERE id = (SELECT booking_id FROM receipt WHERE id = NEW.receipt_id);
END;
-- A charge is taken back with the change that made it, until money moved upon it.
CREATE TRIGGER charge_is_kept BEFORE DELETE ON charge
WHEN EXISTS (SELECT 1 FROM receipt WHERE booking_id = OLD.booking_id
	AND charge_id >= OLD.id)
BEGIN SELECT RAISE(ABORT, 'charge_is_settled'); END;
CREATE TRIGGER charge_counts_no_more AFTER DELETE ON charge
BEGIN
	UPDATE booking SET due = due - OLD.yen WHERE id = OLD.booking_id;
END;

-- Each date of a series, with what became of it.
CREATE TABLE series_date (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	series_id INTEGER NOT NULL REFERENCES booking_series (id),
	day TEXT NOT NULL CHECK (day = date(day)),
	state TEXT NOT NULL DEFAULT 'planned',
	booking_id INTEGER REFERENCES booking (id),
	reason TEXT CHECK (reason <> ''),
	version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0)
) STRICT;
CREATE UNIQUE INDEX series_date_taken ON series_date (series_id, day);
CREATE INDEX series_date_by_booking ON series_date (booking_id) WHERE booking_id IS NOT NULL;
CREATE INDEX series_date_skipped ON series_date (day) WHERE state = 'skipped';
CREATE INDEX series_date_planned ON series_date (day) WHERE state = 'planned';
CREATE TRIGGER series_date_added BEFORE INSERT ON series_date
WHEN NOT EXISTS (SELECT 1 FROM code WHERE list = 'series_state' AND code = NEW.state)
BEGIN SELECT RAISE(ABORT, 'code_unknown_state'); END;
CREATE TRIGGER series_date_changed BEFORE UPDATE OF state ON series_date
WHEN NOT EXISTS (SELECT 1 FROM code WHERE list = 'series_state' AND code = NEW.state)
BEGIN SELECT RAISE(ABORT, 'code_unknown_state'); END;

-- Whom to phone, about what, and what came of it.
CREATE TABLE call (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	booking_id INTEGER NOT NULL REFERENCES booking (id),
	about TEXT NOT NULL,
	closure_id INTEGER REFERENCES closure (id),
	made_on TEXT NOT NULL CHECK (made_on = date(made_on)),
	due_on TEXT NOT NULL CHECK (due_on = date(due_on)),
	done_on TEXT CHECK (done_on = date(done_on)),
	outcome TEXT,
	staff_id INTEGER REFERENCES staff (id),
	note TEXT,
	version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
	CONSTRAINT call_done_has_an_outcome CHECK (done_on IS NULL OR outcome IS NOT NULL)
) STRICT;
CREATE INDEX call_by_booking ON call (booking_id);
CREATE INDEX call_open ON call (due_on) WHERE done_on IS NULL;
CREATE TRIGGER call_about_added BEFORE INSERT ON call
WHEN NOT EXISTS (SELECT 1 FROM code WHERE list = 'call_about' AND code = NEW.about)
BEGIN SELECT RAISE(ABORT, 'code_unknown_about'); END;
CREATE TRIGGER call_outcome_added BEFORE INSERT ON call
WHEN NEW.outcome IS NOT NULL
	AND NOT EXISTS (SELECT 1 FROM code WHERE list = 'call_outcome' AND code = NEW.outcome)
BEGIN SELECT RAISE(ABORT, 'code_unknown_outcome'); END;
CREATE TRIGGER call_outcome_changed BEFORE UPDATE OF outcome ON call
WHEN NEW.outcome IS NOT NULL
	AND NOT EXISTS (SELECT 1 FROM code WHERE list = 'call_outcome' AND code = NEW.outcome)
BEGIN SELECT RAISE(ABORT, 'code_unknown_outcome'); END;

-- National holidays and the postal codes of the country: what is published by
-- others and looked up here. Holidays cannot be reckoned: equinoxes are gazetted
-- in the February before, and days are moved by law. So they are a table that the
-- centre can change, with the Cabinet Office's list up to 2027 in it.
-- SPDX-License-Identifier: MIT

INSERT INTO code (list, code, label, label_en, position, is_fixed) VALUES
	('code_list', 'holiday_kind', '祝日の種類', 'Kinds of holidays', 170, 1),
	('holiday_kind', 'named',      '国民の祝日', 'Holiday',            10, 1),
	('holiday_kind', 'substitute', '振替休日',   'Substitute holiday', 20, 1),
	('holiday_kind', 'between',    '国民の休日', 'Day between',        30, 1);

CREATE TABLE holiday (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	day TEXT NOT NULL CHECK (day = date(day)),
	name TEXT NOT NULL CONSTRAINT holiday_name_is_there CHECK (name <> ''),
	kind TEXT NOT NULL,
	version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0)
) STRICT;
CREATE UNIQUE INDEX holiday_day_taken ON holiday (day);

CREATE TRIGGER holiday_code_added BEFORE INSERT ON holiday
WHEN NOT EXISTS (SELECT 1 FROM code WHERE list = 'holiday_kind' AND code = NEW.kind)
BEGIN SELECT RAISE(ABORT, 'code_unknown_kind'); END;
CREATE TRIGGER holiday_code_changed BEFORE UPDATE OF kind ON holiday
WHEN NOT EXISTS (SELECT 1 FROM code WHERE list = 'holiday_kind' AND code = NEW.kind)
BEGIN SELECT RAISE(ABORT, 'code_unknown_kind'); END;

INSERT INTO holiday (day, name, kind) VALUES
	('2024-01-01', '元日', 'named'),
	('2024-01-08', '成人の日', 'named'),
	('2024-02-11', '建国記念の日', 'named'),
	('2024-02-12', '休日', 'substitute'),
	('2024-02-23', '天皇誕生日', 'named'),
	('2024-03-20', '春分の日', 'named'),
	('2024-04-29', '昭和の日', 'named'),
	('2024-05-03', '憲法記念日', 'named'),
	('2024-05-04', 'みどりの日', 'named'),
	('2024-05-05', 'こどもの日', 'named'),
	('2024-05-06', '休日', 'substitute'),
	('2024-07-15', '海の日', 'named'),
	('2024-08-11', '山の日', 'named'),
	('2024-08-12', '休日', 'substitute'),
	('2024-09-16', '敬老の日', 'named'),
	('2024-09-22', '秋分の日', 'named'),
	('2024-09-23', '休日', 'substitute'),
	('2024-10-14', 'スポーツの日', 'named'),
	('2024-11-03', '文化の日', 'named'),
	('2024-11-04', '休日', 'substitute'),
	('2024-11-23', '勤労感謝の日', 'named'),
	('2025-01-01', '元日', 'named'),
	('2025-01-13', '成人の日', 'named'),
	('2025-02-11', '建国記念の日', 'named'),
	('2025-02-23', '天皇誕生日', 'named'),
	('2025-02-24', '休日', 'substitute'),
	('2025-03-20', '春分の日', 'named'),
	('2025-04-29', '昭和の日', 'named'),
	('2025-05-03', '憲法記念日', 'named'),
	('2025-05-04', 'みどりの日', 'named'),
	('2025-05-05', 'こどもの日', 'named'),
	('2025-05-06', '休日', 'substitute'),
	('2025-07-21', '海の日', 'named'),
	('2025-08-11', '山の日', 'named'),
	('2025-09-15', '敬老の日', 'named'),
	('2025-09-23', '秋分の日', 'named'),
	('2025-10-13', 'スポーツの日', 'named'),
	('2025-11-03', '文化の日', 'named'),
	('2025-11-23', '勤労感謝の日', 'named'),
	('2025-11-24', '休日', 'substitute'),
	('2026-01-01', '元日', 'named'),
	('2026-01-12', '成人の日', 'named'),
	('2026-02-11', '建国記念の日', 'named'),
	('2026-02-23', '天皇誕生日', 'named'),
	('2026-03-20', '春分の日', 'named'),
	('2026-04-29', '昭和の日', 'named'),
	('2026-05-03', '憲法記念日', 'named'),
	('2026-05-04', 'みどりの日', 'named'),
	('2026-05-05', 'こどもの日', 'named'),
	('2026-05-06', '休日', 'substitute'),
	('2026-07-20', '海の日', 'named'),
	('2026-08-11', '山の日', 'named'),
	('2026-09-21', '敬老の日', 'named'),
	('2026-09-22', '休日', 'between'),
	('2026-09-23', '秋分の日', 'named'),
	('2026-10-12', 'スポーツの日', 'named'),
	('2026-11-03', '文化の日', 'named'),
	('2026-11-23', '勤労感謝の日', 'named'),
	('2027-01-01', '元日', 'named'),
	('2027-01-11', '成人の日', 'named'),
	('2027-02-11', '建国記念の日', 'named'),
	('2027-02-23', '天皇誕生日', 'named'),
	('2027-03-21', '春分の日', 'named'),
	('2027-03-22', '休日', 'substitute'),
	('2027-04-29', '昭和の日', 'named'),
	('2027-05-03', '憲法記念日', 'named'),
	('2027-05-04', 'みどりの日', 'named'),
	('2027-05-05', 'こどもの日', 'named'),
	('2027-07-19', '海の日', 'named'),
	('2027-08-11', '山の日', 'named'),
	('2027-09-20', '敬老の日', 'named'),
	('2027-09-23', '秋分の日', 'named'),
	('2027-10-11', 'スポーツの日', 'named'),
	('2027-11-03', '文化の日', 'named'),
	('2027-11-23', '勤労感謝の日', 'named');

-- Japan Post's list, replaced as a whole by each import. `town` is '' where the
-- code stands for the rest of a city.
CREATE TABLE postal_code (
	id INTEGER PRIMARY KEY,
	code TEXT NOT NULL CONSTRAINT postal_code_is_seven_digits
		CHECK (code GLOB '[0-9][0-9][0-9][0-9][0-9][0-9][0-9]'),
	prefecture TEXT NOT NULL,
	city TEXT NOT NULL CONSTRAINT postal_city_is_there CHECK (city <> ''),
	town TEXT NOT NULL,
	kana TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX postal_code_taken ON postal_code (code, prefecture, city, town);

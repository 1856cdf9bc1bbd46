-- Spreadsheets out: what may stand in a file for a character that Shift_JIS
-- (CP932) lacks. The centre edits the table; a clerk is offered what it says.
-- SPDX-License-Identifier: MIT

CREATE TABLE replacement (
	id INTEGER PRIMARY KEY,
	character TEXT NOT NULL CONSTRAINT replacement_character_is_there
		CHECK (character <> ''),
	instead TEXT NOT NULL CONSTRAINT replacement_instead_is_there CHECK (instead <> ''),
	note TEXT,
	version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX replacement_taken ON replacement (character);

-- Forms of one kanji: in names, and those that JIS X 0208 has in a simpler form.
INSERT INTO replacement (character, instead, note)
WITH pair (a, b) AS (VALUES
	('𠮷𡈽𣘺𠀋𠮟𥔎', '吉土橋丈叱碕'),
	('鷗噓俠嚙軀鹼麴屢繡蔣醬蟬搔驒簞摑塡顚禱瀆囊潑醱頰麵萊蠟焰剝瘦繫俱吞姸屛幷',
	 '鴎嘘侠噛躯鹸麹屡繍蒋醤蝉掻騨箪掴填顛祷涜嚢溌醗頬麺莱蝋焔剥痩繋倶呑妍屏并')),
n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60)
SELECT substr(a, i, 1), substr(b, i, 1), '異体字' FROM pair, n WHERE i <= length(a);

-- Latin letters without their marks, also those of romanised Japanese.
INSERT INTO replacement (character, instead, note)
WITH pair (a, b) AS (VALUES
	('ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝ', 'AAAAAACEEEEIIIINOOOOOOUUUUY'),
	('àáâãäåçèéêëìíîïñòóôõöøùúûüýÿ', 'aaaaaaceeeeiiiinoooooouuuuyy'),
	('ĀāĒēĪīŌōŪūČčŠšŽžŁłĐđŞşĞğ', 'AaEeIiOoUuCcSsZzLlDdSsGg')),
n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60)
SELECT substr(a, i, 1), substr(b, i, 1), 'ラテン文字' FROM pair, n WHERE i <= length(a);

INSERT INTO replacement (character, instead, note) VALUES
	('ß', 'ss', 'ラテン文字'),
	('æ', 'ae', 'ラテン文字'),
	('Æ', 'AE', 'ラテン文字'),
	('œ', 'oe', 'ラテン文字'),
	('Œ', 'OE', 'ラテン文字'),
	('㋿', '令和', '元号'),
	('ゔ', 'ヴ', 'かな'),
	('ヷ', 'ヴァ', 'かな'),
	('ヺ', 'ヴォ', 'かな'),
	('‑', '‐', '改行しないハイフン'),
	('–', '－', 'ダッシュ'),
	('•', '・', '記号'),
	('€', 'ユーロ', '記号'),
	('©', '(C)', '記号'),
	('®', '(R)', '記号'),
	('™', '(TM)', '記号'),
	('☎', '電話', '記号'),
	('²', '2', '記号'),
	('³', '3', '記号'),
	('½', '1/2', '記号'),
	('¼', '1/4', '記号'),
	('¾', '3/4', '記号'),
	('㎖', 'ml', '単位'),
	('㎗', 'dl', '単位'),
	('㎘', 'kl', '単位'),
	('㎥', '立方m', '単位');

-- Numbers in circles beyond ⑳, and in brackets.
INSERT INTO replacement (character, instead, note)
WITH n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50)
SELECT char(CASE WHEN i <= 20 THEN 9331 + i WHEN i <= 35 THEN 12860 + i ELSE 12941 + i END),
	'(' || i || ')', '数字' FROM n;

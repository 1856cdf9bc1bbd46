-- Groups of an old ledger that has no readings stand under their names until somebody has
-- typed the reading: what holds a character that no reading has, or no kana at all.
-- SPDX-License-Identifier: MIT

CREATE INDEX civic_group_without_reading ON civic_group (id) WHERE
	(kana GLOB '*[^ 0-9A-Za-z　０-９Ａ-Ｚａ-ｚァ-ヾㇰ-ㇿ゙゚]*' OR kana NOT GLOB '*[ァ-ヺ]*')
	AND merged_into IS NULL AND dissolved_on IS NULL;
CREATE VIEW group_without_reading AS SELECT id FROM civic_group WHERE
	(kana GLOB '*[^ 0-9A-Za-z　０-９Ａ-Ｚａ-ｚァ-ヾㇰ-ㇿ゙゚]*' OR kana NOT GLOB '*[ァ-ヺ]*')
	AND merged_into IS NULL AND dissolved_on IS NULL;

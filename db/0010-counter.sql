-- What happens at the counter: a booking that a closure takes back costs its party
-- nothing, and a use that it breaks off gives money back; of cash, what was handed over.
-- SPDX-License-Identifier: MIT

INSERT INTO code (list, code, label, label_en, position, is_fixed) VALUES
	('charge_kind', 'house', '館の都合', 'House''s cause', 55, 1);
INSERT INTO code (list, code, label, label_en, position) VALUES
	('call_outcome', 'refunded_part', '一部還付', 'Refunded in part', 55);

ALTER TABLE receipt ADD COLUMN received INTEGER -- cash that was handed over, with its change
	CONSTRAINT receipt_was_handed_enough CHECK (received >= yen);

-- What makes a booking quick to save.
-- SPDX-License-Identifier: MIT

-- The last row tells whether anything was changed on which a rule book's answer hangs,
-- beside the booking itself and its party's others.
CREATE INDEX audit_of_rules ON audit (seq) WHERE object_type = 'rule_book'
	OR object_type = 'site' OR object_type = 'room' OR object_type = 'holiday'
	OR object_type = 'closure' OR object_type = 'registration';

-- One by one: for each row an IN of more than two makes a table of its own to look into.
DROP TRIGGER booking_occupies_added;
CREATE TRIGGER booking_occupies_added AFTER INSERT ON booking
WHEN NEW.state = 'hold' OR NEW.state = 'applied' OR NEW.state = 'permitted'
	OR NEW.state = 'in_use' OR NEW.state = 'done'
BEGIN
	INSERT INTO occupation (unit_id, day, from_minute, to_minute, booking_id)
		SELECT u.unit_id, NEW.day, max(0, NEW.from_minute - NEW.set_up - NEW.extended_before),
			min(1440, NEW.to_minute + NEW.clear_up + NEW.extended_after), NEW.id
		FROM room_unit AS u WHERE u.room_id = NEW.room_id;
END;

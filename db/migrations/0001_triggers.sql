-- Places taken, kept in the same statement that changes a sign-up. The states are HOLDING_STATES of domain/status.ts; a test compares.
-- Two plain statements instead of an upsert: the conflict policy of the statement that fires a trigger would override the upsert's own.
CREATE TRIGGER signups_take AFTER INSERT ON signups WHEN NEW.state IN ('booked', 'collected', 'proxied')
BEGIN
	INSERT INTO slots (town, committee, compound, slot_key, taken)
		SELECT NEW.town, NEW.committee, NEW.compound, NEW.slot_key, 0
		WHERE NOT EXISTS (SELECT 1 FROM slots WHERE committee = NEW.committee AND compound = NEW.compound AND slot_key = NEW.slot_key);
	UPDATE slots SET taken = taken + 1 WHERE committee = NEW.committee AND compound = NEW.compound AND slot_key = NEW.slot_key;
END;
--> statement-breakpoint
CREATE TRIGGER signups_change AFTER UPDATE OF state, slot_key ON signups
BEGIN
	INSERT INTO slots (town, committee, compound, slot_key, taken)
		SELECT NEW.town, NEW.committee, NEW.compound, NEW.slot_key, 0
		WHERE NOT EXISTS (SELECT 1 FROM slots WHERE committee = NEW.committee AND compound = NEW.compound AND slot_key = NEW.slot_key);
	UPDATE slots SET taken = taken - 1
		WHERE OLD.state IN ('booked', 'collected', 'proxied') AND committee = OLD.committee AND compound = OLD.compound AND slot_key = OLD.slot_key;
	UPDATE slots SET taken = taken + 1
		WHERE NEW.state IN ('booked', 'collected', 'proxied') AND committee = NEW.committee AND compound = NEW.compound AND slot_key = NEW.slot_key;
END;
--> statement-breakpoint
CREATE TRIGGER signups_leave AFTER DELETE ON signups WHEN OLD.state IN ('booked', 'collected', 'proxied')
BEGIN
	UPDATE slots SET taken = taken - 1 WHERE committee = OLD.committee AND compound = OLD.compound AND slot_key = OLD.slot_key;
END;
--> statement-breakpoint
CREATE TRIGGER events_keep BEFORE UPDATE ON events
BEGIN
	SELECT RAISE(ABORT, 'events are append-only');
END;
--> statement-breakpoint
CREATE TRIGGER events_stay BEFORE DELETE ON events
BEGIN
	SELECT RAISE(ABORT, 'events are append-only');
END;

-- An anchor is worth nothing if it can be made to fit afterwards.
CREATE TRIGGER anchors_keep BEFORE UPDATE ON anchors
BEGIN
	SELECT RAISE(ABORT, 'anchors are append-only');
END;
--> statement-breakpoint
CREATE TRIGGER anchors_stay BEFORE DELETE ON anchors
BEGIN
	SELECT RAISE(ABORT, 'anchors are append-only');
END;

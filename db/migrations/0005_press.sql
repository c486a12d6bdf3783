CREATE TABLE `press_drafts` (
	`id` text PRIMARY KEY NOT NULL,
	`town` text NOT NULL,
	`committee` text NOT NULL,
	`compound` text NOT NULL,
	`kind` text NOT NULL,
	`path` text,
	`base` text,
	`fields` text NOT NULL,
	`by` text NOT NULL,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `press_drafts_place` ON `press_drafts` (`committee`,`compound`,`changed_at`);--> statement-breakpoint
CREATE TABLE `press_publications` (
	`id` text PRIMARY KEY NOT NULL,
	`town` text NOT NULL,
	`committee` text NOT NULL,
	`compound` text NOT NULL,
	`kind` text NOT NULL,
	`path` text NOT NULL,
	`title` text NOT NULL,
	`message` text NOT NULL,
	`intent` text NOT NULL,
	`urgent` integer NOT NULL,
	`by` text NOT NULL,
	`second` text,
	`sealed` text,
	`key_id` text,
	`state` text NOT NULL,
	`trouble` text,
	`commit` text,
	`blob` text,
	`tapped_at` integer NOT NULL,
	`written_at` integer,
	`live_at` integer,
	`expires_at` integer,
	`draft_id` text,
	`idem` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `press_publications_idem_unique` ON `press_publications` (`idem`);--> statement-breakpoint
CREATE INDEX `press_publications_place` ON `press_publications` (`committee`,`compound`,`tapped_at`);
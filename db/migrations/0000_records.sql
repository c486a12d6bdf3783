CREATE TABLE `adjustments` (
	`town` text NOT NULL,
	`committee` text NOT NULL,
	`compound` text NOT NULL,
	`slot_key` text NOT NULL,
	`closed` integer NOT NULL,
	`places` integer NOT NULL,
	`note` text,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	PRIMARY KEY(`committee`, `compound`, `slot_key`)
);
--> statement-breakpoint
CREATE TABLE `events` (
	`id` text PRIMARY KEY NOT NULL,
	`town` text NOT NULL,
	`committee` text NOT NULL,
	`compound` text NOT NULL,
	`record_kind` text NOT NULL,
	`record_id` text NOT NULL,
	`seq` integer NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`deed` text NOT NULL,
	`from_state` text,
	`state` text,
	`detail` text NOT NULL,
	`prev_hash` text NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `events_record` ON `events` (`record_kind`,`record_id`,`seq`);--> statement-breakpoint
CREATE INDEX `events_day` ON `events` (`committee`,`compound`,`at`);--> statement-breakpoint
CREATE TABLE `items` (
	`id` text PRIMARY KEY NOT NULL,
	`town` text NOT NULL,
	`committee` text NOT NULL,
	`compound` text NOT NULL,
	`request_id` text NOT NULL,
	`seq` integer NOT NULL,
	`queue` text NOT NULL,
	`days` integer NOT NULL,
	`state` text NOT NULL,
	`sealed` text,
	`key_id` text,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `items_request` ON `items` (`request_id`,`seq`);--> statement-breakpoint
CREATE INDEX `items_queue` ON `items` (`committee`,`queue`,`state`,`days`);--> statement-breakpoint
CREATE TABLE `receipts` (
	`id` text PRIMARY KEY NOT NULL,
	`town` text NOT NULL,
	`committee` text NOT NULL,
	`compound` text NOT NULL,
	`record_kind` text NOT NULL,
	`record_id` text NOT NULL,
	`code_hash` text NOT NULL,
	`sealed` text,
	`key_id` text,
	`last4` text,
	`tries` integer NOT NULL,
	`locked_until` integer,
	`made_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `receipts_code_hash_unique` ON `receipts` (`code_hash`);--> statement-breakpoint
CREATE INDEX `receipts_record` ON `receipts` (`record_kind`,`record_id`);--> statement-breakpoint
CREATE TABLE `requests` (
	`id` text PRIMARY KEY NOT NULL,
	`town` text NOT NULL,
	`committee` text NOT NULL,
	`compound` text NOT NULL,
	`service` text NOT NULL,
	`title` text NOT NULL,
	`team` text NOT NULL,
	`queues` text NOT NULL,
	`urgent` integer NOT NULL,
	`days_left` integer,
	`for_other` integer NOT NULL,
	`state` text NOT NULL,
	`owner` text,
	`outcome` text,
	`due_at` integer NOT NULL,
	`building` text,
	`idem` text,
	`content` text,
	`sealed` text,
	`key_id` text,
	`phone` text,
	`last4` text,
	`door` text,
	`actor` text NOT NULL,
	`source` text NOT NULL,
	`entered_by` text,
	`asked_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	`received_at` integer NOT NULL,
	`erased_at` integer,
	`ended_at` integer,
	`purge_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `requests_idem` ON `requests` (`idem`);--> statement-breakpoint
CREATE INDEX `requests_queue` ON `requests` (`committee`,`team`,`state`,`urgent`,`due_at`);--> statement-breakpoint
CREATE INDEX `requests_team` ON `requests` (`team`,`state`,`urgent`,`due_at`);--> statement-breakpoint
CREATE INDEX `requests_compound` ON `requests` (`committee`,`compound`,`service`,`state`);--> statement-breakpoint
CREATE INDEX `requests_content` ON `requests` (`content`,`received_at`);--> statement-breakpoint
CREATE INDEX `requests_phone` ON `requests` (`phone`);--> statement-breakpoint
CREATE INDEX `requests_door` ON `requests` (`door`);--> statement-breakpoint
CREATE INDEX `requests_purge` ON `requests` (`purge_at`);--> statement-breakpoint
CREATE TABLE `signups` (
	`id` text PRIMARY KEY NOT NULL,
	`town` text NOT NULL,
	`committee` text NOT NULL,
	`compound` text NOT NULL,
	`kind` text NOT NULL,
	`of` text NOT NULL,
	`slot_id` text NOT NULL,
	`slot_key` text NOT NULL,
	`slot_words` text NOT NULL,
	`slot_starts` integer NOT NULL,
	`slot_ends` integer NOT NULL,
	`building` text,
	`claim` text,
	`idem` text,
	`content` text,
	`state` text NOT NULL,
	`late` integer NOT NULL,
	`sealed` text,
	`key_id` text,
	`phone` text,
	`last4` text,
	`door` text,
	`actor` text NOT NULL,
	`source` text NOT NULL,
	`entered_by` text,
	`asked_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	`received_at` integer NOT NULL,
	`erased_at` integer,
	`purge_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `signups_claim` ON `signups` (`claim`) WHERE state in ('booked', 'collected', 'proxied');--> statement-breakpoint
CREATE UNIQUE INDEX `signups_idem` ON `signups` (`idem`);--> statement-breakpoint
CREATE INDEX `signups_content` ON `signups` (`content`,`received_at`);--> statement-breakpoint
CREATE INDEX `signups_slot` ON `signups` (`committee`,`compound`,`slot_key`,`state`);--> statement-breakpoint
CREATE INDEX `signups_phone` ON `signups` (`phone`);--> statement-breakpoint
CREATE INDEX `signups_door` ON `signups` (`door`);--> statement-breakpoint
CREATE INDEX `signups_purge` ON `signups` (`purge_at`);--> statement-breakpoint
CREATE TABLE `slots` (
	`town` text NOT NULL,
	`committee` text NOT NULL,
	`compound` text NOT NULL,
	`slot_key` text NOT NULL,
	`taken` integer NOT NULL,
	PRIMARY KEY(`committee`, `compound`, `slot_key`)
);

CREATE TABLE `anchors` (
	`day` text PRIMARY KEY NOT NULL,
	`events` integer NOT NULL,
	`hash` text NOT NULL,
	`made_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `cards` (
	`id` text PRIMARY KEY NOT NULL,
	`town` text NOT NULL,
	`committee` text NOT NULL,
	`compound` text NOT NULL,
	`request_id` text NOT NULL,
	`holder` text NOT NULL,
	`collected_by` text NOT NULL,
	`collected_at` integer NOT NULL,
	`run_id` text,
	`returned_by` text,
	`returned_at` integer,
	`sealed` text,
	`key_id` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `cards_out` ON `cards` (`request_id`) WHERE returned_at is null;--> statement-breakpoint
CREATE INDEX `cards_request` ON `cards` (`request_id`);--> statement-breakpoint
CREATE INDEX `cards_committee` ON `cards` (`committee`,`holder`) WHERE returned_at is null;--> statement-breakpoint
CREATE TABLE `findings` (
	`id` text PRIMARY KEY NOT NULL,
	`town` text NOT NULL,
	`committee` text NOT NULL,
	`compound` text NOT NULL,
	`request_id` text NOT NULL,
	`item_id` text NOT NULL,
	`run_id` text,
	`outcome` text NOT NULL,
	`got` integer NOT NULL,
	`sealed` text,
	`key_id` text,
	`by` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `findings_request` ON `findings` (`request_id`);--> statement-breakpoint
CREATE INDEX `findings_run` ON `findings` (`run_id`);--> statement-breakpoint
CREATE TABLE `invoices` (
	`id` text PRIMARY KEY NOT NULL,
	`town` text NOT NULL,
	`committee` text NOT NULL,
	`compound` text NOT NULL,
	`request_id` text NOT NULL,
	`run_id` text,
	`fen` integer NOT NULL,
	`advanced_by` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	`repaid_at` integer,
	`repaid_by` text
);
--> statement-breakpoint
CREATE INDEX `invoices_request` ON `invoices` (`request_id`);--> statement-breakpoint
CREATE INDEX `invoices_run` ON `invoices` (`run_id`);--> statement-breakpoint
CREATE INDEX `invoices_member` ON `invoices` (`committee`,`advanced_by`,`repaid_at`);--> statement-breakpoint
CREATE TABLE `night_lines` (
	`id` text PRIMARY KEY NOT NULL,
	`town` text NOT NULL,
	`committee` text NOT NULL,
	`compound` text NOT NULL,
	`night_id` text NOT NULL,
	`kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`late` integer NOT NULL,
	`word` text,
	`run_id` text,
	`waiting_for` text,
	`by` text,
	`at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `night_lines_subject` ON `night_lines` (`night_id`,`kind`,`subject_id`);--> statement-breakpoint
CREATE TABLE `nights` (
	`id` text PRIMARY KEY NOT NULL,
	`town` text NOT NULL,
	`team` text NOT NULL,
	`day` text NOT NULL,
	`opened_by` text NOT NULL,
	`opened_at` integer NOT NULL,
	`closed_by` text,
	`closed_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `nights_day` ON `nights` (`town`,`team`,`day`);--> statement-breakpoint
CREATE TABLE `runs` (
	`id` text PRIMARY KEY NOT NULL,
	`town` text NOT NULL,
	`team` text NOT NULL,
	`hospital` text NOT NULL,
	`day` text NOT NULL,
	`first` text,
	`second` text,
	`state` text NOT NULL,
	`made_by` text NOT NULL,
	`made_at` integer NOT NULL,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `runs_day` ON `runs` (`town`,`team`,`day`);--> statement-breakpoint
CREATE TABLE `notes` (
	`id` text PRIMARY KEY NOT NULL,
	`town` text NOT NULL,
	`committee` text NOT NULL,
	`compound` text NOT NULL,
	`record_kind` text NOT NULL,
	`record_id` text NOT NULL,
	`kind` text NOT NULL,
	`result` text,
	`sealed` text,
	`key_id` text,
	`by` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `notes_record` ON `notes` (`record_kind`,`record_id`);--> statement-breakpoint
CREATE TABLE `turnouts` (
	`town` text NOT NULL,
	`committee` text NOT NULL,
	`compound` text NOT NULL,
	`round` text NOT NULL,
	`batch` text NOT NULL,
	`building` text NOT NULL,
	`expected` integer NOT NULL,
	`came` integer NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	PRIMARY KEY(`committee`, `compound`, `round`, `batch`, `building`)
);
--> statement-breakpoint
CREATE TABLE `devices` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`key_hash` text NOT NULL,
	`pin_hash` text NOT NULL,
	`tries` integer NOT NULL,
	`locked_at` integer,
	`made_at` integer NOT NULL,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `devices_key_hash_unique` ON `devices` (`key_hash`);--> statement-breakpoint
CREATE INDEX `devices_person` ON `devices` (`person_id`);--> statement-breakpoint
CREATE TABLE `envelopes` (
	`id` text PRIMARY KEY NOT NULL,
	`town` text NOT NULL,
	`committee` text,
	`compound` text,
	`building` text,
	`code_hash` text NOT NULL,
	`made_by` text NOT NULL,
	`made_at` integer NOT NULL,
	`used_at` integer,
	`used_by` text,
	`voided_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `envelopes_code_hash_unique` ON `envelopes` (`code_hash`);--> statement-breakpoint
CREATE INDEX `envelopes_committee` ON `envelopes` (`committee`,`made_at`);--> statement-breakpoint
CREATE TABLE `grants` (
	`id` text PRIMARY KEY NOT NULL,
	`town` text NOT NULL,
	`committee` text,
	`compound` text,
	`building` text,
	`person_id` text NOT NULL,
	`role` text NOT NULL,
	`from_at` integer NOT NULL,
	`until_at` integer,
	`how` text NOT NULL,
	`made_by` text,
	`made_at` integer NOT NULL,
	`revoked_at` integer,
	`revoked_by` text
);
--> statement-breakpoint
CREATE INDEX `grants_person` ON `grants` (`person_id`);--> statement-breakpoint
CREATE INDEX `grants_scope` ON `grants` (`committee`,`role`);--> statement-breakpoint
CREATE TABLE `invitations` (
	`id` text PRIMARY KEY NOT NULL,
	`town` text NOT NULL,
	`committee` text,
	`compound` text,
	`building` text,
	`code_hash` text NOT NULL,
	`sealed` text,
	`key_id` text,
	`person_id` text,
	`role` text NOT NULL,
	`until_at` integer,
	`made_by` text,
	`made_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `invitations_code_hash_unique` ON `invitations` (`code_hash`);--> statement-breakpoint
CREATE TABLE `people` (
	`id` text PRIMARY KEY NOT NULL,
	`town` text NOT NULL,
	`sealed` text,
	`key_id` text,
	`made_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`device_id` text,
	`grant_id` text NOT NULL,
	`started_at` integer NOT NULL,
	`seen_at` integer NOT NULL,
	`ends_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `sessions_person` ON `sessions` (`person_id`);--> statement-breakpoint
CREATE INDEX `sessions_ends` ON `sessions` (`ends_at`);--> statement-breakpoint
DROP INDEX `requests_queue`;--> statement-breakpoint
DROP INDEX `requests_team`;--> statement-breakpoint
ALTER TABLE `requests` ADD `follow_at` integer;--> statement-breakpoint
ALTER TABLE `requests` ADD `erase_at` integer;--> statement-breakpoint
ALTER TABLE `requests` ADD `joined_to` text;--> statement-breakpoint
ALTER TABLE `requests` ADD `repeats` text;--> statement-breakpoint
CREATE INDEX `requests_due` ON `requests` (`committee`,`due_at`) WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX `requests_ended` ON `requests` (`committee`,`team`,`ended_at`) WHERE ended_at is not null;--> statement-breakpoint
CREATE INDEX `requests_last4` ON `requests` (`last4`);--> statement-breakpoint
CREATE INDEX `requests_queue` ON `requests` (`committee`,`team`,"urgent" desc,`due_at`) WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX `requests_team` ON `requests` (`team`,"urgent" desc,`due_at`) WHERE ended_at is null;--> statement-breakpoint
ALTER TABLE `events` ADD `by` text;--> statement-breakpoint
ALTER TABLE `items` ADD `got` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `items` ADD `run_id` text;--> statement-breakpoint
CREATE INDEX `items_run` ON `items` (`run_id`);--> statement-breakpoint
CREATE INDEX `signups_of` ON `signups` (`committee`,`compound`,`kind`,`of`,`building`);--> statement-breakpoint
CREATE INDEX `signups_last4` ON `signups` (`last4`);
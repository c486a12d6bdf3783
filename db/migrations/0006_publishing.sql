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
CREATE INDEX `press_publications_place` ON `press_publications` (`committee`,`compound`,`tapped_at`);--> statement-breakpoint
CREATE TABLE `announcements` (
	`id` text PRIMARY KEY NOT NULL,
	`town` text NOT NULL,
	`committee` text NOT NULL,
	`compound` text NOT NULL,
	`path` text NOT NULL,
	`revision` text NOT NULL,
	`medium` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `announcements_once` ON `announcements` (`committee`,`compound`,`path`,`revision`,`medium`);--> statement-breakpoint
CREATE TABLE `channels` (
	`id` text PRIMARY KEY NOT NULL,
	`town` text NOT NULL,
	`committee` text NOT NULL,
	`compound` text NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`sealed` text,
	`key_id` text,
	`tail` text NOT NULL,
	`kinds` text NOT NULL,
	`urgent` integer NOT NULL,
	`heads` integer NOT NULL,
	`since` integer NOT NULL,
	`made_by` text NOT NULL,
	`made_at` integer NOT NULL,
	`off_at` integer
);
--> statement-breakpoint
CREATE INDEX `channels_committee` ON `channels` (`committee`);--> statement-breakpoint
CREATE TABLE `head_links` (
	`id` text PRIMARY KEY NOT NULL,
	`town` text NOT NULL,
	`committee` text NOT NULL,
	`compound` text NOT NULL,
	`building` text NOT NULL,
	`token_hash` text NOT NULL,
	`made_by` text NOT NULL,
	`made_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `head_links_token_hash_unique` ON `head_links` (`token_hash`);--> statement-breakpoint
CREATE INDEX `head_links_building` ON `head_links` (`committee`,`compound`,`building`);--> statement-breakpoint
CREATE TABLE `missings` (
	`id` text PRIMARY KEY NOT NULL,
	`town` text NOT NULL,
	`committee` text NOT NULL,
	`compound` text NOT NULL,
	`round` text NOT NULL,
	`door` text NOT NULL,
	`building` text NOT NULL,
	`request_id` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `missings_once` ON `missings` (`committee`,`compound`,`round`,`door`);--> statement-breakpoint
CREATE INDEX `missings_request` ON `missings` (`request_id`);--> statement-breakpoint
CREATE TABLE `sendings` (
	`id` text PRIMARY KEY NOT NULL,
	`town` text NOT NULL,
	`committee` text NOT NULL,
	`compound` text NOT NULL,
	`channel_id` text NOT NULL,
	`subject` text NOT NULL,
	`revision` text NOT NULL,
	`as_of` integer NOT NULL,
	`title` text NOT NULL,
	`sealed` text,
	`key_id` text,
	`urgent` integer NOT NULL,
	`state` text NOT NULL,
	`tries` integer NOT NULL,
	`repeat` integer NOT NULL,
	`next_at` integer NOT NULL,
	`fault` text,
	`answer` text,
	`made_at` integer NOT NULL,
	`tried_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sendings_once` ON `sendings` (`channel_id`,`subject`,`revision`);--> statement-breakpoint
CREATE INDEX `sendings_due` ON `sendings` (`next_at`) WHERE state in ('waiting', 'sending');--> statement-breakpoint
CREATE INDEX `sendings_channel` ON `sendings` (`channel_id`,`made_at`);--> statement-breakpoint
CREATE INDEX `sendings_unsent` ON `sendings` (`committee`,`tried_at`) WHERE state in ('failed', 'given-up');--> statement-breakpoint
CREATE TABLE `sightings` (
	`id` text PRIMARY KEY NOT NULL,
	`town` text NOT NULL,
	`committee` text NOT NULL,
	`compound` text NOT NULL,
	`path` text NOT NULL,
	`revision` text NOT NULL,
	`turn` integer NOT NULL,
	`seen_at` integer NOT NULL,
	`again` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sightings_once` ON `sightings` (`path`,`turn`);--> statement-breakpoint
CREATE INDEX `sightings_committee` ON `sightings` (`committee`);--> statement-breakpoint
CREATE TABLE `tellings` (
	`id` text PRIMARY KEY NOT NULL,
	`town` text NOT NULL,
	`committee` text NOT NULL,
	`compound` text NOT NULL,
	`building` text NOT NULL,
	`path` text NOT NULL,
	`revision` text NOT NULL,
	`way` text NOT NULL,
	`by` text,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tellings_once` ON `tellings` (`committee`,`compound`,`path`,`building`,`revision`);
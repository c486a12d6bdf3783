DROP INDEX `requests_ended`;--> statement-breakpoint
CREATE INDEX `requests_last4` ON `requests` (`last4`);--> statement-breakpoint
CREATE INDEX `requests_ended` ON `requests` (`committee`,`team`,`ended_at`) WHERE ended_at is not null;--> statement-breakpoint
CREATE INDEX `signups_last4` ON `signups` (`last4`);
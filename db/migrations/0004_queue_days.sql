DROP INDEX `requests_queue`;--> statement-breakpoint
DROP INDEX `requests_team`;--> statement-breakpoint
CREATE INDEX `requests_queue` ON `requests` (`committee`,`team`,"urgent" desc,`due_at`,`days_left`) WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX `requests_team` ON `requests` (`team`,"urgent" desc,`due_at`,`days_left`) WHERE ended_at is null;
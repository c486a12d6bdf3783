DROP INDEX `requests_content`;--> statement-breakpoint
DROP INDEX `signups_content`;
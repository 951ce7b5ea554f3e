ALTER TABLE `api_key` ADD `channel` text;--> statement-breakpoint
ALTER TABLE `api_key` ADD `price_group` text;
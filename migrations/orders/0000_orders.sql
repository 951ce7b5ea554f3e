CREATE TABLE `dead_letter` (
	`id` text PRIMARY KEY NOT NULL,
	`queue` text NOT NULL,
	`body` text NOT NULL,
	`attempts` integer NOT NULL,
	`failed_at_ms` integer NOT NULL,
	`redriven_at_ms` integer
);
--> statement-breakpoint
CREATE INDEX `dead_letter_by_time` ON `dead_letter` (`failed_at_ms`,`id`);--> statement-breakpoint
CREATE TABLE `order_event` (
	`id` text PRIMARY KEY NOT NULL,
	`order_id` text NOT NULL,
	`type` text NOT NULL,
	`sequence` integer NOT NULL,
	`at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `orders` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`status` text NOT NULL,
	`currency` text NOT NULL,
	`total_amount` integer NOT NULL,
	`units` integer NOT NULL,
	`line_count` integer NOT NULL,
	`sequence` integer NOT NULL,
	`ordered_at_ms` integer NOT NULL,
	`placed_at_ms` integer,
	`updated_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `orders_by_time` ON `orders` (`ordered_at_ms`,`id`);--> statement-breakpoint
CREATE INDEX `orders_by_status` ON `orders` (`status`,`ordered_at_ms`,`id`);--> statement-breakpoint
CREATE INDEX `orders_by_number` ON `orders` (`number`);--> statement-breakpoint
CREATE TABLE `partition_cursor` (
	`partition` text NOT NULL,
	`epoch` integer NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`partition`, `epoch`)
);

CREATE TABLE `bundle_component` (
	`bundle_id` text NOT NULL,
	`position` integer NOT NULL,
	`component_id` text NOT NULL,
	`quantity` integer NOT NULL,
	PRIMARY KEY(`bundle_id`, `position`),
	FOREIGN KEY (`bundle_id`) REFERENCES `variant`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`component_id`) REFERENCES `variant`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `bundle_component_once` ON `bundle_component` (`bundle_id`,`component_id`);--> statement-breakpoint
CREATE INDEX `bundle_component_of` ON `bundle_component` (`component_id`);--> statement-breakpoint
CREATE TABLE `availability` (
	`item_id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`signal` text NOT NULL,
	`units` integer,
	`available_from_ms` integer,
	`updated_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `stock_notification` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`variant_id` text NOT NULL,
	`subscriber_id` text NOT NULL,
	`subscribed_at_ms` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	`sent_at_ms` integer,
	FOREIGN KEY (`variant_id`) REFERENCES `variant`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`subscriber_id`) REFERENCES `stock_subscriber`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `stock_notification_subscriber` ON `stock_notification` (`subscriber_id`);--> statement-breakpoint
CREATE INDEX `stock_notification_time` ON `stock_notification` (`created_at_ms`,`id`);--> statement-breakpoint
CREATE INDEX `stock_notification_unsent` ON `stock_notification` (`created_at_ms`) WHERE sent_at_ms IS NULL;--> statement-breakpoint
CREATE TABLE `stock_subscriber` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `stock_subscriber_email_unique` ON `stock_subscriber` (`email`);--> statement-breakpoint
CREATE TABLE `stock_subscription` (
	`id` text PRIMARY KEY NOT NULL,
	`variant_id` text NOT NULL,
	`subscriber_id` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	FOREIGN KEY (`variant_id`) REFERENCES `variant`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`subscriber_id`) REFERENCES `stock_subscriber`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `stock_subscription_once` ON `stock_subscription` (`variant_id`,`subscriber_id`);--> statement-breakpoint
CREATE INDEX `stock_subscription_subscriber` ON `stock_subscription` (`subscriber_id`);--> statement-breakpoint
CREATE INDEX `stock_subscription_time` ON `stock_subscription` (`created_at_ms`,`id`);--> statement-breakpoint
CREATE TABLE `stock_subscription_ask` (
	`variant_id` text NOT NULL,
	`client` text NOT NULL,
	`asks` integer NOT NULL,
	`since_ms` integer NOT NULL,
	PRIMARY KEY(`variant_id`, `client`)
);
--> statement-breakpoint
CREATE INDEX `stock_subscription_ask_time` ON `stock_subscription_ask` (`since_ms`);--> statement-breakpoint
CREATE INDEX `catalog_change_availability` ON `catalog_change` (`at_ms`) WHERE kind = 'availability';--> statement-breakpoint
CREATE VIEW `variant_part` AS SELECT variant.id AS variant_id, variant.product_id, coalesce(part.item_id, variant.item_id) AS item_id,
    coalesce(bundle_component.quantity, 1) AS takes, coalesce(part.claims_sku = 0, 0) AS is_gone
  FROM variant LEFT JOIN bundle_component ON bundle_component.bundle_id = variant.id
    LEFT JOIN variant AS part ON part.id = bundle_component.component_id
  WHERE variant.removed_at_ms IS NULL;
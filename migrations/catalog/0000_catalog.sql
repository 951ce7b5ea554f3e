CREATE TABLE `catalog_change` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`entity_id` text NOT NULL,
	`version` integer NOT NULL,
	`topics` text NOT NULL,
	`at_ms` integer NOT NULL,
	`actor_id` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `list_head` (
	`topic` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `collection` (
	`id` text PRIMARY KEY NOT NULL,
	`handle` text NOT NULL,
	`title` text NOT NULL,
	`description` text NOT NULL,
	`version` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `collection_handle_unique` ON `collection` (`handle`);--> statement-breakpoint
CREATE TABLE `collection_product` (
	`collection_id` text NOT NULL,
	`product_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`product_id`, `collection_id`),
	FOREIGN KEY (`collection_id`) REFERENCES `collection`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`product_id`) REFERENCES `product`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `collection_product_order` ON `collection_product` (`collection_id`,`position`,`product_id`);--> statement-breakpoint
CREATE TABLE `media` (
	`id` text PRIMARY KEY NOT NULL,
	`content_type` text NOT NULL,
	`size_bytes` integer NOT NULL,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `price` (
	`variant_id` text NOT NULL,
	`currency` text NOT NULL,
	`amount` integer NOT NULL,
	PRIMARY KEY(`variant_id`, `currency`),
	FOREIGN KEY (`variant_id`) REFERENCES `variant`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `product` (
	`id` text PRIMARY KEY NOT NULL,
	`handle` text NOT NULL,
	`title` text NOT NULL,
	`description` text NOT NULL,
	`status` text NOT NULL,
	`options` text NOT NULL,
	`tags` text NOT NULL,
	`version` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `product_handle` ON `product` (`handle`) WHERE status <> 'archived';--> statement-breakpoint
CREATE INDEX `product_newest` ON `product` (`created_at_ms`,`id`);--> statement-breakpoint
CREATE INDEX `product_newest_by_status` ON `product` (`status`,`created_at_ms`,`id`);--> statement-breakpoint
CREATE TABLE `product_media` (
	`product_id` text NOT NULL,
	`position` integer NOT NULL,
	`media_id` text NOT NULL,
	`alt` text NOT NULL,
	PRIMARY KEY(`product_id`, `position`),
	FOREIGN KEY (`product_id`) REFERENCES `product`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`media_id`) REFERENCES `media`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `settings` (
	`version` integer PRIMARY KEY NOT NULL,
	`body` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`created_by` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `variant` (
	`id` text PRIMARY KEY NOT NULL,
	`product_id` text NOT NULL,
	`position` integer NOT NULL,
	`sku` text NOT NULL,
	`title` text NOT NULL,
	`options` text NOT NULL,
	`tax_category` text NOT NULL,
	`requires_shipping` integer NOT NULL,
	`weight_grams` integer NOT NULL,
	`barcode` text,
	`item_id` text NOT NULL,
	`claims_sku` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	`removed_at_ms` integer,
	FOREIGN KEY (`product_id`) REFERENCES `product`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `variant_item_id_unique` ON `variant` (`item_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `variant_sku` ON `variant` (`sku`) WHERE claims_sku = 1;--> statement-breakpoint
CREATE INDEX `variant_sku_ever` ON `variant` (`sku`);--> statement-breakpoint
CREATE INDEX `variant_product` ON `variant` (`product_id`,`position`);--> statement-breakpoint
CREATE TABLE `idempotency` (
	`scope` text PRIMARY KEY NOT NULL,
	`request_hash` text NOT NULL,
	`made_id` text NOT NULL,
	`status` integer NOT NULL,
	`version` integer NOT NULL,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `idempotency_created` ON `idempotency` (`created_at_ms`);
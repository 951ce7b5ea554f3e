CREATE TABLE `feed_part` (
	`job_id` text NOT NULL,
	`step` integer NOT NULL,
	`file` text NOT NULL,
	`key` text NOT NULL,
	`size_bytes` integer NOT NULL,
	PRIMARY KEY(`job_id`, `step`),
	FOREIGN KEY (`job_id`) REFERENCES `job`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `feed_part_file` ON `feed_part` (`job_id`,`file`);--> statement-breakpoint
CREATE TABLE `product_version` (
	`product_id` text NOT NULL,
	`version` integer NOT NULL,
	`cause` text NOT NULL,
	`restored_from` integer,
	`actor_id` text NOT NULL,
	`at_ms` integer NOT NULL,
	`length` integer NOT NULL,
	`body` text NOT NULL,
	PRIMARY KEY(`product_id`, `version`),
	FOREIGN KEY (`product_id`) REFERENCES `product`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `job` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`subject` text,
	`status` text NOT NULL,
	`step` integer NOT NULL,
	`input` text NOT NULL,
	`cursor` text,
	`counts` text NOT NULL,
	`done` integer NOT NULL,
	`total` integer,
	`tries` integer NOT NULL,
	`failure` text,
	`report_lines` integer NOT NULL,
	`report_bytes` integer NOT NULL,
	`report_key` text,
	`created_by` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL,
	`ended_at_ms` integer
);
--> statement-breakpoint
CREATE INDEX `job_newest` ON `job` (`created_at_ms`,`id`);--> statement-breakpoint
CREATE INDEX `job_under_way` ON `job` (`updated_at_ms`) WHERE status IN ('receiving', 'running');--> statement-breakpoint
CREATE INDEX `job_ended` ON `job` (`ended_at_ms`) WHERE ended_at_ms IS NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `job_subject` ON `job` (`kind`,`subject`) WHERE status IN ('receiving', 'running');--> statement-breakpoint
CREATE TABLE `job_claim` (
	`job_id` text NOT NULL,
	`name` text NOT NULL,
	`row` integer NOT NULL,
	PRIMARY KEY(`job_id`, `name`),
	FOREIGN KEY (`job_id`) REFERENCES `job`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `job_file_part` (
	`job_id` text NOT NULL,
	`step` integer NOT NULL,
	`key` text NOT NULL,
	`size_bytes` integer NOT NULL,
	PRIMARY KEY(`job_id`, `step`),
	FOREIGN KEY (`job_id`) REFERENCES `job`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `job_report_part` (
	`job_id` text NOT NULL,
	`step` integer NOT NULL,
	`lines` text NOT NULL,
	PRIMARY KEY(`job_id`, `step`),
	FOREIGN KEY (`job_id`) REFERENCES `job`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `picture_source` (
	`address` text PRIMARY KEY NOT NULL,
	`media_id` text NOT NULL,
	`fetched_at_ms` integer NOT NULL,
	FOREIGN KEY (`media_id`) REFERENCES `media`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `list_price` (
	`variant_id` text NOT NULL,
	`min_quantity` integer NOT NULL,
	`list_id` text NOT NULL,
	`amount` integer NOT NULL,
	`compare_at` integer,
	PRIMARY KEY(`variant_id`, `min_quantity`, `list_id`),
	FOREIGN KEY (`variant_id`) REFERENCES `variant`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`list_id`) REFERENCES `price_list`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `list_price_of_list` ON `list_price` (`list_id`,`variant_id`,`min_quantity`);--> statement-breakpoint
CREATE TABLE `price_head` (
	`product_id` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	FOREIGN KEY (`product_id`) REFERENCES `product`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `price_list` (
	`id` text PRIMARY KEY NOT NULL,
	`handle` text NOT NULL,
	`title` text NOT NULL,
	`currency` text NOT NULL,
	`price_group` text,
	`market` text,
	`channel` text,
	`starts_at_ms` integer,
	`ends_at_ms` integer,
	`priority` integer NOT NULL,
	`status` text NOT NULL,
	`prices_include_tax` integer,
	`is_live` integer NOT NULL,
	`version` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `price_list_handle_unique` ON `price_list` (`handle`);--> statement-breakpoint
CREATE INDEX `price_list_newest` ON `price_list` (`created_at_ms`,`id`);--> statement-breakpoint
CREATE TABLE `brand` (
	`handle` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`description` text NOT NULL,
	`media_id` text,
	`seo` text,
	`version` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `category` (
	`handle` text PRIMARY KEY NOT NULL,
	`parent` text,
	`title` text NOT NULL,
	`description` text NOT NULL,
	`position` integer NOT NULL,
	`media_id` text,
	`seo` text,
	`version` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL,
	FOREIGN KEY (`parent`) REFERENCES `category`(`handle`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `category_children` ON `category` (`parent`,`position`,`handle`);--> statement-breakpoint
CREATE TABLE `category_product` (
	`product_id` text NOT NULL,
	`category` text NOT NULL,
	`is_own` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	PRIMARY KEY(`product_id`, `category`),
	FOREIGN KEY (`product_id`) REFERENCES `product`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`category`) REFERENCES `category`(`handle`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `category_product_newest` ON `category_product` (`category`,`created_at_ms`,`product_id`);--> statement-breakpoint
CREATE TABLE `deleted_taxonomy` (
	`kind` text NOT NULL,
	`handle` text NOT NULL,
	`version` integer NOT NULL,
	PRIMARY KEY(`kind`, `handle`)
);
--> statement-breakpoint
CREATE TABLE `product_translation` (
	`product_id` text NOT NULL,
	`locale` text NOT NULL,
	`body` text NOT NULL,
	PRIMARY KEY(`product_id`, `locale`),
	FOREIGN KEY (`product_id`) REFERENCES `product`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `product_type` (
	`handle` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`attributes` text NOT NULL,
	`former_kinds` text DEFAULT '{}' NOT NULL,
	`version` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `turn` (
	`kind` text NOT NULL,
	`entity_id` text NOT NULL,
	`at_ms` integer NOT NULL,
	PRIMARY KEY(`kind`, `entity_id`, `at_ms`)
);
--> statement-breakpoint
CREATE INDEX `turn_due` ON `turn` (`at_ms`);--> statement-breakpoint
ALTER TABLE `collection` ADD `status` text DEFAULT 'active' NOT NULL;--> statement-breakpoint
ALTER TABLE `collection` ADD `media_id` text;--> statement-breakpoint
ALTER TABLE `collection` ADD `seo` text;--> statement-breakpoint
ALTER TABLE `collection` ADD `rules` text;--> statement-breakpoint
ALTER TABLE `collection` ADD `rules_revision` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `collection` ADD `judged_revision` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `collection_product` ADD `until_ms` integer;--> statement-breakpoint
ALTER TABLE `price` ADD `compare_at` integer;--> statement-breakpoint
ALTER TABLE `product` ADD `description_html` text;--> statement-breakpoint
ALTER TABLE `product` ADD `type` text REFERENCES product_type(handle);--> statement-breakpoint
ALTER TABLE `product` ADD `attributes` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `product` ADD `brand` text REFERENCES brand(handle);--> statement-breakpoint
ALTER TABLE `product` ADD `related` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `product` ADD `external_id` text;--> statement-breakpoint
ALTER TABLE `product` ADD `metadata` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `product` ADD `seo` text;--> statement-breakpoint
ALTER TABLE `product` ADD `channels` text;--> statement-breakpoint
ALTER TABLE `product` ADD `publish_at_ms` integer;--> statement-breakpoint
ALTER TABLE `product` ADD `unpublish_at_ms` integer;--> statement-breakpoint
ALTER TABLE `product` ADD `published_at_ms` integer;--> statement-breakpoint
ALTER TABLE `product` ADD `is_off_schedule` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `product` ADD `is_shown` integer GENERATED ALWAYS AS ((status = 'active' AND is_off_schedule = 0)) VIRTUAL;--> statement-breakpoint
CREATE UNIQUE INDEX `product_external_id` ON `product` (`external_id`) WHERE status <> 'archived';--> statement-breakpoint
CREATE INDEX `product_shown_newest` ON `product` (`is_shown`,`created_at_ms`,`id`);--> statement-breakpoint
CREATE INDEX `product_type_used` ON `product` (`type`);--> statement-breakpoint
CREATE INDEX `product_brand_used` ON `product` (`brand`);--> statement-breakpoint
ALTER TABLE `variant` ADD `is_digital` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `variant` ADD `dimensions` text;--> statement-breakpoint
ALTER TABLE `variant` ADD `customs` text;--> statement-breakpoint
ALTER TABLE `variant` ADD `external_id` text;--> statement-breakpoint
ALTER TABLE `variant` ADD `media_id` text;--> statement-breakpoint
ALTER TABLE `variant` ADD `metadata` text DEFAULT '{}' NOT NULL;
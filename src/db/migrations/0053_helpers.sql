ALTER TABLE "representatives" ADD COLUMN "name" text;--> statement-breakpoint
ALTER TABLE "queries" ADD COLUMN "helper" jsonb;
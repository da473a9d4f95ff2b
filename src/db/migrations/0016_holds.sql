ALTER TABLE "ledger_accounts" DROP CONSTRAINT "ledger_accounts_once";--> statement-breakpoint
ALTER TABLE "ledger_accounts" ALTER COLUMN "stream" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "ledger_accounts" ALTER COLUMN "funder" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "journals" ADD COLUMN "other_account_id" uuid;--> statement-breakpoint
ALTER TABLE "journals" ADD COLUMN "about" uuid;--> statement-breakpoint
ALTER TABLE "journals" ADD COLUMN "covers_from" date;--> statement-breakpoint
ALTER TABLE "journals" ADD COLUMN "covers_until" date;--> statement-breakpoint
ALTER TABLE "journals" ADD COLUMN "gross" boolean;--> statement-breakpoint
ALTER TABLE "journals" ADD COLUMN "schedule_id" uuid;--> statement-breakpoint
ALTER TABLE "journals" ADD COLUMN "due_day" date;--> statement-breakpoint
ALTER TABLE "journals" ADD COLUMN "invoice" text;--> statement-breakpoint
ALTER TABLE "journals" ADD COLUMN "outcome" text;--> statement-breakpoint
ALTER TABLE "journals" ADD COLUMN "delivery_id" uuid;--> statement-breakpoint
ALTER TABLE "journals" ADD COLUMN "row" integer;--> statement-breakpoint
CREATE INDEX "journals_by_other_account" ON "journals" USING btree ("other_account_id","ordinal") WHERE "journals"."other_account_id" is not null;--> statement-breakpoint
CREATE INDEX "journals_by_about" ON "journals" USING btree ("about") WHERE "journals"."about" is not null;--> statement-breakpoint
CREATE INDEX "journals_by_schedule" ON "journals" USING btree ("schedule_id") WHERE "journals"."schedule_id" is not null;--> statement-breakpoint
CREATE INDEX "journals_by_delivery" ON "journals" USING btree ("delivery_id","row") WHERE "journals"."delivery_id" is not null;--> statement-breakpoint
CREATE INDEX "journals_by_invoice" ON "journals" USING btree ("account_id","invoice") WHERE "journals"."invoice" is not null;--> statement-breakpoint
ALTER TABLE "ledger_accounts" ADD CONSTRAINT "ledger_accounts_once" UNIQUE NULLS NOT DISTINCT("account_id","stream","funder","kind");
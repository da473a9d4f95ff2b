ALTER TABLE "payment_schedule_ends" ADD COLUMN "account_id" uuid;--> statement-breakpoint
ALTER TABLE "surplus_offsets" ADD COLUMN "account_id" uuid;--> statement-breakpoint
ALTER TABLE "reclaim_withdrawals" ADD COLUMN "account_id" uuid;--> statement-breakpoint
ALTER TABLE "reclaim_payments" ADD COLUMN "account_id" uuid;--> statement-breakpoint
-- What was recorded stays as it is; it only says now whose it is.
DROP TRIGGER "payment_schedule_ends_are_kept" ON "payment_schedule_ends";--> statement-breakpoint
UPDATE "payment_schedule_ends" x SET "account_id" = o."account_id" FROM "payment_schedules" o WHERE o."id" = x."schedule_id";--> statement-breakpoint
CREATE TRIGGER "payment_schedule_ends_are_kept" BEFORE UPDATE OR DELETE ON "payment_schedule_ends" FOR EACH ROW EXECUTE FUNCTION refuse_moving_again();--> statement-breakpoint
ALTER TABLE "payment_schedule_ends" ALTER COLUMN "account_id" SET NOT NULL;--> statement-breakpoint
DROP TRIGGER "surplus_offsets_are_kept" ON "surplus_offsets";--> statement-breakpoint
UPDATE "surplus_offsets" x SET "account_id" = o."account_id" FROM "payment_schedules" o WHERE o."id" = x."schedule_id";--> statement-breakpoint
CREATE TRIGGER "surplus_offsets_are_kept" BEFORE UPDATE OR DELETE ON "surplus_offsets" FOR EACH ROW EXECUTE FUNCTION refuse_moving_again();--> statement-breakpoint
ALTER TABLE "surplus_offsets" ALTER COLUMN "account_id" SET NOT NULL;--> statement-breakpoint
DROP TRIGGER "reclaim_withdrawals_are_kept" ON "reclaim_withdrawals";--> statement-breakpoint
UPDATE "reclaim_withdrawals" x SET "account_id" = o."account_id" FROM "reclaim_notices" o WHERE o."id" = x."notice_id";--> statement-breakpoint
CREATE TRIGGER "reclaim_withdrawals_are_kept" BEFORE UPDATE OR DELETE ON "reclaim_withdrawals" FOR EACH ROW EXECUTE FUNCTION refuse_moving_again();--> statement-breakpoint
ALTER TABLE "reclaim_withdrawals" ALTER COLUMN "account_id" SET NOT NULL;--> statement-breakpoint
DROP TRIGGER "reclaim_payments_are_kept" ON "reclaim_payments";--> statement-breakpoint
UPDATE "reclaim_payments" x SET "account_id" = o."account_id" FROM "reclaim_notices" o WHERE o."id" = x."notice_id";--> statement-breakpoint
CREATE TRIGGER "reclaim_payments_are_kept" BEFORE UPDATE OR DELETE ON "reclaim_payments" FOR EACH ROW EXECUTE FUNCTION refuse_moving_again();--> statement-breakpoint
ALTER TABLE "reclaim_payments" ALTER COLUMN "account_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "payment_schedules" ADD CONSTRAINT "payment_schedules_of_account" UNIQUE("id","account_id");--> statement-breakpoint
ALTER TABLE "reclaim_notices" ADD CONSTRAINT "reclaim_notices_of_account" UNIQUE("id","account_id");

ALTER TABLE "payment_schedules" ADD CONSTRAINT "payment_schedules_account" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id");
--> statement-breakpoint
ALTER TABLE "payment_schedules" ADD CONSTRAINT "payment_schedules_stream" FOREIGN KEY ("stream") REFERENCES "streams" ("code");
--> statement-breakpoint
ALTER TABLE "payment_schedules" ADD CONSTRAINT "payment_schedules_funder" FOREIGN KEY ("funder") REFERENCES "organisations" ("code");
--> statement-breakpoint
ALTER TABLE "payment_schedules" ADD CONSTRAINT "payment_schedules_words" CHECK ("every" IN ('WEEK', 'FOUR_WEEKS', 'MONTH') AND "per" IN ('WEEK', 'FOUR_WEEKS', 'MONTH') AND "terms" IN ('NET', 'GROSS') AND "timing" IN ('ADVANCE', 'ARREARS'));
--> statement-breakpoint
ALTER TABLE "payment_schedules" ADD CONSTRAINT "payment_schedules_amounts" CHECK ("rate_pounds" > 0 AND ("weekly_contribution_pence" IS NULL OR "weekly_contribution_pence" >= 0) AND ("terms" = 'GROSS' OR "weekly_contribution_pence" IS NOT NULL));
--> statement-breakpoint
ALTER TABLE "payment_schedules" ADD CONSTRAINT "payment_schedules_days" CHECK ("until_day" IS NULL OR "until_day" > "first_day");
--> statement-breakpoint
ALTER TABLE "payment_schedules" ADD CONSTRAINT "payment_schedules_key" CHECK (length("idempotency_key") BETWEEN 1 AND 255);
--> statement-breakpoint
ALTER TABLE "payment_schedule_ends" ADD CONSTRAINT "payment_schedule_ends_schedule" FOREIGN KEY ("schedule_id") REFERENCES "payment_schedules" ("id");
--> statement-breakpoint
ALTER TABLE "payment_schedule_ends" ADD CONSTRAINT "payment_schedule_ends_key" CHECK (length("idempotency_key") BETWEEN 1 AND 255);
--> statement-breakpoint
ALTER TABLE "surplus_offsets" ADD CONSTRAINT "surplus_offsets_schedule" FOREIGN KEY ("schedule_id") REFERENCES "payment_schedules" ("id");
--> statement-breakpoint
ALTER TABLE "surplus_offsets" ADD CONSTRAINT "surplus_offsets_amount" CHECK ("amount_pence" > 0);
--> statement-breakpoint
ALTER TABLE "surplus_offsets" ADD CONSTRAINT "surplus_offsets_key" CHECK (length("idempotency_key") BETWEEN 1 AND 255);
--> statement-breakpoint
ALTER TABLE "journals" ADD CONSTRAINT "journals_schedule" FOREIGN KEY ("schedule_id") REFERENCES "payment_schedules" ("id");
--> statement-breakpoint
CREATE TRIGGER "payment_schedules_are_kept" BEFORE UPDATE OR DELETE ON "payment_schedules" FOR EACH ROW EXECUTE FUNCTION refuse_moving_again();
--> statement-breakpoint
CREATE TRIGGER "payment_schedule_ends_are_kept" BEFORE UPDATE OR DELETE ON "payment_schedule_ends" FOR EACH ROW EXECUTE FUNCTION refuse_moving_again();
--> statement-breakpoint
CREATE TRIGGER "surplus_offsets_are_kept" BEFORE UPDATE OR DELETE ON "surplus_offsets" FOR EACH ROW EXECUTE FUNCTION refuse_moving_again();
--> statement-breakpoint
SELECT grant_serving('INSERT ON payment_schedules');
--> statement-breakpoint
SELECT grant_serving('INSERT ON payment_schedule_ends');
--> statement-breakpoint
SELECT grant_serving('INSERT ON surplus_offsets');

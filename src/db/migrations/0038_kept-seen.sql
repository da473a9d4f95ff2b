ALTER TABLE "payment_schedule_ends" DROP CONSTRAINT "payment_schedule_ends_schedule";
--> statement-breakpoint
ALTER TABLE "payment_schedule_ends" ADD CONSTRAINT "payment_schedule_ends_schedule" FOREIGN KEY ("schedule_id", "account_id") REFERENCES "payment_schedules" ("id", "account_id");
--> statement-breakpoint
ALTER TABLE "surplus_offsets" DROP CONSTRAINT "surplus_offsets_schedule";
--> statement-breakpoint
ALTER TABLE "surplus_offsets" ADD CONSTRAINT "surplus_offsets_schedule" FOREIGN KEY ("schedule_id", "account_id") REFERENCES "payment_schedules" ("id", "account_id");
--> statement-breakpoint
ALTER TABLE "reclaim_withdrawals" DROP CONSTRAINT "reclaim_withdrawals_notice";
--> statement-breakpoint
ALTER TABLE "reclaim_withdrawals" ADD CONSTRAINT "reclaim_withdrawals_notice" FOREIGN KEY ("notice_id", "account_id") REFERENCES "reclaim_notices" ("id", "account_id");
--> statement-breakpoint
ALTER TABLE "reclaim_payments" DROP CONSTRAINT "reclaim_payments_notice";
--> statement-breakpoint
ALTER TABLE "reclaim_payments" ADD CONSTRAINT "reclaim_payments_notice" FOREIGN KEY ("notice_id", "account_id") REFERENCES "reclaim_notices" ("id", "account_id");
--> statement-breakpoint
-- Whose each is and what its key stands for, without sums, words or days: what the check reads.
CREATE VIEW "payment_schedule_keys" AS SELECT "id", "account_id", "key_scope", "idempotency_key", "input_hash" FROM "payment_schedules";
--> statement-breakpoint
SELECT grant_serving('SELECT ON payment_schedule_keys');
--> statement-breakpoint
CREATE VIEW "payment_schedule_end_keys" AS SELECT "id", "key_scope", "idempotency_key", "input_hash" FROM "payment_schedule_ends";
--> statement-breakpoint
SELECT grant_serving('SELECT ON payment_schedule_end_keys');
--> statement-breakpoint
CREATE VIEW "surplus_offset_keys" AS SELECT "id", "key_scope", "idempotency_key", "input_hash" FROM "surplus_offsets";
--> statement-breakpoint
SELECT grant_serving('SELECT ON surplus_offset_keys');
--> statement-breakpoint
CREATE VIEW "reclaim_notice_keys" AS SELECT "id", "account_id", "key_scope", "idempotency_key", "input_hash" FROM "reclaim_notices";
--> statement-breakpoint
SELECT grant_serving('SELECT ON reclaim_notice_keys');
--> statement-breakpoint
CREATE VIEW "reclaim_withdrawal_keys" AS SELECT "notice_id", "key_scope", "idempotency_key", "input_hash" FROM "reclaim_withdrawals";
--> statement-breakpoint
SELECT grant_serving('SELECT ON reclaim_withdrawal_keys');
--> statement-breakpoint
ALTER TABLE "carry_forwards" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "carry_forwards" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "carry_forwards_to_owner" ON "carry_forwards" TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "carry_forwards_opened" ON "carry_forwards" FOR SELECT USING ("account_id" = ANY ((SELECT nullif(current_setting('onepot.accounts', true), '')::uuid[])::uuid[]));
--> statement-breakpoint
CREATE POLICY "carry_forwards_checked" ON "carry_forwards" FOR SELECT USING ((SELECT current_setting('onepot.task', true)) = 'CHECKING');
--> statement-breakpoint
CREATE POLICY "carry_forwards_recorded" ON "carry_forwards" FOR INSERT WITH CHECK ("account_id" = ANY ((SELECT nullif(current_setting('onepot.accounts', true), '')::uuid[])::uuid[]));
--> statement-breakpoint
ALTER TABLE "payment_schedules" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "payment_schedules" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "payment_schedules_to_owner" ON "payment_schedules" TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "payment_schedules_opened" ON "payment_schedules" FOR SELECT USING ("account_id" = ANY ((SELECT nullif(current_setting('onepot.accounts', true), '')::uuid[])::uuid[]));
--> statement-breakpoint
CREATE POLICY "payment_schedules_checked" ON "payment_schedules" FOR SELECT USING ((SELECT current_setting('onepot.task', true)) = 'CHECKING');
--> statement-breakpoint
CREATE POLICY "payment_schedules_recorded" ON "payment_schedules" FOR INSERT WITH CHECK ("account_id" = ANY ((SELECT nullif(current_setting('onepot.accounts', true), '')::uuid[])::uuid[]));
--> statement-breakpoint
ALTER TABLE "payment_schedule_ends" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "payment_schedule_ends" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "payment_schedule_ends_to_owner" ON "payment_schedule_ends" TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "payment_schedule_ends_opened" ON "payment_schedule_ends" FOR SELECT USING ("account_id" = ANY ((SELECT nullif(current_setting('onepot.accounts', true), '')::uuid[])::uuid[]));
--> statement-breakpoint
CREATE POLICY "payment_schedule_ends_checked" ON "payment_schedule_ends" FOR SELECT USING ((SELECT current_setting('onepot.task', true)) = 'CHECKING');
--> statement-breakpoint
CREATE POLICY "payment_schedule_ends_recorded" ON "payment_schedule_ends" FOR INSERT WITH CHECK ("account_id" = ANY ((SELECT nullif(current_setting('onepot.accounts', true), '')::uuid[])::uuid[]));
--> statement-breakpoint
ALTER TABLE "surplus_offsets" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "surplus_offsets" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "surplus_offsets_to_owner" ON "surplus_offsets" TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "surplus_offsets_opened" ON "surplus_offsets" FOR SELECT USING ("account_id" = ANY ((SELECT nullif(current_setting('onepot.accounts', true), '')::uuid[])::uuid[]));
--> statement-breakpoint
CREATE POLICY "surplus_offsets_checked" ON "surplus_offsets" FOR SELECT USING ((SELECT current_setting('onepot.task', true)) = 'CHECKING');
--> statement-breakpoint
CREATE POLICY "surplus_offsets_recorded" ON "surplus_offsets" FOR INSERT WITH CHECK ("account_id" = ANY ((SELECT nullif(current_setting('onepot.accounts', true), '')::uuid[])::uuid[]));
--> statement-breakpoint
ALTER TABLE "reclaim_notices" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "reclaim_notices" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "reclaim_notices_to_owner" ON "reclaim_notices" TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "reclaim_notices_opened" ON "reclaim_notices" FOR SELECT USING ("account_id" = ANY ((SELECT nullif(current_setting('onepot.accounts', true), '')::uuid[])::uuid[]));
--> statement-breakpoint
CREATE POLICY "reclaim_notices_checked" ON "reclaim_notices" FOR SELECT USING ((SELECT current_setting('onepot.task', true)) = 'CHECKING');
--> statement-breakpoint
CREATE POLICY "reclaim_notices_recorded" ON "reclaim_notices" FOR INSERT WITH CHECK ("account_id" = ANY ((SELECT nullif(current_setting('onepot.accounts', true), '')::uuid[])::uuid[]));
--> statement-breakpoint
ALTER TABLE "reclaim_withdrawals" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "reclaim_withdrawals" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "reclaim_withdrawals_to_owner" ON "reclaim_withdrawals" TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "reclaim_withdrawals_opened" ON "reclaim_withdrawals" FOR SELECT USING ("account_id" = ANY ((SELECT nullif(current_setting('onepot.accounts', true), '')::uuid[])::uuid[]));
--> statement-breakpoint
CREATE POLICY "reclaim_withdrawals_checked" ON "reclaim_withdrawals" FOR SELECT USING ((SELECT current_setting('onepot.task', true)) = 'CHECKING');
--> statement-breakpoint
CREATE POLICY "reclaim_withdrawals_recorded" ON "reclaim_withdrawals" FOR INSERT WITH CHECK ("account_id" = ANY ((SELECT nullif(current_setting('onepot.accounts', true), '')::uuid[])::uuid[]));
--> statement-breakpoint
ALTER TABLE "reclaim_payments" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "reclaim_payments" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "reclaim_payments_to_owner" ON "reclaim_payments" TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "reclaim_payments_opened" ON "reclaim_payments" FOR SELECT USING ("account_id" = ANY ((SELECT nullif(current_setting('onepot.accounts', true), '')::uuid[])::uuid[]));
--> statement-breakpoint
CREATE POLICY "reclaim_payments_checked" ON "reclaim_payments" FOR SELECT USING ((SELECT current_setting('onepot.task', true)) = 'CHECKING');
--> statement-breakpoint
CREATE POLICY "reclaim_payments_recorded" ON "reclaim_payments" FOR INSERT WITH CHECK ("account_id" = ANY ((SELECT nullif(current_setting('onepot.accounts', true), '')::uuid[])::uuid[]));

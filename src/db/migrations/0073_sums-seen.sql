-- Sums of everybody are seen through the views of a pool's account, and where the ledger is checked.
ALTER TABLE "spending_sums" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "spending_sums" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "spending_sums_to_owner" ON "spending_sums" TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "spending_sums_checked" ON "spending_sums" FOR SELECT USING ((SELECT current_setting('onepot.task', true)) = 'CHECKING');
--> statement-breakpoint
ALTER TABLE "spending_changes" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "spending_changes" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "spending_changes_to_owner" ON "spending_changes" TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "spending_changes_checked" ON "spending_changes" FOR SELECT USING ((SELECT current_setting('onepot.task', true)) = 'CHECKING');

ALTER TABLE "entries" DROP CONSTRAINT "entries_ledger_account";
--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_ledger_account" FOREIGN KEY ("ledger_account_id", "account_id") REFERENCES "ledger_accounts" ("id", "account_id");
--> statement-breakpoint
-- Whose a movement is and what its key stands for, without money or names: what the check reads.
CREATE VIEW "journal_keys" AS SELECT "id", "account_id", "other_account_id", "operation", "key_scope", "idempotency_key", "input_hash" FROM "journals";
--> statement-breakpoint
SELECT grant_serving('SELECT ON journal_keys');
--> statement-breakpoint
ALTER TABLE "ledger_accounts" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "ledger_accounts" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "ledger_accounts_to_owner" ON "ledger_accounts" TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "ledger_accounts_opened" ON "ledger_accounts" FOR SELECT USING ("account_id" = ANY ((SELECT nullif(current_setting('onepot.accounts', true), '')::uuid[])::uuid[]));
--> statement-breakpoint
CREATE POLICY "ledger_accounts_checked" ON "ledger_accounts" FOR SELECT USING ((SELECT current_setting('onepot.task', true)) = 'CHECKING');
--> statement-breakpoint
CREATE POLICY "ledger_accounts_recorded" ON "ledger_accounts" FOR INSERT WITH CHECK ("account_id" = ANY ((SELECT nullif(current_setting('onepot.accounts', true), '')::uuid[])::uuid[]));
--> statement-breakpoint
ALTER TABLE "journals" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "journals" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "journals_to_owner" ON "journals" TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "journals_opened" ON "journals" FOR SELECT USING ("account_id" = ANY ((SELECT nullif(current_setting('onepot.accounts', true), '')::uuid[])::uuid[]) OR "other_account_id" = ANY ((SELECT nullif(current_setting('onepot.accounts', true), '')::uuid[])::uuid[]));
--> statement-breakpoint
CREATE POLICY "journals_checked" ON "journals" FOR SELECT USING ((SELECT current_setting('onepot.task', true)) = 'CHECKING');
--> statement-breakpoint
CREATE POLICY "journals_recorded" ON "journals" FOR INSERT WITH CHECK ("account_id" = ANY ((SELECT nullif(current_setting('onepot.accounts', true), '')::uuid[])::uuid[]));
--> statement-breakpoint
ALTER TABLE "entries" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "entries" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "entries_to_owner" ON "entries" TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "entries_opened" ON "entries" FOR SELECT USING ("account_id" = ANY ((SELECT nullif(current_setting('onepot.accounts', true), '')::uuid[])::uuid[]));
--> statement-breakpoint
CREATE POLICY "entries_checked" ON "entries" FOR SELECT USING ((SELECT current_setting('onepot.task', true)) = 'CHECKING');
--> statement-breakpoint
CREATE POLICY "entries_recorded" ON "entries" FOR INSERT WITH CHECK ("account_id" = ANY ((SELECT nullif(current_setting('onepot.accounts', true), '')::uuid[])::uuid[]));
--> statement-breakpoint
CREATE POLICY "ledger_accounts_moved" ON "ledger_accounts" FOR UPDATE USING ("account_id" = ANY ((SELECT nullif(current_setting('onepot.accounts', true), '')::uuid[])::uuid[]));
--> statement-breakpoint
-- Policies of the whole table say nothing of a partition that is asked by its own name.
DO $$
DECLARE part regclass;
BEGIN
  FOR part IN SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'entries'::regclass LOOP
    EXECUTE format('REVOKE ALL ON %s FROM %I', part, current_schema() || '_app');
  END LOOP;
END $$;
--> statement-breakpoint
-- Whoever writes sees a part of the ledger only: what must hold of all of it is looked at as its owner.
DO $$
DECLARE looks text;
BEGIN
  FOREACH looks IN ARRAY ARRAY['refuse_unbalanced_journal', 'refuse_unbalancing_entry', 'refuse_reversal_of_reversal', 'refuse_about_others'] LOOP
    EXECUTE format('ALTER FUNCTION %I() SECURITY DEFINER SET search_path = %I, pg_temp', looks, current_schema());
  END LOOP;
END $$;

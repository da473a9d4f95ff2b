ALTER TABLE "spending_months" ADD CONSTRAINT "spending_months_place" FOREIGN KEY ("ledger_account_id", "account_id") REFERENCES "ledger_accounts" ("id", "account_id");
--> statement-breakpoint
ALTER TABLE "spending_months" ADD CONSTRAINT "spending_months_first_day" CHECK (date_trunc('month', "month") = "month");
--> statement-breakpoint
INSERT INTO "spending_months" ("ledger_account_id", "account_id", "month", "amount_pence")
SELECT l.id, l.account_id, date_trunc('month', j.effective_day)::date, sum(e.amount_pence)
FROM entries e JOIN ledger_accounts l ON l.id = e.ledger_account_id AND l.kind = 'PROVIDER'
JOIN journals j ON j.id = e.journal_id AND j.year = e.year
GROUP BY 1, 2, 3;
--> statement-breakpoint
CREATE FUNCTION keep_spending_months() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO spending_months AS kept (ledger_account_id, account_id, month, amount_pence)
  SELECT l.id, l.account_id, date_trunc('month', j.effective_day)::date, sum(e.amount_pence)
  FROM added e JOIN ledger_accounts l ON l.id = e.ledger_account_id AND l.kind = 'PROVIDER'
  JOIN journals j ON j.id = e.journal_id AND j.year = e.year
  GROUP BY 1, 2, 3
  ON CONFLICT (ledger_account_id, month)
    DO UPDATE SET amount_pence = kept.amount_pence + excluded.amount_pence;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER "entries_keep_months" AFTER INSERT ON "entries" REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION keep_spending_months();
--> statement-breakpoint
-- Whoever records sees the months of the accounts that are open to them alone; they are kept as the owner.
DO $$
DECLARE looks text := 'keep_spending_months';
BEGIN
  EXECUTE format('ALTER FUNCTION %I() SECURITY DEFINER SET search_path = %I, pg_temp', looks, current_schema());
END $$;
--> statement-breakpoint
SELECT grant_serving('SELECT ON spending_months');
--> statement-breakpoint
ALTER TABLE "spending_months" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "spending_months" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "spending_months_to_owner" ON "spending_months" TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "spending_months_opened" ON "spending_months" FOR SELECT USING ("account_id" = ANY ((SELECT nullif(current_setting('onepot.accounts', true), '')::uuid[])::uuid[]));
--> statement-breakpoint
CREATE POLICY "spending_months_checked" ON "spending_months" FOR SELECT USING ((SELECT current_setting('onepot.task', true)) = 'CHECKING');

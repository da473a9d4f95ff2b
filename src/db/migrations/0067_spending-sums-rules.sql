ALTER TABLE "spending_sums" ADD CONSTRAINT "spending_sums_first_day" CHECK (date_trunc('month', "month") = "month");
--> statement-breakpoint
ALTER TABLE "spending_changes" ADD CONSTRAINT "spending_changes_first_day" CHECK (date_trunc('month', "month") = "month");
--> statement-breakpoint
INSERT INTO "spending_sums" ("stream", "funder", "month", "amount_pence")
SELECT l.stream, l.funder, m.month, sum(m.amount_pence)
FROM spending_months m JOIN ledger_accounts l ON l.id = m.ledger_account_id
WHERE l.stream IS NOT NULL AND l.funder IS NOT NULL
GROUP BY 1, 2, 3;
--> statement-breakpoint
-- Adds the changes to the sums, where no other is at it: nobody who moves money waits for another.
CREATE FUNCTION add_up_spending() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtextextended(current_schema() || ' adds up spending', 0)) THEN
    RETURN;
  END IF;
  WITH gone AS (DELETE FROM spending_changes RETURNING stream, funder, month, amount_pence)
  INSERT INTO spending_sums AS kept (stream, funder, month, amount_pence)
  SELECT stream, funder, month, sum(amount_pence) FROM gone GROUP BY 1, 2, 3
  ON CONFLICT (stream, funder, month)
    DO UPDATE SET amount_pence = kept.amount_pence + excluded.amount_pence;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION keep_spending_months() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE is_hundredth boolean;
BEGIN
  WITH told AS (
    SELECT l.id, l.account_id, l.stream, l.funder,
      date_trunc('month', j.effective_day)::date AS month, sum(e.amount_pence) AS amount
    FROM added e JOIN ledger_accounts l ON l.id = e.ledger_account_id AND l.kind = 'PROVIDER'
    JOIN journals j ON j.id = e.journal_id AND j.year = e.year
    GROUP BY 1, 2, 3, 4, 5
  ), of_places AS (
    INSERT INTO spending_months AS kept (ledger_account_id, account_id, month, amount_pence)
    SELECT id, account_id, month, amount FROM told
    ON CONFLICT (ledger_account_id, month)
      DO UPDATE SET amount_pence = kept.amount_pence + excluded.amount_pence
  ), changed AS (
    INSERT INTO spending_changes (stream, funder, month, amount_pence)
    SELECT stream, funder, month, sum(amount) FROM told
    WHERE stream IS NOT NULL AND funder IS NOT NULL GROUP BY 1, 2, 3
    RETURNING id
  )
  SELECT coalesce(bool_or(id % 100 = 0), false) INTO is_hundredth FROM changed;
  IF is_hundredth THEN PERFORM add_up_spending(); END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- Both as the owner: whoever records sees no sum of everybody.
DO $$
DECLARE keeps text;
BEGIN
  FOREACH keeps IN ARRAY ARRAY['keep_spending_months', 'add_up_spending'] LOOP
    EXECUTE format('ALTER FUNCTION %I() SECURITY DEFINER SET search_path = %I, pg_temp', keeps, current_schema());
  END LOOP;
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION add_up_spending() FROM PUBLIC;
--> statement-breakpoint
CREATE OR REPLACE VIEW "spent_by_month" AS SELECT told."stream", told."funder", told."month", sum(told."amount_pence")::bigint AS "amount_pence" FROM (SELECT "stream", "funder", "month", "amount_pence" FROM "spending_sums" UNION ALL SELECT "stream", "funder", "month", "amount_pence" FROM "spending_changes") told WHERE told."funder" <> 'SELF' AND (SELECT current_setting('onepot.task', true)) = 'POOLING' GROUP BY 1, 2, 3;

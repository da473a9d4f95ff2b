-- A partition for each year, and one for all the others. A year added later is split off while it is
-- still empty.
DO $$
DECLARE starts int;
BEGIN
  FOR starts IN 2020..2034 LOOP
    EXECUTE format('CREATE TABLE entries_%s PARTITION OF entries FOR VALUES IN (%L)', starts,
      starts || '-' || lpad(((starts + 1) % 100)::text, 2, '0'));
  END LOOP;
END $$;
--> statement-breakpoint
CREATE TABLE "entries_of_other_years" PARTITION OF "entries" DEFAULT;
--> statement-breakpoint
ALTER TABLE "stream_purposes" ADD CONSTRAINT "stream_purposes_stream" FOREIGN KEY ("stream") REFERENCES "streams" ("code");
--> statement-breakpoint
ALTER TABLE "stream_purposes" ADD CONSTRAINT "stream_purposes_purpose" FOREIGN KEY ("purpose") REFERENCES "purposes" ("code");
--> statement-breakpoint
ALTER TABLE "undepositable_streams" ADD CONSTRAINT "undepositable_streams_stream" FOREIGN KEY ("stream") REFERENCES "streams" ("code");
--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_identity" FOREIGN KEY ("identity_id") REFERENCES "identities" ("id");
--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_host" FOREIGN KEY ("host") REFERENCES "organisations" ("code");
--> statement-breakpoint
ALTER TABLE "ledger_accounts" ADD CONSTRAINT "ledger_accounts_account" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id");
--> statement-breakpoint
ALTER TABLE "ledger_accounts" ADD CONSTRAINT "ledger_accounts_stream" FOREIGN KEY ("stream") REFERENCES "streams" ("code");
--> statement-breakpoint
ALTER TABLE "ledger_accounts" ADD CONSTRAINT "ledger_accounts_funder" FOREIGN KEY ("funder") REFERENCES "organisations" ("code");
--> statement-breakpoint
ALTER TABLE "journals" ADD CONSTRAINT "journals_account" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id");
--> statement-breakpoint
ALTER TABLE "journals" ADD CONSTRAINT "journals_host" FOREIGN KEY ("host") REFERENCES "organisations" ("code");
--> statement-breakpoint
ALTER TABLE "journals" ADD CONSTRAINT "journals_purpose" FOREIGN KEY ("purpose") REFERENCES "purposes" ("code");
--> statement-breakpoint
ALTER TABLE "journals" ADD CONSTRAINT "journals_reverses" FOREIGN KEY ("reverses") REFERENCES "journals" ("id");
--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_journal" FOREIGN KEY ("journal_id", "year") REFERENCES "journals" ("id", "year");
--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_ledger_account" FOREIGN KEY ("ledger_account_id") REFERENCES "ledger_accounts" ("id");
--> statement-breakpoint
ALTER TABLE "closed_years" ADD CONSTRAINT "closed_years_host" FOREIGN KEY ("host") REFERENCES "organisations" ("code");
--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_mode" CHECK ("mode" IN ('NOTIONAL', 'THIRD_PARTY', 'DIRECT_PAYMENT'));
--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_key" CHECK (length("idempotency_key") BETWEEN 1 AND 255);
--> statement-breakpoint
ALTER TABLE "ledger_accounts" ADD CONSTRAINT "ledger_accounts_kind" CHECK ("kind" IN ('FUNDING', 'DIRECT_PAYMENT', 'THIRD_PARTY', 'NOTIONAL', 'CONTRIBUTION', 'CONTINGENCY', 'PROVIDER', 'RECLAIM'));
--> statement-breakpoint
-- Nobody spends what is not there, whatever asks for it.
ALTER TABLE "ledger_accounts" ADD CONSTRAINT "ledger_accounts_never_overdrawn" CHECK ("balance_pence" >= 0 OR "kind" NOT IN ('DIRECT_PAYMENT', 'THIRD_PARTY', 'NOTIONAL', 'CONTINGENCY'));
--> statement-breakpoint
ALTER TABLE "journals" ADD CONSTRAINT "journals_kind" CHECK ("kind" IN ('DEPOSIT', 'SPENDING', 'REVERSAL') AND ("kind" = 'REVERSAL') = ("reverses" IS NOT NULL) AND ("kind" = 'REVERSAL') = ("reason" IS NOT NULL) AND ("kind" = 'SPENDING') = ("purpose" IS NOT NULL) AND ("kind" = 'SPENDING') = ("payee" IS NOT NULL));
--> statement-breakpoint
ALTER TABLE "journals" ADD CONSTRAINT "journals_key" CHECK (length("idempotency_key") BETWEEN 1 AND 255);
--> statement-breakpoint
-- A financial year begins on 1 April: three months earlier it is the calendar year of its start.
ALTER TABLE "journals" ADD CONSTRAINT "journals_year" CHECK ("year" = to_char("effective_day" - interval '3 months', 'YYYY') || '-' || lpad(((extract(year FROM "effective_day" - interval '3 months')::int + 1) % 100)::text, 2, '0'));
--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_move_something" CHECK ("amount_pence" <> 0);
--> statement-breakpoint
ALTER TABLE "audit_blocks" DROP CONSTRAINT "audit_blocks_kind";
--> statement-breakpoint
ALTER TABLE "audit_blocks" ADD CONSTRAINT "audit_blocks_kind" CHECK ("kind" IN ('READS', 'EVENTS', 'JOURNALS') AND "last_id" >= "first_id" AND "rows" > 0);
--> statement-breakpoint
-- What was moved is never rewritten: a correction is a reversing journal.
CREATE FUNCTION refuse_moving_again() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what the ledger holds is never rewritten: % on %', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER "journals_are_kept" BEFORE UPDATE OR DELETE ON "journals" FOR EACH ROW EXECUTE FUNCTION refuse_moving_again();
--> statement-breakpoint
CREATE TRIGGER "journals_are_not_emptied" BEFORE TRUNCATE ON "journals" FOR EACH STATEMENT EXECUTE FUNCTION refuse_moving_again();
--> statement-breakpoint
CREATE TRIGGER "entries_are_kept" BEFORE UPDATE OR DELETE ON "entries" FOR EACH ROW EXECUTE FUNCTION refuse_moving_again();
--> statement-breakpoint
CREATE TRIGGER "entries_are_not_emptied" BEFORE TRUNCATE ON "entries" FOR EACH STATEMENT EXECUTE FUNCTION refuse_moving_again();
--> statement-breakpoint
CREATE TRIGGER "closed_years_are_kept" BEFORE UPDATE OR DELETE ON "closed_years" FOR EACH ROW EXECUTE FUNCTION refuse_moving_again();
--> statement-breakpoint
CREATE TRIGGER "closed_years_are_not_emptied" BEFORE TRUNCATE ON "closed_years" FOR EACH STATEMENT EXECUTE FUNCTION refuse_moving_again();
--> statement-breakpoint
CREATE TRIGGER "accounts_are_kept" BEFORE UPDATE OR DELETE ON "accounts" FOR EACH ROW EXECUTE FUNCTION refuse_moving_again();
--> statement-breakpoint
-- Of a ledger account only the balance moves.
CREATE TRIGGER "ledger_accounts_stay" BEFORE UPDATE OF "id", "account_id", "stream", "funder", "kind" OR DELETE ON "ledger_accounts" FOR EACH ROW EXECUTE FUNCTION refuse_moving_again();
--> statement-breakpoint
CREATE FUNCTION refuse_reversal_of_reversal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.reverses IS NOT NULL AND NOT EXISTS (
    SELECT FROM journals j WHERE j.id = NEW.reverses AND j.kind <> 'REVERSAL'
      AND j.account_id = NEW.account_id) THEN
    RAISE EXCEPTION 'a reversal reverses a movement of the same account, and never a reversal'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER "journals_reverse_movements" BEFORE INSERT ON "journals" FOR EACH ROW EXECUTE FUNCTION refuse_reversal_of_reversal();
--> statement-breakpoint
-- Looked at when the transaction ends: half of a movement is never stored.
CREATE FUNCTION refuse_unbalanced(journal uuid, of_year text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE lines bigint; total numeric;
BEGIN
  SELECT count(*), coalesce(sum(e.amount_pence), 0) INTO lines, total
    FROM entries e WHERE e.year = of_year AND e.journal_id = journal;
  IF lines < 2 OR total <> 0 THEN
    RAISE EXCEPTION 'journal % has % entries that sum to % pence, not two or more that sum to nothing',
      journal, lines, total USING ERRCODE = 'check_violation';
  END IF;
END $$;
--> statement-breakpoint
CREATE FUNCTION refuse_unbalanced_journal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refuse_unbalanced(NEW.id, NEW.year);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION refuse_unbalancing_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refuse_unbalanced(NEW.journal_id, NEW.year);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "journals_balance" AFTER INSERT ON "journals" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_unbalanced_journal();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "entries_balance" AFTER INSERT ON "entries" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_unbalancing_entry();
--> statement-breakpoint
SELECT grant_serving('INSERT ON accounts');
--> statement-breakpoint
SELECT grant_serving('INSERT ON journals');
--> statement-breakpoint
SELECT grant_serving('INSERT ON entries');
--> statement-breakpoint
SELECT grant_serving('INSERT ON ledger_accounts');
--> statement-breakpoint
SELECT grant_serving('UPDATE (balance_pence) ON ledger_accounts');
--> statement-breakpoint
SELECT grant_serving('INSERT ON closed_years');
--> statement-breakpoint
-- Whoever locks a row must be allowed to change it; of an account a trigger refuses every change.
SELECT grant_serving('UPDATE (opened_at) ON accounts');

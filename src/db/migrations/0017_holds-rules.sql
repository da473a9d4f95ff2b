ALTER TABLE "accounts" DROP CONSTRAINT "accounts_mode";
--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_mode" CHECK ("mode" IN ('NOTIONAL', 'THIRD_PARTY', 'DIRECT_PAYMENT', 'COMMISSIONED'));
--> statement-breakpoint
ALTER TABLE "ledger_accounts" DROP CONSTRAINT "ledger_accounts_kind";
--> statement-breakpoint
ALTER TABLE "ledger_accounts" ADD CONSTRAINT "ledger_accounts_kind" CHECK ("kind" IN ('FUNDING', 'CONTRIBUTION', 'DIRECT_PAYMENT', 'THIRD_PARTY', 'NOTIONAL', 'COMMITTED', 'CONTINGENCY', 'COLLECTED', 'PROVIDER', 'RECLAIM', 'RECHARGE', 'IN_QUESTION'));
--> statement-breakpoint
-- Money is somebody's, but for a payment that nobody answers for yet.
ALTER TABLE "ledger_accounts" ADD CONSTRAINT "ledger_accounts_source" CHECK (("stream" IS NULL) = ("funder" IS NULL) AND ("stream" IS NOT NULL OR "kind" IN ('IN_QUESTION', 'PROVIDER')) AND ("stream" IS NULL OR "kind" <> 'IN_QUESTION'));
--> statement-breakpoint
ALTER TABLE "ledger_accounts" DROP CONSTRAINT "ledger_accounts_never_overdrawn";
--> statement-breakpoint
-- Nobody spends what is not there, whatever asks for it.
ALTER TABLE "ledger_accounts" ADD CONSTRAINT "ledger_accounts_never_overdrawn" CHECK ("balance_pence" >= 0 OR "kind" NOT IN ('DIRECT_PAYMENT', 'THIRD_PARTY', 'NOTIONAL', 'COMMITTED', 'CONTINGENCY'));
--> statement-breakpoint
ALTER TABLE "ledger_accounts" ADD CONSTRAINT "ledger_accounts_in_question" CHECK ("balance_pence" <= 0 OR "kind" <> 'IN_QUESTION');
--> statement-breakpoint
ALTER TABLE "journals" DROP CONSTRAINT "journals_kind";
--> statement-breakpoint
ALTER TABLE "journals" ADD CONSTRAINT "journals_kind" CHECK ("kind" IN ('DEPOSIT', 'CONTRIBUTION', 'SPENDING', 'REVERSAL', 'HOLD', 'RELEASE', 'SETTLEMENT', 'SET_ASIDE', 'TAKEN_BACK', 'TRANSFER', 'REFUND', 'IN_QUESTION', 'ATTRIBUTION', 'RECLAIM', 'RECHARGE') AND ("kind" = 'REVERSAL') = ("reverses" IS NOT NULL));
--> statement-breakpoint
-- Which kinds need a column, and which may have it.
ALTER TABLE "journals" ADD CONSTRAINT "journals_reason" CHECK (("kind" <> 'REVERSAL' OR "reason" IS NOT NULL) AND ("reason" IS NULL OR "kind" IN ('REVERSAL', 'RELEASE', 'SET_ASIDE', 'TAKEN_BACK', 'TRANSFER', 'ATTRIBUTION', 'RECLAIM', 'RECHARGE')));
--> statement-breakpoint
ALTER TABLE "journals" ADD CONSTRAINT "journals_purpose_of" CHECK (("kind" NOT IN ('SPENDING', 'HOLD', 'SETTLEMENT') OR "purpose" IS NOT NULL) AND ("purpose" IS NULL OR "kind" IN ('SPENDING', 'HOLD', 'SETTLEMENT', 'REFUND', 'IN_QUESTION', 'ATTRIBUTION')));
--> statement-breakpoint
ALTER TABLE "journals" ADD CONSTRAINT "journals_payee" CHECK (("kind" IN ('SPENDING', 'HOLD', 'SETTLEMENT', 'REFUND', 'IN_QUESTION', 'ATTRIBUTION')) = ("payee" IS NOT NULL));
--> statement-breakpoint
ALTER TABLE "journals" ADD CONSTRAINT "journals_about_of" CHECK (("kind" NOT IN ('RELEASE', 'SETTLEMENT', 'REFUND', 'ATTRIBUTION') OR "about" IS NOT NULL) AND ("about" IS NULL OR "kind" IN ('RELEASE', 'SETTLEMENT', 'REFUND', 'ATTRIBUTION', 'TAKEN_BACK', 'RECLAIM', 'RECHARGE')));
--> statement-breakpoint
ALTER TABLE "journals" ADD CONSTRAINT "journals_other_account_of" CHECK (("kind" <> 'TRANSFER' OR "other_account_id" IS NOT NULL) AND ("other_account_id" IS NULL OR "kind" IN ('TRANSFER', 'REVERSAL')) AND "other_account_id" <> "account_id");
--> statement-breakpoint
ALTER TABLE "journals" ADD CONSTRAINT "journals_covers" CHECK (("covers_from" IS NULL) = ("covers_until" IS NULL) AND ("covers_from" IS NULL OR "covers_until" > "covers_from" AND "kind" IN ('DEPOSIT', 'CONTRIBUTION', 'SPENDING', 'HOLD', 'SETTLEMENT', 'IN_QUESTION', 'RECLAIM', 'RECHARGE')));
--> statement-breakpoint
ALTER TABLE "journals" ADD CONSTRAINT "journals_gross" CHECK ("gross" IS NULL OR "kind" IN ('DEPOSIT', 'SPENDING', 'HOLD', 'SETTLEMENT'));
--> statement-breakpoint
ALTER TABLE "journals" ADD CONSTRAINT "journals_due" CHECK (("schedule_id" IS NULL AND "due_day" IS NULL) OR "kind" IN ('DEPOSIT', 'CONTRIBUTION', 'SPENDING', 'HOLD', 'SETTLEMENT'));
--> statement-breakpoint
ALTER TABLE "journals" ADD CONSTRAINT "journals_invoice" CHECK ("invoice" IS NULL OR "kind" IN ('SPENDING', 'HOLD', 'SETTLEMENT', 'IN_QUESTION'));
--> statement-breakpoint
ALTER TABLE "journals" ADD CONSTRAINT "journals_outcome" CHECK (("kind" = 'ATTRIBUTION') = ("outcome" IS NOT NULL) AND ("outcome" IS NULL OR "outcome" IN ('ALLOWED', 'REPAID_BY_PERSON', 'BREACH')));
--> statement-breakpoint
ALTER TABLE "journals" ADD CONSTRAINT "journals_row" CHECK (("delivery_id" IS NULL) = ("row" IS NULL) AND ("row" IS NULL OR "row" > 0));
--> statement-breakpoint
ALTER TABLE "journals" ADD CONSTRAINT "journals_other_account" FOREIGN KEY ("other_account_id") REFERENCES "accounts" ("id");
--> statement-breakpoint
ALTER TABLE "journals" ADD CONSTRAINT "journals_about" FOREIGN KEY ("about") REFERENCES "journals" ("id");
--> statement-breakpoint
ALTER TABLE "journals" ADD CONSTRAINT "journals_delivery" FOREIGN KEY ("delivery_id") REFERENCES "deliveries" ("id");
--> statement-breakpoint
CREATE FUNCTION refuse_about_others() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM journals j WHERE j.id = NEW.about AND j.account_id = NEW.account_id) THEN
    RAISE EXCEPTION 'a movement is about an earlier one of the same account'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER "journals_are_about_their_own" BEFORE INSERT ON "journals" FOR EACH ROW WHEN (NEW."about" IS NOT NULL) EXECUTE FUNCTION refuse_about_others();

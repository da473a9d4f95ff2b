ALTER TABLE "money_lines" ADD CONSTRAINT "money_lines_account" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id");
--> statement-breakpoint
ALTER TABLE "money_lines" ADD CONSTRAINT "money_lines_host" FOREIGN KEY ("host") REFERENCES "organisations" ("code");
--> statement-breakpoint
ALTER TABLE "money_lines" ADD CONSTRAINT "money_lines_journal" FOREIGN KEY ("journal_id") REFERENCES "journals" ("id");
--> statement-breakpoint
ALTER TABLE "money_lines" ADD CONSTRAINT "money_lines_moved" CHECK ("amount_pence" <> 0 AND "times" >= 0);
--> statement-breakpoint
-- What waits was recorded by the line itself, in question.
ALTER TABLE "money_lines" ADD CONSTRAINT "money_lines_waiting" CHECK (("posted" OR NOT "waits") AND ("waits" OR "suggestion" IS NULL));
--> statement-breakpoint
ALTER TABLE "money_lines" ADD CONSTRAINT "money_lines_of_run" CHECK (("payment" IS NULL) = ("reference" IS NULL));
--> statement-breakpoint
ALTER TABLE "told_lines" ADD CONSTRAINT "told_lines_delivery" FOREIGN KEY ("delivery_id") REFERENCES "deliveries" ("id");
--> statement-breakpoint
ALTER TABLE "told_lines" ADD CONSTRAINT "told_lines_line" FOREIGN KEY ("line_id") REFERENCES "money_lines" ("id");
--> statement-breakpoint
ALTER TABLE "line_endings" ADD CONSTRAINT "line_endings_line" FOREIGN KEY ("line_id") REFERENCES "money_lines" ("id");
--> statement-breakpoint
ALTER TABLE "line_endings" ADD CONSTRAINT "line_endings_journal" FOREIGN KEY ("journal_id") REFERENCES "journals" ("id");
--> statement-breakpoint
ALTER TABLE "line_endings" ADD CONSTRAINT "line_endings_kind" CHECK (("kind" = 'SETTLED' AND "settled_as" IN ('DEPOSIT', 'SPENDING', 'CONTRIBUTION', 'HOLD', 'NOT_OURS') AND "key_scope" IS NOT NULL AND "idempotency_key" IS NOT NULL AND "input_hash" IS NOT NULL AND ("settled_as" <> 'NOT_OURS' OR "reason" IS NOT NULL)) OR ("kind" = 'TAKEN_BACK' AND "settled_as" IS NULL AND "journal_id" IS NULL AND "reason" IS NOT NULL AND "key_scope" IS NULL AND "idempotency_key" IS NULL AND "input_hash" IS NULL));
--> statement-breakpoint
CREATE TRIGGER "money_lines_are_kept" BEFORE UPDATE OR DELETE ON "money_lines" FOR EACH ROW EXECUTE FUNCTION refuse_moving_again();
--> statement-breakpoint
CREATE TRIGGER "money_lines_are_not_emptied" BEFORE TRUNCATE ON "money_lines" FOR EACH STATEMENT EXECUTE FUNCTION refuse_moving_again();
--> statement-breakpoint
CREATE TRIGGER "told_lines_are_kept" BEFORE UPDATE OR DELETE ON "told_lines" FOR EACH ROW EXECUTE FUNCTION refuse_moving_again();
--> statement-breakpoint
CREATE TRIGGER "told_lines_are_not_emptied" BEFORE TRUNCATE ON "told_lines" FOR EACH STATEMENT EXECUTE FUNCTION refuse_moving_again();
--> statement-breakpoint
CREATE TRIGGER "line_endings_are_kept" BEFORE UPDATE OR DELETE ON "line_endings" FOR EACH ROW EXECUTE FUNCTION refuse_moving_again();
--> statement-breakpoint
CREATE TRIGGER "line_endings_are_not_emptied" BEFORE TRUNCATE ON "line_endings" FOR EACH STATEMENT EXECUTE FUNCTION refuse_moving_again();
--> statement-breakpoint
-- Money that came in from nobody knows whom is in question too, above zero.
ALTER TABLE "ledger_accounts" DROP CONSTRAINT "ledger_accounts_in_question";
--> statement-breakpoint
SELECT grant_serving('INSERT ON line_endings');

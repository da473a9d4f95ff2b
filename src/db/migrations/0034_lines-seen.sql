ALTER TABLE "told_lines" DROP CONSTRAINT "told_lines_line";
--> statement-breakpoint
ALTER TABLE "told_lines" ADD CONSTRAINT "told_lines_line" FOREIGN KEY ("line_id", "account_id") REFERENCES "money_lines" ("id", "account_id");
--> statement-breakpoint
ALTER TABLE "line_endings" DROP CONSTRAINT "line_endings_line";
--> statement-breakpoint
ALTER TABLE "line_endings" ADD CONSTRAINT "line_endings_line" FOREIGN KEY ("line_id", "account_id") REFERENCES "money_lines" ("id", "account_id");
--> statement-breakpoint
-- Whose a line is and whether it waits still, without money or words: what the check reads. It waits
-- until it is decided or taken back, here or by what the ledger says of its movement.
CREATE VIEW "money_line_keys" AS SELECT l."id", l."ordinal", l."account_id", l."host", l."waits"
  AND NOT EXISTS (SELECT FROM "line_endings" e WHERE e."line_id" = l."id")
  AND NOT EXISTS (SELECT FROM "journals" r WHERE r."reverses" = l."journal_id")
  AND NOT EXISTS (SELECT FROM "journals" d WHERE d."about" = l."journal_id" AND d."kind" = 'ATTRIBUTION'
    AND NOT EXISTS (SELECT FROM "journals" r WHERE r."reverses" = d."id")) AS "is_waiting"
  FROM "money_lines" l;
--> statement-breakpoint
-- What a key stands for, so that it is not used twice where it was used in an account that is shut.
CREATE VIEW "line_ending_keys" AS SELECT "line_id", "journal_id", "key_scope", "idempotency_key", "input_hash" FROM "line_endings";
--> statement-breakpoint
SELECT grant_serving('SELECT ON money_line_keys');
--> statement-breakpoint
SELECT grant_serving('SELECT ON line_ending_keys');
--> statement-breakpoint
ALTER TABLE "money_lines" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "money_lines" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "money_lines_to_owner" ON "money_lines" TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "money_lines_opened" ON "money_lines" FOR SELECT USING ("account_id" = ANY ((SELECT nullif(current_setting('onepot.accounts', true), '')::uuid[])::uuid[]));
--> statement-breakpoint
CREATE POLICY "money_lines_checked" ON "money_lines" FOR SELECT USING ((SELECT current_setting('onepot.task', true)) = 'CHECKING');
--> statement-breakpoint
ALTER TABLE "told_lines" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "told_lines" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "told_lines_to_owner" ON "told_lines" TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "told_lines_opened" ON "told_lines" FOR SELECT USING ("account_id" = ANY ((SELECT nullif(current_setting('onepot.accounts', true), '')::uuid[])::uuid[]));
--> statement-breakpoint
CREATE POLICY "told_lines_checked" ON "told_lines" FOR SELECT USING ((SELECT current_setting('onepot.task', true)) = 'CHECKING');
--> statement-breakpoint
ALTER TABLE "line_endings" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "line_endings" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "line_endings_to_owner" ON "line_endings" TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "line_endings_opened" ON "line_endings" FOR SELECT USING ("account_id" = ANY ((SELECT nullif(current_setting('onepot.accounts', true), '')::uuid[])::uuid[]));
--> statement-breakpoint
CREATE POLICY "line_endings_checked" ON "line_endings" FOR SELECT USING ((SELECT current_setting('onepot.task', true)) = 'CHECKING');
--> statement-breakpoint
CREATE POLICY "line_endings_recorded" ON "line_endings" FOR INSERT WITH CHECK ("account_id" = ANY ((SELECT nullif(current_setting('onepot.accounts', true), '')::uuid[])::uuid[]));

ALTER TABLE "pool_entries" ADD CONSTRAINT "pool_entries_pool" FOREIGN KEY ("pool") REFERENCES "pools" ("code");
--> statement-breakpoint
ALTER TABLE "pool_entries" ADD CONSTRAINT "pool_entries_partner" FOREIGN KEY ("partner") REFERENCES "organisations" ("code");
--> statement-breakpoint
ALTER TABLE "pool_entries" ADD CONSTRAINT "pool_entries_about" FOREIGN KEY ("about") REFERENCES "pool_entries" ("id");
--> statement-breakpoint
ALTER TABLE "pool_entries" ADD CONSTRAINT "pool_entries_kind" CHECK (CASE "kind" WHEN 'RECEIVED' THEN "year" IS NOT NULL AND "partner" IS NOT NULL AND "amount_pence" > 0 AND "day" IS NOT NULL AND "about" IS NULL WHEN 'SPENT' THEN "partner" IS NOT NULL AND "scheme" IS NOT NULL AND "amount_pence" > 0 AND "incurred_day" IS NOT NULL AND "words" IS NOT NULL AND "about" IS NULL AND "carrier" IN ('BLOCK', 'TEAM', 'STORE', 'OVERHEAD') AND "nature" IN ('REVENUE', 'CAPITAL') WHEN 'PAID' THEN "about" IS NOT NULL AND "day" IS NOT NULL WHEN 'REVERSED' THEN "about" IS NOT NULL AND "day" IS NOT NULL AND "words" IS NOT NULL ELSE false END);
--> statement-breakpoint
CREATE TRIGGER "pool_entries_are_kept" BEFORE UPDATE OR DELETE ON "pool_entries" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER "pool_entries_are_not_emptied" BEFORE TRUNCATE ON "pool_entries" FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
SELECT grant_serving('INSERT ON pool_entries');
--> statement-breakpoint
-- Sums of a month, of everybody together and without whoever they are; for the pool's account alone.
CREATE VIEW "spent_by_month" AS SELECT l."stream", l."funder", m."month", sum(m."amount_pence")::bigint AS "amount_pence" FROM "spending_months" m JOIN "ledger_accounts" l ON l."id" = m."ledger_account_id" WHERE l."stream" IS NOT NULL AND l."funder" <> 'SELF' AND (SELECT current_setting('onepot.task', true)) = 'POOLING' GROUP BY 1, 2, 3;
--> statement-breakpoint
-- Payments that sources report of money that nobody holds in an account, so that none is there twice.
CREATE VIEW "reported_by_month" AS SELECT a."stream", a."funder", date_trunc('month', p."paid_on")::date AS "month", sum(p."amount_pence")::bigint AS "amount_pence" FROM "undepositable_streams" u JOIN "awards" a ON a."stream" = u."stream" AND a."counts" JOIN "payments" p ON p."award_id" = a."id" WHERE EXISTS (SELECT FROM "submission_windows" w WHERE w."submission_id" = a."submission_id" AND w."known_until" IS NULL) AND (SELECT current_setting('onepot.task', true)) = 'POOLING' GROUP BY 1, 2, 3;
--> statement-breakpoint
-- What is promised out of accounts and not paid, and whether it was billed, by the month of the promise.
CREATE VIEW "promised_by_month" AS SELECT l."stream", l."funder", root."invoice" IS NOT NULL AS "billed", date_trunc('month', root."effective_day")::date AS "month", sum(e."amount_pence")::bigint AS "amount_pence" FROM "ledger_accounts" l JOIN "entries" e ON e."ledger_account_id" = l."id" JOIN "journals" j ON j."id" = e."journal_id" AND j."year" = e."year" LEFT JOIN "journals" taken ON taken."id" = j."reverses" JOIN "journals" root ON root."id" = coalesce(taken."about", taken."id", j."about", j."id") WHERE l."kind" = 'COMMITTED' AND l."balance_pence" <> 0 AND l."stream" IS NOT NULL AND l."funder" <> 'SELF' AND (SELECT current_setting('onepot.task', true)) = 'POOLING' GROUP BY 1, 2, 3, 4 HAVING sum(e."amount_pence") <> 0;
--> statement-breakpoint
SELECT grant_serving('SELECT ON spent_by_month, reported_by_month, promised_by_month');

ALTER TABLE "money_rules" ADD CONSTRAINT "money_rules_kind" CHECK ("kind" IN ('CONTINGENCY_WEEKS', 'CARRY_FORWARD', 'RECLAIM_LAW', 'RECONSIDERATION_DAYS', 'OWN_MONEY_ALLOWED', 'REVIEW_FIRST_MONTHS', 'REVIEW_EVERY_MONTHS', 'QUERY_ANSWER_DAYS'));
--> statement-breakpoint
ALTER TABLE "money_rules" ADD CONSTRAINT "money_rules_review" CHECK (("kind" IN ('REVIEW_FIRST_MONTHS', 'REVIEW_EVERY_MONTHS')) = ("review" IS NOT NULL) AND ("review" IS NULL OR "review" IN ('PLAN', 'DIRECT_PAYMENT_AUDIT', 'ELIGIBILITY')));
--> statement-breakpoint
ALTER TABLE "money_rules" ADD CONSTRAINT "money_rules_scope" CHECK ("organisation" IS NULL OR "organisation_kind" IS NULL);
--> statement-breakpoint
ALTER TABLE "money_rules" ADD CONSTRAINT "money_rules_days" CHECK ("until_day" IS NULL OR "until_day" > "first_day");
--> statement-breakpoint
ALTER TABLE "money_rules" ADD CONSTRAINT "money_rules_organisation" FOREIGN KEY ("organisation") REFERENCES "organisations" ("code");
--> statement-breakpoint
ALTER TABLE "money_rules" ADD CONSTRAINT "money_rules_stream" FOREIGN KEY ("stream") REFERENCES "streams" ("code");
--> statement-breakpoint
CREATE TRIGGER "money_rules_are_kept" BEFORE UPDATE OR DELETE ON "money_rules" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
ALTER TABLE "queries" ADD CONSTRAINT "queries_identity" FOREIGN KEY ("identity_id") REFERENCES "identities" ("id");
--> statement-breakpoint
ALTER TABLE "queries" ADD CONSTRAINT "queries_organisation" FOREIGN KEY ("organisation") REFERENCES "organisations" ("code");
--> statement-breakpoint
ALTER TABLE "query_answers" ADD CONSTRAINT "query_answers_identity" FOREIGN KEY ("identity_id") REFERENCES "identities" ("id");
--> statement-breakpoint
ALTER TABLE "query_answers" ADD CONSTRAINT "query_answers_organisation" FOREIGN KEY ("organisation") REFERENCES "organisations" ("code");
--> statement-breakpoint
ALTER TABLE "support_reviews" ADD CONSTRAINT "support_reviews_identity" FOREIGN KEY ("identity_id") REFERENCES "identities" ("id");
--> statement-breakpoint
ALTER TABLE "support_reviews" ADD CONSTRAINT "support_reviews_organisation" FOREIGN KEY ("organisation") REFERENCES "organisations" ("code");
--> statement-breakpoint
ALTER TABLE "queries" ADD CONSTRAINT "queries_account" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id");
--> statement-breakpoint
ALTER TABLE "queries" ADD CONSTRAINT "queries_host" FOREIGN KEY ("host") REFERENCES "organisations" ("code");
--> statement-breakpoint
ALTER TABLE "queries" ADD CONSTRAINT "queries_funder" FOREIGN KEY ("funder") REFERENCES "organisations" ("code");
--> statement-breakpoint
ALTER TABLE "query_answers" ADD CONSTRAINT "query_answers_query" FOREIGN KEY ("query_id") REFERENCES "queries" ("id");
--> statement-breakpoint
ALTER TABLE "support_reviews" ADD CONSTRAINT "support_reviews_stream" FOREIGN KEY ("stream") REFERENCES "streams" ("code");
--> statement-breakpoint
ALTER TABLE "queries" ADD CONSTRAINT "queries_about" CHECK ("about" IN ('MOVEMENT', 'AWARD', 'EXPECTED', 'NOTICE', 'STATEMENT', 'OTHER') AND ("subject" IS NULL) = ("about" = 'OTHER') AND "answer_by" >= "asked_on");
--> statement-breakpoint
ALTER TABLE "query_answers" ADD CONSTRAINT "query_answers_outcome" CHECK ("outcome" IN ('UPHELD', 'NOT_UPHELD', 'CORRECTED'));
--> statement-breakpoint
ALTER TABLE "support_reviews" ADD CONSTRAINT "support_reviews_kind" CHECK ("kind" IN ('PLAN', 'DIRECT_PAYMENT_AUDIT', 'ELIGIBILITY'));
--> statement-breakpoint
CREATE VIEW "query_keys" AS SELECT q."id", q."identity_id", q."about", q."subject", q."streams", q."account_id", q."host", q."funder", q."organisation", q."key", q."request", NOT EXISTS (SELECT FROM "query_answers" a WHERE a."query_id" = q."id") AS "is_open" FROM "queries" q;
--> statement-breakpoint
CREATE VIEW "query_answer_keys" AS SELECT "id", "identity_id", "query_id", "key", "request" FROM "query_answers";
--> statement-breakpoint
CREATE VIEW "support_review_keys" AS SELECT "id", "identity_id", "key", "request" FROM "support_reviews";
--> statement-breakpoint
CREATE TRIGGER "queries_are_kept" BEFORE UPDATE OR DELETE ON "queries" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
ALTER TABLE "queries" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "queries" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "queries_to_owner" ON "queries" TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "queries_opened" ON "queries" FOR SELECT USING ("identity_id" IN (SELECT unnest(nullif(current_setting('onepot.identities', true), '')::uuid[])));
--> statement-breakpoint
CREATE POLICY "queries_recorded" ON "queries" FOR INSERT WITH CHECK ("identity_id" IN (SELECT unnest(nullif(current_setting('onepot.identities', true), '')::uuid[])));
--> statement-breakpoint
SELECT grant_serving('INSERT ON queries');
--> statement-breakpoint
CREATE TRIGGER "query_answers_are_kept" BEFORE UPDATE OR DELETE ON "query_answers" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
ALTER TABLE "query_answers" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "query_answers" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "query_answers_to_owner" ON "query_answers" TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "query_answers_opened" ON "query_answers" FOR SELECT USING ("identity_id" IN (SELECT unnest(nullif(current_setting('onepot.identities', true), '')::uuid[])));
--> statement-breakpoint
CREATE POLICY "query_answers_recorded" ON "query_answers" FOR INSERT WITH CHECK ("identity_id" IN (SELECT unnest(nullif(current_setting('onepot.identities', true), '')::uuid[])));
--> statement-breakpoint
SELECT grant_serving('INSERT ON query_answers');
--> statement-breakpoint
CREATE TRIGGER "support_reviews_are_kept" BEFORE UPDATE OR DELETE ON "support_reviews" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
ALTER TABLE "support_reviews" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "support_reviews" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "support_reviews_to_owner" ON "support_reviews" TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "support_reviews_opened" ON "support_reviews" FOR SELECT USING ("identity_id" IN (SELECT unnest(nullif(current_setting('onepot.identities', true), '')::uuid[])));
--> statement-breakpoint
CREATE POLICY "support_reviews_recorded" ON "support_reviews" FOR INSERT WITH CHECK ("identity_id" IN (SELECT unnest(nullif(current_setting('onepot.identities', true), '')::uuid[])));
--> statement-breakpoint
SELECT grant_serving('INSERT ON support_reviews');
--> statement-breakpoint
SELECT grant_serving('SELECT ON query_keys');
--> statement-breakpoint
SELECT grant_serving('SELECT ON query_answer_keys');
--> statement-breakpoint
SELECT grant_serving('SELECT ON support_review_keys');
--> statement-breakpoint
ALTER TABLE "reclaim_notices" ADD CONSTRAINT "reclaim_notices_account" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id");
--> statement-breakpoint
ALTER TABLE "reclaim_notices" ADD CONSTRAINT "reclaim_notices_stream" FOREIGN KEY ("stream") REFERENCES "streams" ("code");
--> statement-breakpoint
ALTER TABLE "reclaim_notices" ADD CONSTRAINT "reclaim_notices_funder" FOREIGN KEY ("funder") REFERENCES "organisations" ("code");
--> statement-breakpoint
ALTER TABLE "reclaim_withdrawals" ADD CONSTRAINT "reclaim_withdrawals_notice" FOREIGN KEY ("notice_id") REFERENCES "reclaim_notices" ("id");
--> statement-breakpoint
ALTER TABLE "reclaim_payments" ADD CONSTRAINT "reclaim_payments_notice" FOREIGN KEY ("notice_id") REFERENCES "reclaim_notices" ("id");
--> statement-breakpoint
ALTER TABLE "reclaim_payments" ADD CONSTRAINT "reclaim_payments_journal" FOREIGN KEY ("journal_id") REFERENCES "journals" ("id");
--> statement-breakpoint
ALTER TABLE "carry_forwards" ADD CONSTRAINT "carry_forwards_account" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id");
--> statement-breakpoint
ALTER TABLE "carry_forwards" ADD CONSTRAINT "carry_forwards_stream" FOREIGN KEY ("stream") REFERENCES "streams" ("code");
--> statement-breakpoint
ALTER TABLE "carry_forwards" ADD CONSTRAINT "carry_forwards_funder" FOREIGN KEY ("funder") REFERENCES "organisations" ("code");
--> statement-breakpoint
ALTER TABLE "reclaim_notices" ADD CONSTRAINT "reclaim_notices_sense" CHECK ("amount_pence" > 0 AND "reconsider_by" >= "noticed_on" AND "due_by" >= "noticed_on");
--> statement-breakpoint
ALTER TABLE "carry_forwards" ADD CONSTRAINT "carry_forwards_sense" CHECK ("kept_pence" >= 0 AND "return_pence" >= 0 AND "contingency_pence" >= 0);
--> statement-breakpoint
CREATE TRIGGER "reclaim_notices_are_kept" BEFORE UPDATE OR DELETE ON "reclaim_notices" FOR EACH ROW EXECUTE FUNCTION refuse_moving_again();
--> statement-breakpoint
SELECT grant_serving('INSERT ON reclaim_notices');
--> statement-breakpoint
CREATE TRIGGER "reclaim_withdrawals_are_kept" BEFORE UPDATE OR DELETE ON "reclaim_withdrawals" FOR EACH ROW EXECUTE FUNCTION refuse_moving_again();
--> statement-breakpoint
SELECT grant_serving('INSERT ON reclaim_withdrawals');
--> statement-breakpoint
CREATE TRIGGER "reclaim_payments_are_kept" BEFORE UPDATE OR DELETE ON "reclaim_payments" FOR EACH ROW EXECUTE FUNCTION refuse_moving_again();
--> statement-breakpoint
SELECT grant_serving('INSERT ON reclaim_payments');
--> statement-breakpoint
CREATE TRIGGER "carry_forwards_are_kept" BEFORE UPDATE OR DELETE ON "carry_forwards" FOR EACH ROW EXECUTE FUNCTION refuse_moving_again();
--> statement-breakpoint
SELECT grant_serving('INSERT ON carry_forwards');

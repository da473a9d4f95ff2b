ALTER TABLE "deferred_rates" ADD CONSTRAINT "deferred_rates_kind" CHECK ("kind" IN ('INTEREST', 'SET_UP', 'YEARLY', 'VALUATION', 'STATEMENT', 'ENDING', 'OTHER') AND ("kind" = 'INTEREST' OR "authority" IS NOT NULL));
--> statement-breakpoint
ALTER TABLE "deferred_rates" ADD CONSTRAINT "deferred_rates_figure" CHECK ("figure" > 0 AND ("until_day" IS NULL OR "until_day" > "first_day"));
--> statement-breakpoint
ALTER TABLE "deferred_rates" ADD CONSTRAINT "deferred_rates_authority" FOREIGN KEY ("authority") REFERENCES "organisations" ("code");
--> statement-breakpoint
CREATE TRIGGER "deferred_rates_are_kept" BEFORE UPDATE ON "deferred_rates" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
ALTER TABLE "deferred_agreements" ADD CONSTRAINT "deferred_agreements_terms" CHECK ("interest" IN ('NATIONAL_MAXIMUM', 'OWN_RATE', 'NONE') AND "interest_added" IN ('NEVER', 'DAILY', 'MONTHLY', 'QUARTERLY', 'HALF_YEARLY'));
--> statement-breakpoint
ALTER TABLE "deferred_agreements" ADD CONSTRAINT "deferred_agreements_identity" FOREIGN KEY ("identity_id") REFERENCES "identities" ("id");
--> statement-breakpoint
ALTER TABLE "deferred_agreements" ADD CONSTRAINT "deferred_agreements_council" FOREIGN KEY ("council") REFERENCES "organisations" ("code");
--> statement-breakpoint
ALTER TABLE "deferred_entries" ADD CONSTRAINT "deferred_entries_identity" FOREIGN KEY ("identity_id") REFERENCES "identities" ("id");
--> statement-breakpoint
ALTER TABLE "deferred_entries" ADD CONSTRAINT "deferred_entries_agreement" FOREIGN KEY ("agreement_id") REFERENCES "deferred_agreements" ("id");
--> statement-breakpoint
ALTER TABLE "deferred_entries" ADD CONSTRAINT "deferred_entries_corrects" FOREIGN KEY ("corrects") REFERENCES "deferred_entries" ("id");
--> statement-breakpoint
ALTER TABLE "deferred_entries" ADD CONSTRAINT "deferred_entries_kind" CHECK ("kind" IN ('VALUATION', 'CHARGE', 'ADMINISTRATION', 'REPAYMENT', 'END', 'CORRECTION'));
--> statement-breakpoint
ALTER TABLE "deferred_entries" ADD CONSTRAINT "deferred_entries_amount" CHECK (CASE WHEN "kind" IN ('END', 'CORRECTION') THEN "amount_pence" IS NULL ELSE "amount_pence" IS NOT NULL AND "amount_pence" > 0 END);
--> statement-breakpoint
ALTER TABLE "deferred_entries" ADD CONSTRAINT "deferred_entries_parts" CHECK (("kind" = 'VALUATION') = ("secured_pence" IS NOT NULL) AND ("secured_pence" IS NULL OR "secured_pence" BETWEEN 0 AND "amount_pence") AND ("kind" = 'ADMINISTRATION') = ("charge" IS NOT NULL) AND ("kind" = 'CORRECTION') = ("corrects" IS NOT NULL) AND ("kind" = 'CORRECTION') = ("reason" IS NOT NULL));
--> statement-breakpoint
ALTER TABLE "top_ups" ADD CONSTRAINT "top_ups_identity" FOREIGN KEY ("identity_id") REFERENCES "identities" ("id");
--> statement-breakpoint
ALTER TABLE "top_ups" ADD CONSTRAINT "top_ups_council" FOREIGN KEY ("council") REFERENCES "organisations" ("code");
--> statement-breakpoint
ALTER TABLE "top_ups" ADD CONSTRAINT "top_ups_said" CHECK (("weekly_pence" IS NULL) = ("payer" IS NULL) AND ("weekly_pence" IS NULL OR "weekly_pence" > 0) AND ("until_day" IS NULL OR "until_day" > "first_day") AND ("payer" IS NULL OR "payer" IN ('RELATIVE', 'FRIEND', 'CHARITY', 'SOMEBODY_ELSE')));
--> statement-breakpoint
CREATE TRIGGER "deferred_agreements_are_kept" BEFORE UPDATE OR DELETE ON "deferred_agreements" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER "deferred_entries_are_kept" BEFORE UPDATE OR DELETE ON "deferred_entries" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER "top_ups_are_kept" BEFORE UPDATE OR DELETE ON "top_ups" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE VIEW "deferred_keys" AS SELECT "id", "key", "request" FROM "deferred_agreements" UNION ALL SELECT "id", "key", "request" FROM "deferred_entries";
--> statement-breakpoint
CREATE VIEW "top_up_keys" AS SELECT "id", "key", "request" FROM "top_ups";
--> statement-breakpoint
ALTER TABLE "deferred_agreements" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "deferred_agreements" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "deferred_agreements_to_owner" ON "deferred_agreements" TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "deferred_agreements_opened" ON "deferred_agreements" FOR SELECT USING ("identity_id" IN (SELECT unnest(nullif(current_setting('onepot.identities', true), '')::uuid[])));
--> statement-breakpoint
CREATE POLICY "deferred_agreements_recorded" ON "deferred_agreements" FOR INSERT WITH CHECK ("identity_id" IN (SELECT unnest(nullif(current_setting('onepot.identities', true), '')::uuid[])));
--> statement-breakpoint
SELECT grant_serving('INSERT ON deferred_agreements');
--> statement-breakpoint
ALTER TABLE "deferred_entries" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "deferred_entries" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "deferred_entries_to_owner" ON "deferred_entries" TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "deferred_entries_opened" ON "deferred_entries" FOR SELECT USING ("identity_id" IN (SELECT unnest(nullif(current_setting('onepot.identities', true), '')::uuid[])));
--> statement-breakpoint
CREATE POLICY "deferred_entries_recorded" ON "deferred_entries" FOR INSERT WITH CHECK ("identity_id" IN (SELECT unnest(nullif(current_setting('onepot.identities', true), '')::uuid[])));
--> statement-breakpoint
SELECT grant_serving('INSERT ON deferred_entries');
--> statement-breakpoint
ALTER TABLE "top_ups" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "top_ups" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "top_ups_to_owner" ON "top_ups" TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "top_ups_opened" ON "top_ups" FOR SELECT USING ("identity_id" IN (SELECT unnest(nullif(current_setting('onepot.identities', true), '')::uuid[])));
--> statement-breakpoint
CREATE POLICY "top_ups_recorded" ON "top_ups" FOR INSERT WITH CHECK ("identity_id" IN (SELECT unnest(nullif(current_setting('onepot.identities', true), '')::uuid[])));
--> statement-breakpoint
SELECT grant_serving('INSERT ON top_ups');
--> statement-breakpoint
SELECT grant_serving('SELECT ON deferred_keys');
--> statement-breakpoint
SELECT grant_serving('SELECT ON top_up_keys');

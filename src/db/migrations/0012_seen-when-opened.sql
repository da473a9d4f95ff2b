CREATE FUNCTION grant_serving(what text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE format('GRANT %s TO %I', what, current_schema() || '_app'); END $$;
--> statement-breakpoint
CREATE VIEW "identity_keys" AS SELECT "id", "ordinal", "person_id", "nhs_number", "nino", "source", "namespace", "local_id", "death_date" FROM "identities";
--> statement-breakpoint
CREATE VIEW "award_keys" AS SELECT "id", "identity_id", "submission_id", "stream", "funder", "counts" FROM "awards";
--> statement-breakpoint
CREATE VIEW "funding_keys" AS SELECT "id", "identity_id", "stream", "interim_payer", "ended_at" FROM "funding_decisions";
--> statement-breakpoint
ALTER TABLE "identities" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "identities" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "identities_to_owner" ON "identities" TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "identities_opened" ON "identities" FOR SELECT USING ("id" IN (SELECT unnest(nullif(current_setting('onepot.identities', true), '')::uuid[])));
--> statement-breakpoint
CREATE POLICY "identities_matched" ON "identities" FOR SELECT USING ((SELECT current_setting('onepot.task', true)) IN ('MATCHING', 'FINDING'));
--> statement-breakpoint
CREATE POLICY "identities_joined" ON "identities" FOR UPDATE USING ((SELECT current_setting('onepot.task', true)) = 'MATCHING');
--> statement-breakpoint
ALTER TABLE "awards" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "awards" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "awards_to_owner" ON "awards" TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "awards_opened" ON "awards" FOR SELECT USING ("identity_id" IN (SELECT unnest(nullif(current_setting('onepot.identities', true), '')::uuid[])));
--> statement-breakpoint
CREATE POLICY "awards_under_contract" ON "awards" FOR SELECT USING ((SELECT current_setting('onepot.task', true)) = 'CONTRACTS' AND "activity" IS NOT NULL);
--> statement-breakpoint
ALTER TABLE "payments" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "payments" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "payments_to_owner" ON "payments" TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "payments_opened" ON "payments" FOR SELECT USING (EXISTS (SELECT FROM "awards" WHERE "awards"."id" = "payments"."award_id"));
--> statement-breakpoint
ALTER TABLE "claims" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "claims" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "claims_to_owner" ON "claims" TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "claims_opened" ON "claims" FOR SELECT USING (EXISTS (SELECT FROM "awards" WHERE "awards"."id" = "claims"."award_id"));
--> statement-breakpoint
ALTER TABLE "funding_decisions" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "funding_decisions" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "funding_decisions_to_owner" ON "funding_decisions" TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "funding_decisions_opened" ON "funding_decisions" FOR SELECT USING ("identity_id" IN (SELECT unnest(nullif(current_setting('onepot.identities', true), '')::uuid[])));
--> statement-breakpoint
DO $$ BEGIN EXECUTE format('GRANT USAGE ON SCHEMA %1$I TO %2$I', current_schema(), current_schema() || '_app'); EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA %1$I TO %2$I', current_schema(), current_schema() || '_app'); EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %1$I GRANT SELECT ON TABLES TO %2$I', current_schema(), current_schema() || '_app'); END $$;
--> statement-breakpoint
SELECT grant_serving('INSERT ON audit_events');
--> statement-breakpoint
SELECT grant_serving('INSERT ON reads');
--> statement-breakpoint
SELECT grant_serving('INSERT ON audit_blocks');
--> statement-breakpoint
SELECT grant_serving('INSERT ON personal_wishes');
--> statement-breakpoint
SELECT grant_serving('UPDATE (ended_at, ended_by) ON personal_wishes');
--> statement-breakpoint
SELECT grant_serving('UPDATE (suspended_at) ON representatives');
--> statement-breakpoint
SELECT grant_serving('INSERT ON openings');
--> statement-breakpoint
SELECT grant_serving('UPDATE (reviewed_by, reviewed_at, review) ON openings');
--> statement-breakpoint
SELECT grant_serving('UPDATE (decision, decided_by, decided_at, reason, outcome) ON match_pairs');
--> statement-breakpoint
SELECT grant_serving('UPDATE (person_id) ON identities');

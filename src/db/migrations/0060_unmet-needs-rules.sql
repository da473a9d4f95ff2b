ALTER TABLE "unmet_needs" ADD CONSTRAINT "unmet_needs_identity" FOREIGN KEY ("identity_id") REFERENCES "identities" ("id");
--> statement-breakpoint
ALTER TABLE "unmet_needs" ADD CONSTRAINT "unmet_needs_stream" FOREIGN KEY ("stream") REFERENCES "streams" ("code");
--> statement-breakpoint
ALTER TABLE "unmet_needs" ADD CONSTRAINT "unmet_needs_organisation" FOREIGN KEY ("organisation") REFERENCES "organisations" ("code");
--> statement-breakpoint
ALTER TABLE "unmet_need_ends" ADD CONSTRAINT "unmet_need_ends_need" FOREIGN KEY ("need_id", "identity_id") REFERENCES "unmet_needs" ("id", "identity_id");
--> statement-breakpoint
ALTER TABLE "unmet_needs" ADD CONSTRAINT "unmet_needs_outcome" CHECK ("outcome" IN ('NUTRITION', 'HYGIENE', 'TOILET', 'CLOTHING', 'SAFE_AT_HOME', 'HABITABLE_HOME', 'RELATIONSHIPS', 'WORK_OR_LEARNING', 'COMMUNITY', 'CARE_OF_A_CHILD', 'WELLBEING_DIGNITY', 'WELLBEING_HEALTH', 'WELLBEING_PROTECTION', 'WELLBEING_CONTROL', 'WELLBEING_PARTICIPATION', 'WELLBEING_SOCIAL_AND_ECONOMIC', 'WELLBEING_RELATIONSHIPS', 'WELLBEING_ACCOMMODATION', 'WELLBEING_CONTRIBUTION'));
--> statement-breakpoint
ALTER TABLE "unmet_needs" ADD CONSTRAINT "unmet_needs_reason" CHECK ("reason" IN ('NO_MONEY', 'NOBODY_OFFERS_IT', 'WAITING_FOR_ASSESSMENT', 'WAITING_FOR_SERVICE', 'NOT_ELIGIBLE', 'OTHER') AND ("reason" <> 'OTHER' OR "reason_words" IS NOT NULL));
--> statement-breakpoint
-- A cost that nobody knows is none of the three; never nothing in its place.
ALTER TABLE "unmet_needs" ADD CONSTRAINT "unmet_needs_cost" CHECK (("per" IS NULL AND "assessed_pence" IS NULL AND "unmet_pence" IS NULL) OR ("per" IN ('WEEK', 'YEAR', 'ONCE') AND "unmet_pence" IS NOT NULL AND "assessed_pence" IS NOT NULL AND "unmet_pence" > 0 AND "unmet_pence" <= "assessed_pence"));
--> statement-breakpoint
ALTER TABLE "unmet_need_ends" ADD CONSTRAINT "unmet_need_ends_reason" CHECK ("reason" IN ('MET', 'NO_LONGER_NEEDED', 'RECORDED_IN_ERROR'));
--> statement-breakpoint
CREATE TRIGGER "unmet_needs_are_kept" BEFORE UPDATE OR DELETE ON "unmet_needs" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER "unmet_need_ends_are_kept" BEFORE UPDATE OR DELETE ON "unmet_need_ends" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
-- By these a need is found, or a request known again, by one that may not read what it says yet.
CREATE VIEW "unmet_need_keys" AS SELECT "id", "identity_id", "organisation", "key", "request" FROM "unmet_needs";
--> statement-breakpoint
CREATE VIEW "unmet_need_end_keys" AS SELECT "need_id" AS "id", "identity_id", "key", "request" FROM "unmet_need_ends";
--> statement-breakpoint
ALTER TABLE "unmet_needs" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "unmet_needs" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "unmet_needs_to_owner" ON "unmet_needs" TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "unmet_needs_opened" ON "unmet_needs" FOR SELECT USING ("identity_id" IN (SELECT unnest(nullif(current_setting('onepot.identities', true), '')::uuid[])));
--> statement-breakpoint
CREATE POLICY "unmet_needs_recorded" ON "unmet_needs" FOR INSERT WITH CHECK ("identity_id" IN (SELECT unnest(nullif(current_setting('onepot.identities', true), '')::uuid[])));
--> statement-breakpoint
ALTER TABLE "unmet_need_ends" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "unmet_need_ends" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "unmet_need_ends_to_owner" ON "unmet_need_ends" TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "unmet_need_ends_opened" ON "unmet_need_ends" FOR SELECT USING ("identity_id" IN (SELECT unnest(nullif(current_setting('onepot.identities', true), '')::uuid[])));
--> statement-breakpoint
CREATE POLICY "unmet_need_ends_recorded" ON "unmet_need_ends" FOR INSERT WITH CHECK ("identity_id" IN (SELECT unnest(nullif(current_setting('onepot.identities', true), '')::uuid[])));
--> statement-breakpoint
SELECT grant_serving('INSERT ON unmet_needs');
--> statement-breakpoint
SELECT grant_serving('INSERT ON unmet_need_ends');
--> statement-breakpoint
SELECT grant_serving('SELECT ON unmet_need_keys');
--> statement-breakpoint
SELECT grant_serving('SELECT ON unmet_need_end_keys');

ALTER TABLE "recorded_awards" ADD CONSTRAINT "recorded_awards_award" FOREIGN KEY ("award_id") REFERENCES "awards" ("id");
--> statement-breakpoint
ALTER TABLE "recorded_awards" ADD CONSTRAINT "recorded_awards_told" FOREIGN KEY ("submission_id") REFERENCES "submissions" ("id");
--> statement-breakpoint
ALTER TABLE "recorded_awards" ADD CONSTRAINT "recorded_awards_identity" FOREIGN KEY ("identity_id") REFERENCES "identities" ("id");
--> statement-breakpoint
ALTER TABLE "award_ends" ADD CONSTRAINT "award_ends_award" FOREIGN KEY ("award_id") REFERENCES "recorded_awards" ("award_id");
--> statement-breakpoint
ALTER TABLE "award_ends" ADD CONSTRAINT "award_ends_identity" FOREIGN KEY ("identity_id") REFERENCES "identities" ("id");
--> statement-breakpoint
ALTER TABLE "told_amounts" ADD CONSTRAINT "told_amounts_identity" FOREIGN KEY ("identity_id") REFERENCES "identities" ("id");
--> statement-breakpoint
ALTER TABLE "told_amounts" ADD CONSTRAINT "told_amounts_stream" FOREIGN KEY ("stream") REFERENCES "streams" ("code");
--> statement-breakpoint
ALTER TABLE "told_amounts" ADD CONSTRAINT "told_amounts_organisation" FOREIGN KEY ("organisation") REFERENCES "organisations" ("code");
--> statement-breakpoint
ALTER TABLE "funding_decisions" ADD CONSTRAINT "funding_decisions_organisation" FOREIGN KEY ("organisation") REFERENCES "organisations" ("code");
--> statement-breakpoint
ALTER TABLE "told_amounts" ADD CONSTRAINT "told_amounts_said" CHECK ("amount_pence" >= 0 AND "how" IN ('LETTER', 'EASY_READ', 'LARGE_PRINT', 'BRAILLE', 'AUDIO', 'MEETING', 'PHONE', 'VIDEO_CALL', 'SIGN_LANGUAGE', 'INTERPRETER', 'EMAIL', 'ONLINE'));
--> statement-breakpoint
ALTER TABLE "funding_decisions" DROP CONSTRAINT "funding_decisions_state";
--> statement-breakpoint
ALTER TABLE "funding_decisions" ADD CONSTRAINT "funding_decisions_state" CHECK ("state" IN ('PROPOSED', 'AGREED', 'DISPUTED') AND ("state" = 'DISPUTED') = ("interim_payer" IS NOT NULL));
--> statement-breakpoint
ALTER TABLE "funding_decisions" ADD CONSTRAINT "funding_decisions_kind" CHECK ("kind" IN ('JOINT', 'SECTION_117', 'CONTINUING_HEALTHCARE') AND ("key" IS NULL) = ("request" IS NULL));
--> statement-breakpoint
CREATE TRIGGER "recorded_awards_are_kept" BEFORE UPDATE OR DELETE ON "recorded_awards" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER "award_ends_are_kept" BEFORE UPDATE OR DELETE ON "award_ends" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER "told_amounts_are_kept" BEFORE UPDATE OR DELETE ON "told_amounts" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
-- What is proposed acts on nothing, and makes nobody a payer.
CREATE OR REPLACE VIEW "funding_keys" AS SELECT "id", "identity_id", "stream", "interim_payer", "ended_at", "state" FROM "funding_decisions";
--> statement-breakpoint
-- By these a request is known again, whoever it was about: a key is one of its organisation’s.
CREATE VIEW "recorded_keys" AS SELECT "id", "key", "request" FROM "told_amounts" UNION ALL SELECT "award_id", "key", "request" FROM "recorded_awards" UNION ALL SELECT "award_id", "key", "request" FROM "award_ends" UNION ALL SELECT "id", "key", "request" FROM "funding_decisions" WHERE "key" IS NOT NULL;
--> statement-breakpoint
-- By these an award is found that was recorded, by a request that may not read what it says yet.
CREATE VIEW "recorded_award_keys" AS SELECT "award_id", "submission_id", "identity_id" FROM "recorded_awards";
--> statement-breakpoint
ALTER TABLE "recorded_awards" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "recorded_awards" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "recorded_awards_to_owner" ON "recorded_awards" TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "recorded_awards_opened" ON "recorded_awards" FOR SELECT USING ("identity_id" IN (SELECT unnest(nullif(current_setting('onepot.identities', true), '')::uuid[])));
--> statement-breakpoint
CREATE POLICY "recorded_awards_recorded" ON "recorded_awards" FOR INSERT WITH CHECK ("identity_id" IN (SELECT unnest(nullif(current_setting('onepot.identities', true), '')::uuid[])));
--> statement-breakpoint
ALTER TABLE "award_ends" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "award_ends" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "award_ends_to_owner" ON "award_ends" TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "award_ends_opened" ON "award_ends" FOR SELECT USING ("identity_id" IN (SELECT unnest(nullif(current_setting('onepot.identities', true), '')::uuid[])));
--> statement-breakpoint
CREATE POLICY "award_ends_recorded" ON "award_ends" FOR INSERT WITH CHECK ("identity_id" IN (SELECT unnest(nullif(current_setting('onepot.identities', true), '')::uuid[])));
--> statement-breakpoint
ALTER TABLE "told_amounts" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "told_amounts" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "told_amounts_to_owner" ON "told_amounts" TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "told_amounts_opened" ON "told_amounts" FOR SELECT USING ("identity_id" IN (SELECT unnest(nullif(current_setting('onepot.identities', true), '')::uuid[])));
--> statement-breakpoint
CREATE POLICY "told_amounts_recorded" ON "told_amounts" FOR INSERT WITH CHECK ("identity_id" IN (SELECT unnest(nullif(current_setting('onepot.identities', true), '')::uuid[])));
--> statement-breakpoint
CREATE POLICY "awards_recorded" ON "awards" FOR INSERT WITH CHECK ("identity_id" IN (SELECT unnest(nullif(current_setting('onepot.identities', true), '')::uuid[])));
--> statement-breakpoint
CREATE POLICY "funding_decisions_recorded" ON "funding_decisions" FOR INSERT WITH CHECK ("identity_id" IN (SELECT unnest(nullif(current_setting('onepot.identities', true), '')::uuid[])));
--> statement-breakpoint
SELECT grant_serving('INSERT ON recorded_awards');
--> statement-breakpoint
SELECT grant_serving('INSERT ON award_ends');
--> statement-breakpoint
SELECT grant_serving('INSERT ON told_amounts');
--> statement-breakpoint
SELECT grant_serving('INSERT ON awards');
--> statement-breakpoint
SELECT grant_serving('INSERT ON funding_decisions');
--> statement-breakpoint
SELECT grant_serving('INSERT ON funding_shares');
--> statement-breakpoint
SELECT grant_serving('INSERT ON deliveries');
--> statement-breakpoint
SELECT grant_serving('INSERT ON submissions');
--> statement-breakpoint
SELECT grant_serving('INSERT ON submission_windows');
--> statement-breakpoint
SELECT grant_serving('SELECT ON recorded_award_keys');
--> statement-breakpoint
SELECT grant_serving('SELECT ON recorded_keys');

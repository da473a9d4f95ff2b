ALTER TABLE "commissioned_activity" ADD CONSTRAINT "commissioned_activity_submission" FOREIGN KEY ("submission_id") REFERENCES "submissions" ("id");
--> statement-breakpoint
ALTER TABLE "commissioned_activity" ADD CONSTRAINT "commissioned_activity_commissioner" FOREIGN KEY ("commissioner") REFERENCES "organisations" ("code");
--> statement-breakpoint
ALTER TABLE "commissioned_activity" ADD CONSTRAINT "commissioned_activity_stream" FOREIGN KEY ("stream") REFERENCES "streams" ("code");
--> statement-breakpoint
ALTER TABLE "commissioned_activity" ADD CONSTRAINT "commissioned_activity_kind" CHECK ("month" BETWEEN 1 AND 12 AND CASE "kind" WHEN 'CARE' THEN true WHEN 'CONTRACT_SUM' THEN "patient_mark" IS NULL AND "activity" IS NULL ELSE false END);
--> statement-breakpoint
ALTER TABLE "patient_keys" ADD CONSTRAINT "patient_keys_one" CHECK ("one");
--> statement-breakpoint
ALTER TABLE "commissioned_activity" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "commissioned_activity" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "commissioned_activity_to_owner" ON "commissioned_activity" TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "commissioned_activity_under_contract" ON "commissioned_activity" FOR SELECT USING ((SELECT current_setting('onepot.task', true)) = 'CONTRACTS' AND "activity" IS NOT NULL);
--> statement-breakpoint
-- Requests may see what was done, and neither the marks of patients nor the key to them.
DO $$ BEGIN EXECUTE format('REVOKE ALL ON commissioned_activity, patient_keys FROM %I', current_schema() || '_app'); END $$;
--> statement-breakpoint
SELECT grant_serving('SELECT (id, submission_id, row, kind, provider, commissioner, stream, scheme, currency, activity, year, month, care_key, quantity, reported_pounds) ON commissioned_activity');

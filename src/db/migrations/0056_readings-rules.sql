ALTER TABLE "readings" ADD CONSTRAINT "readings_identity" FOREIGN KEY ("identity_id") REFERENCES "identities" ("id");
--> statement-breakpoint
ALTER TABLE "readings" ADD CONSTRAINT "readings_known" CHECK ("language" IN ('en', 'cy') AND "size" IN ('usual', 'large') AND "format" IN ('full', 'easy'));
--> statement-breakpoint
CREATE TRIGGER "readings_are_kept" BEFORE UPDATE OR DELETE ON "readings" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
ALTER TABLE "readings" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "readings" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "readings_to_owner" ON "readings" TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "readings_opened" ON "readings" FOR SELECT USING ("identity_id" IN (SELECT unnest(nullif(current_setting('onepot.identities', true), '')::uuid[])));
--> statement-breakpoint
CREATE POLICY "readings_recorded" ON "readings" FOR INSERT WITH CHECK ("identity_id" IN (SELECT unnest(nullif(current_setting('onepot.identities', true), '')::uuid[])));
--> statement-breakpoint
SELECT grant_serving('INSERT ON readings');

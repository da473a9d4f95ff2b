ALTER TABLE "characteristics" ADD CONSTRAINT "characteristics_submission" FOREIGN KEY ("submission_id") REFERENCES "submissions" ("id");
--> statement-breakpoint
ALTER TABLE "characteristics" ADD CONSTRAINT "characteristics_identity" FOREIGN KEY ("identity_id") REFERENCES "identities" ("id");
--> statement-breakpoint
ALTER TABLE "characteristics" ADD CONSTRAINT "characteristics_known" CHECK ("code" = 'NOT_KNOWN' OR CASE "kind" WHEN 'SEX' THEN "code" IN ('FEMALE', 'MALE', 'OTHER') WHEN 'ETHNIC_GROUP' THEN "code" IN ('ASIAN', 'BLACK', 'MIXED', 'WHITE', 'OTHER') WHEN 'CLIENT_GROUP' THEN "code" IN ('PHYSICAL_SUPPORT', 'SENSORY_SUPPORT', 'MEMORY_AND_COGNITION', 'LEARNING_DISABILITY', 'MENTAL_HEALTH', 'SOCIAL_SUPPORT') END);
--> statement-breakpoint
ALTER TABLE "characteristics" ADD CONSTRAINT "characteristics_kind" CHECK ("kind" IN ('SEX', 'ETHNIC_GROUP', 'CLIENT_GROUP'));
--> statement-breakpoint
CREATE TRIGGER "characteristics_are_kept" BEFORE UPDATE ON "characteristics" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
ALTER TABLE "characteristics" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "characteristics" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "characteristics_to_owner" ON "characteristics" TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "characteristics_opened" ON "characteristics" FOR SELECT USING ("identity_id" IN (SELECT unnest(nullif(current_setting('onepot.identities', true), '')::uuid[])));
--> statement-breakpoint
CREATE POLICY "characteristics_published" ON "characteristics" FOR SELECT USING ((SELECT current_setting('onepot.task', true)) = 'PUBLISHING');
--> statement-breakpoint
ALTER TABLE "deprivation_areas" ADD CONSTRAINT "deprivation_areas_known" CHECK ("fifth" BETWEEN 1 AND 5 AND "postcode" = upper("postcode") AND "postcode" NOT LIKE '% %');
--> statement-breakpoint
CREATE TRIGGER "deprivation_areas_are_kept" BEFORE UPDATE OR DELETE ON "deprivation_areas" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
-- The fifth that an identity's postcode is in, null where the list lacks it, and no postcode: for what
-- is published alone. Of nobody whose record is restricted, by which of their identities ever it is.
CREATE VIEW "identity_fifths" AS WITH "kept" AS (SELECT i.* FROM "record_restrictions" r JOIN "identities" i ON i."id" = r."identity_id" WHERE r."ended_at" IS NULL), "hidden" AS (SELECT "id" FROM "kept" WHERE "person_id" IS NULL UNION SELECT "person_id" FROM "kept" WHERE "person_id" IS NOT NULL UNION SELECT own."person_id" FROM "kept" JOIN "identities" own ON own."nhs_number" = "kept"."nhs_number" WHERE "kept"."person_id" IS NULL AND own."person_id" IS NOT NULL UNION SELECT own."person_id" FROM "kept" JOIN "identities" own ON own."nino" = "kept"."nino" WHERE "kept"."person_id" IS NULL AND own."person_id" IS NOT NULL UNION SELECT own."person_id" FROM "kept" JOIN "identities" own ON own."local_id" = "kept"."local_id" AND own."source" = "kept"."source" AND own."namespace" = "kept"."namespace" WHERE "kept"."person_id" IS NULL AND own."person_id" IS NOT NULL), "known" AS (SELECT DISTINCT ON ("postcode") "postcode", "fifth" FROM "deprivation_areas" ORDER BY "postcode", "known_from" DESC) SELECT i."id" AS "identity_id", "known"."fifth" FROM "identities" i LEFT JOIN "known" ON "known"."postcode" = replace(i."postcode", ' ', '') WHERE i."postcode" IS NOT NULL AND coalesce(i."person_id", i."id") NOT IN (SELECT "id" FROM "hidden") AND (SELECT current_setting('onepot.task', true)) = 'PUBLISHING';

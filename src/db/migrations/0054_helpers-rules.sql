ALTER TABLE "queries" DROP CONSTRAINT "queries_about";
--> statement-breakpoint
ALTER TABLE "queries" ADD CONSTRAINT "queries_about" CHECK ("about" IN ('MOVEMENT', 'AWARD', 'EXPECTED', 'NOTICE', 'STATEMENT', 'OTHER', 'CHANGE', 'HELPER') AND ("subject" IS NULL) = ("about" IN ('OTHER', 'HELPER')) AND "answer_by" >= "asked_on");
--> statement-breakpoint
ALTER TABLE "queries" ADD CONSTRAINT "queries_helper" CHECK (("helper" IS NOT NULL) = ("about" = 'HELPER') AND ("helper" IS NULL OR ("helper" ->> 'kind' IN ('nominee', 'attorney-money', 'attorney-welfare', 'advocate') AND "helper" ->> 'name' <> '')));

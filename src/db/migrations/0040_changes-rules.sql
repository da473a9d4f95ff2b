ALTER TABLE "queries" DROP CONSTRAINT "queries_about";
--> statement-breakpoint
ALTER TABLE "queries" ADD CONSTRAINT "queries_about" CHECK ("about" IN ('MOVEMENT', 'AWARD', 'EXPECTED', 'NOTICE', 'STATEMENT', 'OTHER', 'CHANGE') AND ("subject" IS NULL) = ("about" = 'OTHER') AND "answer_by" >= "asked_on");
--> statement-breakpoint
ALTER TABLE "queries" ADD CONSTRAINT "queries_choice" CHECK (("choice" IS NOT NULL) = ("about" = 'CHANGE') AND ("choice" IS NULL OR "choice" IN ('CHANGE', 'TAKE_MONEY', 'MIX')));
--> statement-breakpoint
ALTER TABLE "query_answers" DROP CONSTRAINT "query_answers_outcome";
--> statement-breakpoint
ALTER TABLE "query_answers" ADD CONSTRAINT "query_answers_outcome" CHECK ("outcome" IN ('UPHELD', 'NOT_UPHELD', 'CORRECTED', 'AGREED', 'PARTLY_AGREED', 'NOT_AGREED'));

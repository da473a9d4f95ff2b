ALTER TABLE "plan_lines" ADD CONSTRAINT "plan_lines_submission" FOREIGN KEY ("submission_id") REFERENCES "submissions" ("id");
--> statement-breakpoint
ALTER TABLE "plan_lines" ADD CONSTRAINT "plan_lines_sense" CHECK ("nature" IN ('REVENUE', 'CAPITAL') AND "planned_pence" >= 0 AND "outputs" >= 0 AND "nhs_share" BETWEEN 0 AND 1);

ALTER TABLE "representatives" ADD CONSTRAINT "representatives_kind" CHECK ("kind" IN ('nominee', 'authorised-person', 'suitable-person', 'attorney-money', 'attorney-welfare', 'deputy', 'appointee', 'advocate', 'personal-representative'));
--> statement-breakpoint
ALTER TABLE "representatives" ADD CONSTRAINT "representatives_identity" FOREIGN KEY ("identity_id") REFERENCES "identities" ("id");
--> statement-breakpoint
ALTER TABLE "allocations" ADD CONSTRAINT "allocations_identity" FOREIGN KEY ("identity_id") REFERENCES "identities" ("id");
--> statement-breakpoint
ALTER TABLE "allocations" ADD CONSTRAINT "allocations_submission" FOREIGN KEY ("submission_id") REFERENCES "submissions" ("id");
--> statement-breakpoint
ALTER TABLE "openings" ADD CONSTRAINT "openings_identity" FOREIGN KEY ("identity_id") REFERENCES "identities" ("id");
--> statement-breakpoint
ALTER TABLE "openings" ADD CONSTRAINT "openings_kind" CHECK ("kind" IN ('WORK', 'BREAK_GLASS') AND "until_at" > "opened_at");
--> statement-breakpoint
CREATE TRIGGER "representatives_are_kept" BEFORE UPDATE OF "identity_id", "subject", "kind", "evidence", "streams", "first_day", "until_day" ON "representatives" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER "openings_are_kept" BEFORE UPDATE OF "identity_id", "subject", "organisation", "kind", "reason", "opened_at" ON "openings" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

-- A lower table names a higher one by a plain id; the database still holds them together.
ALTER TABLE "sightings" ADD CONSTRAINT "sightings_identity" FOREIGN KEY ("identity_id") REFERENCES "identities" ("id");
--> statement-breakpoint
ALTER TABLE "relationships" ADD CONSTRAINT "relationships_identity" FOREIGN KEY ("identity_id") REFERENCES "identities" ("id");
--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_sender" FOREIGN KEY ("sender") REFERENCES "organisations" ("code");
--> statement-breakpoint
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_delivery" FOREIGN KEY ("delivery_id") REFERENCES "deliveries" ("id");
--> statement-breakpoint
ALTER TABLE "submission_windows" ADD CONSTRAINT "submission_windows_submission" FOREIGN KEY ("submission_id") REFERENCES "submissions" ("id");
--> statement-breakpoint
ALTER TABLE "rejects" ADD CONSTRAINT "rejects_delivery" FOREIGN KEY ("delivery_id") REFERENCES "deliveries" ("id");
--> statement-breakpoint
ALTER TABLE "awards" ADD CONSTRAINT "awards_submission" FOREIGN KEY ("submission_id") REFERENCES "submissions" ("id");
--> statement-breakpoint
ALTER TABLE "awards" ADD CONSTRAINT "awards_identity" FOREIGN KEY ("identity_id") REFERENCES "identities" ("id");
--> statement-breakpoint
ALTER TABLE "awards" ADD CONSTRAINT "awards_stream" FOREIGN KEY ("stream") REFERENCES "streams" ("code");
--> statement-breakpoint
ALTER TABLE "awards" ADD CONSTRAINT "awards_funder" FOREIGN KEY ("funder") REFERENCES "organisations" ("code");
--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_award" FOREIGN KEY ("award_id") REFERENCES "awards" ("id");
--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_award" FOREIGN KEY ("award_id") REFERENCES "awards" ("id");
--> statement-breakpoint
ALTER TABLE "expected_sources" ADD CONSTRAINT "expected_sources_stream" FOREIGN KEY ("stream") REFERENCES "streams" ("code");
--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_rows_add_up" CHECK ("accepted" + "rejected" = "rows");
--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_status" CHECK ("status" IN ('STAGING', 'LOADED', 'WITHDRAWN'));
--> statement-breakpoint
ALTER TABLE "awards" ADD CONSTRAINT "awards_ends_after_start" CHECK ("until_day" > "first_day");
--> statement-breakpoint
ALTER TABLE "awards" ADD CONSTRAINT "awards_basis" CHECK ("basis" IN ('RECURRING', 'ONE_OFF', 'CEILING', 'ACTIVITY'));
--> statement-breakpoint
ALTER TABLE "awards" ADD CONSTRAINT "awards_mode" CHECK ("mode" IN ('NOTIONAL', 'THIRD_PARTY', 'DIRECT_PAYMENT', 'COMMISSIONED'));
--> statement-breakpoint
ALTER TABLE "awards" ADD CONSTRAINT "awards_contribution" CHECK ("contribution" IN ('NONE', 'WHOLE', 'WEEKLY', 'SUM', 'UNKNOWN') AND ("contribution_pounds" IS NOT NULL) = ("contribution" IN ('WEEKLY', 'SUM')));
--> statement-breakpoint
-- What a delivery said is never rewritten; only a load that nobody has seen may be tidied.
CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what a delivery said is never rewritten: % on %', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER "awards_are_kept" BEFORE UPDATE OF "submission_id", "row", "identity_id", "stream", "funder", "basis", "mode", "first_day", "until_day", "year", "amount", "per", "units_per_week", "contribution", "contribution_pounds", "ceiling_pence" ON "awards" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER "payments_are_kept" BEFORE UPDATE ON "payments" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER "claims_are_kept" BEFORE UPDATE ON "claims" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER "audit_events_are_kept" BEFORE UPDATE OR DELETE ON "audit_events" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

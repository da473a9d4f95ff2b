ALTER TABLE "sharing_gateways" ADD CONSTRAINT "sharing_gateways_sectors" CHECK ("of_sector" IN ('SOCIAL_CARE', 'HEALTH', 'HOUSING', 'EMPLOYMENT') AND "to_sector" IN ('SOCIAL_CARE', 'HEALTH', 'HOUSING', 'EMPLOYMENT') AND "of_sector" <> "to_sector");
--> statement-breakpoint
ALTER TABLE "sharing_gateways" ADD CONSTRAINT "sharing_gateways_basis" CHECK ("basis" IN ('DIRECT_CARE', 'STATUTORY'));
--> statement-breakpoint
ALTER TABLE "personal_wishes" ADD CONSTRAINT "personal_wishes_kind" CHECK ("kind" IN ('AGREEMENT', 'OBJECTION'));
--> statement-breakpoint
ALTER TABLE "personal_wishes" ADD CONSTRAINT "personal_wishes_given_by" CHECK ("given_by" IN ('self', 'attorney', 'deputy', 'appointee'));
--> statement-breakpoint
ALTER TABLE "personal_wishes" ADD CONSTRAINT "personal_wishes_identity" FOREIGN KEY ("identity_id") REFERENCES "identities" ("id");
--> statement-breakpoint
ALTER TABLE "personal_wishes" ADD CONSTRAINT "personal_wishes_stream" FOREIGN KEY ("stream") REFERENCES "streams" ("code");
--> statement-breakpoint
ALTER TABLE "read_holds" ADD CONSTRAINT "read_holds_read" FOREIGN KEY ("read_id") REFERENCES "reads" ("id");
--> statement-breakpoint
ALTER TABLE "audit_blocks" ADD CONSTRAINT "audit_blocks_kind" CHECK ("kind" IN ('READS', 'EVENTS') AND "last_id" >= "first_id" AND "rows" > 0);
--> statement-breakpoint
ALTER TABLE "match_pairs" ADD CONSTRAINT "match_pairs_left" FOREIGN KEY ("left_id") REFERENCES "identities" ("id");
--> statement-breakpoint
ALTER TABLE "match_pairs" ADD CONSTRAINT "match_pairs_right" FOREIGN KEY ("right_id") REFERENCES "identities" ("id");
--> statement-breakpoint
ALTER TABLE "match_pairs" ADD CONSTRAINT "match_pairs_model" FOREIGN KEY ("model_version") REFERENCES "match_models" ("version");
--> statement-breakpoint
ALTER TABLE "match_pairs" ADD CONSTRAINT "match_pairs_decision" CHECK ("outcome" IN ('LINKED', 'REVIEW') AND ("decision" IS NULL OR "decision" IN ('LINK', 'NOT_SAME', 'CANNOT_TELL')) AND ("decision" IS NULL) = ("decided_at" IS NULL));
--> statement-breakpoint
ALTER TABLE "match_models" ADD CONSTRAINT "match_models_thresholds" CHECK ("link_from" > "review_from");
--> statement-breakpoint
CREATE TRIGGER "reads_are_kept" BEFORE UPDATE OR DELETE ON "reads" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER "audit_blocks_are_kept" BEFORE UPDATE OR DELETE ON "audit_blocks" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER "match_models_are_kept" BEFORE UPDATE OR DELETE ON "match_models" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER "personal_wishes_are_kept" BEFORE UPDATE OF "identity_id", "kind", "stream", "to_sector", "purpose", "given_by", "evidence", "first_day", "until_day" ON "personal_wishes" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

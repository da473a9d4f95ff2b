ALTER TABLE "pools" ADD CONSTRAINT "pools_host" FOREIGN KEY ("host") REFERENCES "organisations" ("code");
--> statement-breakpoint
ALTER TABLE "pool_agreements" ADD CONSTRAINT "pool_agreements_pool" FOREIGN KEY ("pool") REFERENCES "pools" ("code");
--> statement-breakpoint
ALTER TABLE "pool_agreements" ADD CONSTRAINT "pool_agreements_sense" CHECK (extract(day from "first_day") = 1 AND extract(day from "until_day") = 1 AND "until_day" > "first_day" AND "accounts" IN ('CASH', 'ACCRUED') AND "risk_share" IN ('PRO_RATA', 'OWN_LINES', 'FIXED_SHARES') AND "carry" IN ('KEEP', 'RETURN', 'KEEP_UP_TO') AND ("carry" = 'KEEP_UP_TO') = ("carry_share_n" IS NOT NULL) AND ("carry_share_n" IS NULL) = ("carry_share_d" IS NULL) AND "carry_share_n" BETWEEN 0 AND "carry_share_d");
--> statement-breakpoint
ALTER TABLE "pool_agreement_ends" ADD CONSTRAINT "pool_agreement_ends_agreement" FOREIGN KEY ("agreement_id") REFERENCES "pool_agreements" ("id");
--> statement-breakpoint
ALTER TABLE "pool_agreement_ends" ADD CONSTRAINT "pool_agreement_ends_sense" CHECK (extract(day from "until_day") = 1);
--> statement-breakpoint
ALTER TABLE "pool_partners" ADD CONSTRAINT "pool_partners_agreement" FOREIGN KEY ("agreement_id") REFERENCES "pool_agreements" ("id");
--> statement-breakpoint
ALTER TABLE "pool_partners" ADD CONSTRAINT "pool_partners_organisation" FOREIGN KEY ("organisation") REFERENCES "organisations" ("code");
--> statement-breakpoint
ALTER TABLE "pool_partners" ADD CONSTRAINT "pool_partners_sense" CHECK (("share_n" IS NULL) = ("share_d" IS NULL) AND "share_n" BETWEEN 0 AND "share_d" AND "most_pence" >= 0);
--> statement-breakpoint
ALTER TABLE "pool_totals" ADD CONSTRAINT "pool_totals_agreement" FOREIGN KEY ("agreement_id") REFERENCES "pool_agreements" ("id");
--> statement-breakpoint
ALTER TABLE "pool_totals" ADD CONSTRAINT "pool_totals_sense" CHECK ("total_pence" >= 0);
--> statement-breakpoint
ALTER TABLE "pool_contributions" ADD CONSTRAINT "pool_contributions_total" FOREIGN KEY ("agreement_id", "year", "variation") REFERENCES "pool_totals" ("agreement_id", "year", "variation");
--> statement-breakpoint
ALTER TABLE "pool_contributions" ADD CONSTRAINT "pool_contributions_partner" FOREIGN KEY ("agreement_id", "partner") REFERENCES "pool_partners" ("agreement_id", "organisation");
--> statement-breakpoint
ALTER TABLE "pool_schemes" ADD CONSTRAINT "pool_schemes_agreement" FOREIGN KEY ("agreement_id", "pool") REFERENCES "pool_agreements" ("id", "pool");
--> statement-breakpoint
ALTER TABLE "pool_scheme_plans" ADD CONSTRAINT "pool_scheme_plans_scheme" FOREIGN KEY ("agreement_id", "scheme") REFERENCES "pool_schemes" ("agreement_id", "code");
--> statement-breakpoint
ALTER TABLE "pool_scheme_plans" ADD CONSTRAINT "pool_scheme_plans_sense" CHECK ("nature" IN ('REVENUE', 'CAPITAL') AND "planned_pence" >= 0 AND "outputs" >= 0);
--> statement-breakpoint
ALTER TABLE "pool_rules" ADD CONSTRAINT "pool_rules_agreement" FOREIGN KEY ("agreement_id", "pool") REFERENCES "pool_agreements" ("id", "pool");
--> statement-breakpoint
ALTER TABLE "pool_rules" ADD CONSTRAINT "pool_rules_scheme" FOREIGN KEY ("agreement_id", "scheme") REFERENCES "pool_schemes" ("agreement_id", "code");
--> statement-breakpoint
ALTER TABLE "pool_rules" ADD CONSTRAINT "pool_rules_stream" FOREIGN KEY ("stream") REFERENCES "streams" ("code");
--> statement-breakpoint
ALTER TABLE "pool_rules" ADD CONSTRAINT "pool_rules_funder" FOREIGN KEY ("funder") REFERENCES "organisations" ("code");
--> statement-breakpoint
ALTER TABLE "pool_rules" ADD CONSTRAINT "pool_rules_sense" CHECK (extract(day from "first_day") = 1 AND extract(day from "until_day") = 1 AND "until_day" > "first_day" AND "share_d" > 0 AND "share_n" BETWEEN 0 AND "share_d" AND ("currency_code" IS NULL OR "currency_scheme" IS NOT NULL));
--> statement-breakpoint
ALTER TABLE "pool_grants" ADD CONSTRAINT "pool_grants_pool" FOREIGN KEY ("pool") REFERENCES "pools" ("code");
--> statement-breakpoint
ALTER TABLE "pool_grants" ADD CONSTRAINT "pool_grants_giver" FOREIGN KEY ("giver") REFERENCES "organisations" ("code");
--> statement-breakpoint
ALTER TABLE "pool_grants" ADD CONSTRAINT "pool_grants_receiver" FOREIGN KEY ("receiver") REFERENCES "organisations" ("code");
--> statement-breakpoint
ALTER TABLE "pool_grants" ADD CONSTRAINT "pool_grants_sense" CHECK ("amount_pence" > 0 AND "giver" <> "receiver");
--> statement-breakpoint
CREATE TRIGGER "pools_are_kept" BEFORE UPDATE OR DELETE ON "pools" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER "pool_agreements_are_kept" BEFORE UPDATE OR DELETE ON "pool_agreements" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER "pool_agreement_ends_are_kept" BEFORE UPDATE OR DELETE ON "pool_agreement_ends" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER "pool_partners_are_kept" BEFORE UPDATE OR DELETE ON "pool_partners" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER "pool_totals_are_kept" BEFORE UPDATE OR DELETE ON "pool_totals" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER "pool_contributions_are_kept" BEFORE UPDATE OR DELETE ON "pool_contributions" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER "pool_schemes_are_kept" BEFORE UPDATE OR DELETE ON "pool_schemes" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER "pool_scheme_plans_are_kept" BEFORE UPDATE OR DELETE ON "pool_scheme_plans" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER "pool_rules_are_kept" BEFORE UPDATE OR DELETE ON "pool_rules" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER "pool_grants_are_kept" BEFORE UPDATE OR DELETE ON "pool_grants" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

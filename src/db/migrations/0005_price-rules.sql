-- Two prices of the same thing over the same day, known from the same day, contradict each other:
-- refused. A price known from a later day stands before an earlier one.
ALTER TABLE "tariffs" ADD CONSTRAINT "tariffs_do_not_overlap" EXCLUDE USING gist ("scheme" WITH =, "code" WITH =, "kind" WITH =, (coalesce("provider", '')) WITH =, (coalesce("points", -1)) WITH =, "known_from" WITH =, (daterange("first_day", "until_day")) WITH &&);
--> statement-breakpoint
ALTER TABLE "market_forces_factors" ADD CONSTRAINT "market_forces_factors_do_not_overlap" EXCLUDE USING gist ("provider" WITH =, "known_from" WITH =, (daterange("first_day", "until_day")) WITH &&);
--> statement-breakpoint
ALTER TABLE "currencies" ADD CONSTRAINT "currencies_scheme" FOREIGN KEY ("scheme") REFERENCES "currency_schemes" ("code");
--> statement-breakpoint
ALTER TABLE "tariffs" ADD CONSTRAINT "tariffs_currency" FOREIGN KEY ("scheme", "code") REFERENCES "currencies" ("scheme", "code");
--> statement-breakpoint
ALTER TABLE "tariffs" ADD CONSTRAINT "tariffs_provider" FOREIGN KEY ("provider") REFERENCES "organisations" ("code");
--> statement-breakpoint
ALTER TABLE "market_forces_factors" ADD CONSTRAINT "market_forces_factors_provider" FOREIGN KEY ("provider") REFERENCES "organisations" ("code");
--> statement-breakpoint
ALTER TABLE "unpriced_kinds" ADD CONSTRAINT "unpriced_kinds_scheme" FOREIGN KEY ("scheme") REFERENCES "currency_schemes" ("code");
--> statement-breakpoint
ALTER TABLE "contracts" ADD CONSTRAINT "contracts_commissioner" FOREIGN KEY ("commissioner") REFERENCES "organisations" ("code");
--> statement-breakpoint
ALTER TABLE "contracts" ADD CONSTRAINT "contracts_provider" FOREIGN KEY ("provider") REFERENCES "organisations" ("code");
--> statement-breakpoint
ALTER TABLE "contract_months" ADD CONSTRAINT "contract_months_contract" FOREIGN KEY ("contract_id") REFERENCES "contracts" ("id");
--> statement-breakpoint
ALTER TABLE "funding_decisions" ADD CONSTRAINT "funding_decisions_identity" FOREIGN KEY ("identity_id") REFERENCES "identities" ("id");
--> statement-breakpoint
ALTER TABLE "funding_decisions" ADD CONSTRAINT "funding_decisions_stream" FOREIGN KEY ("stream") REFERENCES "streams" ("code");
--> statement-breakpoint
ALTER TABLE "funding_shares" ADD CONSTRAINT "funding_shares_decision" FOREIGN KEY ("decision_id") REFERENCES "funding_decisions" ("id");
--> statement-breakpoint
ALTER TABLE "funding_shares" ADD CONSTRAINT "funding_shares_funder" FOREIGN KEY ("funder") REFERENCES "organisations" ("code");
--> statement-breakpoint
ALTER TABLE "currency_schemes" ADD CONSTRAINT "currency_schemes_measure" CHECK ("measure" IN ('SPELL', 'CLUSTER_DAY', 'WEEK', 'HOUR', 'CONTACT', 'POINTS', 'NONE'));
--> statement-breakpoint
ALTER TABLE "tariffs" ADD CONSTRAINT "tariffs_kind" CHECK ("kind" IN ('ELECTIVE', 'NON_ELECTIVE', 'SHORT_STAY', 'TOP_UP', 'BEST_PRACTICE', 'ADMITTED_DAY', 'NON_ADMITTED_DAY', 'INITIAL_ASSESSMENT', 'WEEK', 'HOUR', 'CONTACT', 'POINTS'));
--> statement-breakpoint
ALTER TABLE "tariffs" ADD CONSTRAINT "tariffs_pounds_or_percent" CHECK (CASE WHEN "kind" IN ('SHORT_STAY', 'TOP_UP') THEN "pounds" IS NULL AND "percent" BETWEEN 0 AND 100 ELSE "percent" IS NULL AND "pounds" >= 0 END);
--> statement-breakpoint
ALTER TABLE "tariffs" ADD CONSTRAINT "tariffs_long_stay" CHECK (("trim_point" IS NULL OR "trim_point" >= 0) AND ("long_stay_pounds" IS NULL OR "long_stay_pounds" >= 0) AND (("trim_point" IS NULL AND "long_stay_pounds" IS NULL) OR "kind" IN ('ELECTIVE', 'NON_ELECTIVE')));
--> statement-breakpoint
ALTER TABLE "tariffs" ADD CONSTRAINT "tariffs_points" CHECK (("points" IS NOT NULL) = ("kind" = 'POINTS') AND ("points" IS NULL OR "points" >= 0));
--> statement-breakpoint
ALTER TABLE "tariffs" ADD CONSTRAINT "tariffs_ends_after_start" CHECK ("until_day" > "first_day");
--> statement-breakpoint
ALTER TABLE "market_forces_factors" ADD CONSTRAINT "market_forces_factors_above_nothing" CHECK ("factor" > 0);
--> statement-breakpoint
ALTER TABLE "contracts" ADD CONSTRAINT "contracts_form" CHECK ("form" IN ('BLOCK', 'ACTIVITY', 'ALIGNED_PAYMENT', 'LOW_VOLUME_BLOCK'));
--> statement-breakpoint
ALTER TABLE "contracts" ADD CONSTRAINT "contracts_percentages" CHECK (("variable_percent" IS NULL OR "variable_percent" BETWEEN 0 AND 100) AND ("marginal_percent" IS NULL OR "marginal_percent" BETWEEN 0 AND 100) AND ("variable_basis" IS NULL OR "variable_basis" IN ('DIFFERENCE', 'ACTUAL')));
--> statement-breakpoint
ALTER TABLE "contract_months" ADD CONSTRAINT "contract_months_amounts" CHECK ("month" BETWEEN 1 AND 12 AND "fixed_pence" >= 0 AND "elective_pence" >= 0 AND "other_pence" >= 0);
--> statement-breakpoint
ALTER TABLE "funding_decisions" ADD CONSTRAINT "funding_decisions_state" CHECK ("state" IN ('AGREED', 'DISPUTED') AND ("state" = 'DISPUTED') = ("interim_payer" IS NOT NULL));
--> statement-breakpoint
ALTER TABLE "funding_shares" ADD CONSTRAINT "funding_shares_percent" CHECK ("percent" > 0 AND "percent" <= 100);
--> statement-breakpoint
ALTER TABLE "awards" ADD CONSTRAINT "awards_currency_share" CHECK ("currency_share" IS NULL OR ("currency" IS NOT NULL AND "currency_share" > 0 AND "currency_share" <= 100));
--> statement-breakpoint
CREATE TRIGGER "tariffs_are_kept" BEFORE UPDATE OR DELETE ON "tariffs" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER "market_forces_factors_are_kept" BEFORE UPDATE OR DELETE ON "market_forces_factors" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER "contracts_are_kept" BEFORE UPDATE OR DELETE ON "contracts" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER "contract_months_are_kept" BEFORE UPDATE OR DELETE ON "contract_months" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER "funding_shares_are_kept" BEFORE UPDATE OR DELETE ON "funding_shares" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER "awards_activity_is_kept" BEFORE UPDATE OF "activity", "reported_pounds", "care_key", "provider", "currency", "scheme", "currency_share" ON "awards" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

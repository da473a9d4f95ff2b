CREATE TABLE "charging_rates" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"authority" text,
	"first_day" date NOT NULL,
	"until_day" date,
	"known_from" date NOT NULL,
	"amount_pence" bigint NOT NULL,
	"deduced" boolean NOT NULL,
	"source" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "charging_rates_pk" PRIMARY KEY("id"),
	CONSTRAINT "charging_rates_once" UNIQUE NULLS NOT DISTINCT("kind","authority","first_day","known_from")
);
--> statement-breakpoint
CREATE TABLE "financial_assessments" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"ordinal" bigint GENERATED ALWAYS AS IDENTITY (sequence name "financial_assessments_ordinal_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"identity_id" uuid NOT NULL,
	"council" text NOT NULL,
	"first_day" date NOT NULL,
	"until_day" date,
	"inputs" jsonb NOT NULL,
	"outcome" jsonb NOT NULL,
	"working" jsonb NOT NULL,
	"key" text NOT NULL,
	"request" text NOT NULL,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "financial_assessments_pk" PRIMARY KEY("id"),
	CONSTRAINT "financial_assessments_key" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "pension_ages" (
	"born_from" date NOT NULL,
	"born_until" date,
	"reached_on" date,
	"years" integer,
	"months" integer,
	"source" text NOT NULL,
	CONSTRAINT "pension_ages_pk" PRIMARY KEY("born_from")
);
--> statement-breakpoint
CREATE INDEX "financial_assessments_by_identity" ON "financial_assessments" USING btree ("identity_id");
--> statement-breakpoint
ALTER TABLE "charging_rates" ADD CONSTRAINT "charging_rates_kind" CHECK ("kind" IN ('CAPITAL_LOWER_LIMIT', 'CAPITAL_UPPER_LIMIT', 'TARIFF_INCOME_STEP', 'GUARANTEE_18_TO_24', 'GUARANTEE_25_TO_PENSION', 'GUARANTEE_PENSION', 'PERSONAL_EXPENSES', 'DISABILITY_PREMIUM', 'ENHANCED_DISABILITY_PREMIUM', 'CHILD', 'CARER_PREMIUM'));
--> statement-breakpoint
ALTER TABLE "charging_rates" ADD CONSTRAINT "charging_rates_amount" CHECK ("amount_pence" > 0 AND ("until_day" IS NULL OR "until_day" > "first_day"));
--> statement-breakpoint
ALTER TABLE "charging_rates" ADD CONSTRAINT "charging_rates_authority" FOREIGN KEY ("authority") REFERENCES "organisations" ("code");
--> statement-breakpoint
ALTER TABLE "pension_ages" ADD CONSTRAINT "pension_ages_reached" CHECK (("reached_on" IS NULL) = ("years" IS NOT NULL AND "months" IS NOT NULL) AND ("born_until" IS NULL OR "born_until" > "born_from"));
--> statement-breakpoint
ALTER TABLE "financial_assessments" ADD CONSTRAINT "financial_assessments_identity" FOREIGN KEY ("identity_id") REFERENCES "identities" ("id");
--> statement-breakpoint
ALTER TABLE "financial_assessments" ADD CONSTRAINT "financial_assessments_council" FOREIGN KEY ("council") REFERENCES "organisations" ("code");
--> statement-breakpoint
ALTER TABLE "financial_assessments" ADD CONSTRAINT "financial_assessments_days" CHECK ("until_day" IS NULL OR "until_day" > "first_day");
--> statement-breakpoint
CREATE TRIGGER "charging_rates_are_kept" BEFORE UPDATE ON "charging_rates" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER "financial_assessments_are_kept" BEFORE UPDATE OR DELETE ON "financial_assessments" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

--> statement-breakpoint
CREATE VIEW "assessment_keys" AS SELECT "id", "identity_id", "council", "key", "request" FROM "financial_assessments";
--> statement-breakpoint
ALTER TABLE "financial_assessments" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "financial_assessments" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "financial_assessments_to_owner" ON "financial_assessments" TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "financial_assessments_opened" ON "financial_assessments" FOR SELECT USING ("identity_id" IN (SELECT unnest(nullif(current_setting('onepot.identities', true), '')::uuid[])));
--> statement-breakpoint
CREATE POLICY "financial_assessments_recorded" ON "financial_assessments" FOR INSERT WITH CHECK ("identity_id" IN (SELECT unnest(nullif(current_setting('onepot.identities', true), '')::uuid[])));
--> statement-breakpoint
SELECT grant_serving('INSERT ON financial_assessments');
--> statement-breakpoint
SELECT grant_serving('SELECT ON assessment_keys');

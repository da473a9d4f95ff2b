CREATE TABLE "funding_decisions" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"identity_id" uuid NOT NULL,
	"stream" text NOT NULL,
	"first_day" date NOT NULL,
	"until_day" date,
	"state" text NOT NULL,
	"interim_payer" text,
	"reason" text NOT NULL,
	"decided_by" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "funding_decisions_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "funding_shares" (
	"decision_id" uuid NOT NULL,
	"funder" text NOT NULL,
	"percent" numeric NOT NULL,
	CONSTRAINT "funding_shares_pk" PRIMARY KEY("decision_id","funder")
);
--> statement-breakpoint
CREATE TABLE "contract_months" (
	"contract_id" uuid NOT NULL,
	"month" integer NOT NULL,
	"fixed_pence" bigint NOT NULL,
	"elective_pence" bigint NOT NULL,
	"other_pence" bigint NOT NULL,
	CONSTRAINT "contract_months_pk" PRIMARY KEY("contract_id","month")
);
--> statement-breakpoint
CREATE TABLE "contracts" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"code" text NOT NULL,
	"commissioner" text NOT NULL,
	"provider" text NOT NULL,
	"year" text NOT NULL,
	"version" integer NOT NULL,
	"form" text NOT NULL,
	"variable_percent" numeric,
	"variable_basis" text,
	"baseline_pence" bigint,
	"marginal_percent" numeric,
	"limit_pence" bigint,
	"source" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "contracts_pk" PRIMARY KEY("id"),
	CONSTRAINT "contracts_version" UNIQUE("code","year","version")
);
--> statement-breakpoint
CREATE TABLE "currencies" (
	"scheme" text NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"group_name" text,
	"first_day" date NOT NULL,
	"until_day" date,
	"unusable" text,
	"review_every" integer,
	"review_unit" text,
	"source" text NOT NULL,
	CONSTRAINT "currencies_pk" PRIMARY KEY("scheme","code")
);
--> statement-breakpoint
CREATE TABLE "currency_schemes" (
	"code" text NOT NULL,
	"name" text NOT NULL,
	"measure" text NOT NULL,
	"clinical" boolean NOT NULL,
	"form" text NOT NULL,
	"digits" integer,
	"first_day" date NOT NULL,
	"until_day" date,
	"succeeded_by" text,
	"source" text NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "currency_schemes_pk" PRIMARY KEY("code")
);
--> statement-breakpoint
CREATE TABLE "market_forces_factors" (
	"provider" text NOT NULL,
	"first_day" date NOT NULL,
	"until_day" date,
	"known_from" date NOT NULL,
	"factor" numeric NOT NULL,
	"source" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "market_forces_factors_pk" PRIMARY KEY("provider","first_day","known_from")
);
--> statement-breakpoint
CREATE TABLE "tariffs" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"scheme" text NOT NULL,
	"code" text NOT NULL,
	"kind" text NOT NULL,
	"provider" text,
	"first_day" date NOT NULL,
	"until_day" date,
	"known_from" date NOT NULL,
	"pounds" numeric,
	"percent" numeric,
	"trim_point" integer,
	"long_stay_pounds" numeric,
	"points" numeric,
	"illustrative" boolean NOT NULL,
	"source" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tariffs_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "unpriced_kinds" (
	"scheme" text NOT NULL,
	"kind" text NOT NULL,
	"first_day" date NOT NULL,
	"until_day" date,
	"reason" text NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "unpriced_kinds_pk" PRIMARY KEY("scheme","kind","first_day")
);
--> statement-breakpoint
ALTER TABLE "awards" ADD COLUMN "currency_share" numeric;--> statement-breakpoint
ALTER TABLE "awards" ADD COLUMN "activity" jsonb;--> statement-breakpoint
ALTER TABLE "awards" ADD COLUMN "provider" text;--> statement-breakpoint
ALTER TABLE "awards" ADD COLUMN "care_key" text;--> statement-breakpoint
ALTER TABLE "awards" ADD COLUMN "reported_pounds" numeric;--> statement-breakpoint
CREATE INDEX "funding_decisions_by_identity" ON "funding_decisions" USING btree ("identity_id");--> statement-breakpoint
CREATE INDEX "contracts_by_parties" ON "contracts" USING btree ("provider","commissioner","year");--> statement-breakpoint
CREATE INDEX "tariffs_by_code" ON "tariffs" USING btree ("scheme","code","kind","first_day");
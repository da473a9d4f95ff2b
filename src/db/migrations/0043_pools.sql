CREATE TABLE "pool_agreement_ends" (
	"agreement_id" uuid NOT NULL,
	"until_day" date NOT NULL,
	"reason" text NOT NULL,
	"known_from" date NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "pool_agreement_ends_pk" PRIMARY KEY("agreement_id","until_day")
);
--> statement-breakpoint
CREATE TABLE "pool_agreements" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"pool" text NOT NULL,
	"reference" text NOT NULL,
	"aims" text NOT NULL,
	"functions" text NOT NULL,
	"services" text NOT NULL,
	"manager" text NOT NULL,
	"first_day" date NOT NULL,
	"until_day" date NOT NULL,
	"accounts" text NOT NULL,
	"risk_share" text NOT NULL,
	"carry" text NOT NULL,
	"carry_share_n" bigint,
	"carry_share_d" bigint,
	"grant_passes_whole" boolean NOT NULL,
	"known_from" date NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "pool_agreements_pk" PRIMARY KEY("id"),
	CONSTRAINT "pool_agreements_once" UNIQUE("pool","reference"),
	CONSTRAINT "pool_agreements_of_pool" UNIQUE("id","pool")
);
--> statement-breakpoint
CREATE TABLE "pool_contributions" (
	"agreement_id" uuid NOT NULL,
	"year" text NOT NULL,
	"variation" text NOT NULL,
	"partner" text NOT NULL,
	"source" text NOT NULL,
	"amount_pence" bigint NOT NULL,
	CONSTRAINT "pool_contributions_pk" PRIMARY KEY("agreement_id","year","variation","partner","source")
);
--> statement-breakpoint
CREATE TABLE "pool_grants" (
	"pool" text NOT NULL,
	"reference" text NOT NULL,
	"giver" text NOT NULL,
	"receiver" text NOT NULL,
	"year" text NOT NULL,
	"amount_pence" bigint NOT NULL,
	"purpose" text NOT NULL,
	"known_from" date NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "pool_grants_pk" PRIMARY KEY("pool","reference")
);
--> statement-breakpoint
CREATE TABLE "pool_partners" (
	"agreement_id" uuid NOT NULL,
	"organisation" text NOT NULL,
	"share_n" bigint,
	"share_d" bigint,
	"most_pence" bigint,
	CONSTRAINT "pool_partners_pk" PRIMARY KEY("agreement_id","organisation")
);
--> statement-breakpoint
CREATE TABLE "pool_rules" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"agreement_id" uuid NOT NULL,
	"pool" text NOT NULL,
	"scheme" text NOT NULL,
	"stream" text NOT NULL,
	"funder" text,
	"currency_scheme" text,
	"currency_code" text,
	"share_n" bigint NOT NULL,
	"share_d" bigint NOT NULL,
	"first_day" date NOT NULL,
	"until_day" date NOT NULL,
	"known_from" date NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "pool_rules_pk" PRIMARY KEY("id"),
	CONSTRAINT "pool_rules_once" UNIQUE NULLS NOT DISTINCT("pool","scheme","stream","funder","currency_scheme","currency_code","first_day","known_from")
);
--> statement-breakpoint
CREATE TABLE "pool_scheme_plans" (
	"agreement_id" uuid NOT NULL,
	"scheme" text NOT NULL,
	"year" text NOT NULL,
	"source" text NOT NULL,
	"nature" text NOT NULL,
	"known_from" date NOT NULL,
	"planned_pence" bigint NOT NULL,
	"outputs" numeric,
	"units" text,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "pool_scheme_plans_pk" PRIMARY KEY("agreement_id","scheme","year","source","nature","known_from")
);
--> statement-breakpoint
CREATE TABLE "pool_schemes" (
	"agreement_id" uuid NOT NULL,
	"pool" text NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"sub_type" text,
	"description" text,
	"area_of_spend" text,
	"commissioner" text NOT NULL,
	"provider" text,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "pool_schemes_pk" PRIMARY KEY("agreement_id","code")
);
--> statement-breakpoint
CREATE TABLE "pool_totals" (
	"agreement_id" uuid NOT NULL,
	"year" text NOT NULL,
	"variation" text NOT NULL,
	"ordinal" bigint GENERATED ALWAYS AS IDENTITY (sequence name "pool_totals_ordinal_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"total_pence" bigint NOT NULL,
	"effective_day" date NOT NULL,
	"reason" text NOT NULL,
	"known_from" date NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "pool_totals_pk" PRIMARY KEY("agreement_id","year","variation")
);
--> statement-breakpoint
CREATE TABLE "pools" (
	"code" text NOT NULL,
	"name" text NOT NULL,
	"host" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "pools_pk" PRIMARY KEY("code")
);
--> statement-breakpoint
CREATE INDEX "pool_partners_by_organisation" ON "pool_partners" USING btree ("organisation");--> statement-breakpoint
CREATE INDEX "pool_rules_by_stream" ON "pool_rules" USING btree ("stream");--> statement-breakpoint
CREATE INDEX "pool_schemes_by_pool" ON "pool_schemes" USING btree ("pool","code");
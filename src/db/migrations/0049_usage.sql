CREATE TABLE "usage_facts" (
	"publication_id" uuid NOT NULL,
	"person_number" integer NOT NULL,
	"codes" jsonb NOT NULL,
	"amount_pence" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "usage_months" (
	"publication_id" uuid NOT NULL,
	"ledger_account_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"month" date NOT NULL,
	"amount_pence" bigint NOT NULL,
	CONSTRAINT "usage_months_pk" PRIMARY KEY("publication_id","ledger_account_id","month")
);
--> statement-breakpoint
CREATE TABLE "usage_publications" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"pool" text NOT NULL,
	"year" text NOT NULL,
	"part" text NOT NULL,
	"as_of" date NOT NULL,
	"rule_version" integer NOT NULL,
	"published_by" text NOT NULL,
	"published_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "usage_publications_pk" PRIMARY KEY("id"),
	CONSTRAINT "usage_publications_once" UNIQUE("pool","year","part")
);
--> statement-breakpoint
CREATE TABLE "usage_tables" (
	"publication_id" uuid NOT NULL,
	"by" text NOT NULL,
	"cells" jsonb NOT NULL,
	CONSTRAINT "usage_tables_pk" PRIMARY KEY("publication_id","by")
);
--> statement-breakpoint
CREATE INDEX "usage_facts_by_publication" ON "usage_facts" USING btree ("publication_id");
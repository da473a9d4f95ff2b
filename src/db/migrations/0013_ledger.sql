CREATE TABLE "accounts" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"identity_id" uuid NOT NULL,
	"mode" text NOT NULL,
	"host" text NOT NULL,
	"opened_by" text NOT NULL,
	"opened_at" timestamp with time zone DEFAULT now() NOT NULL,
	"idempotency_key" text NOT NULL,
	"input_hash" text NOT NULL,
	CONSTRAINT "accounts_pk" PRIMARY KEY("id"),
	CONSTRAINT "accounts_once_by_key" UNIQUE("host","idempotency_key")
);
--> statement-breakpoint
CREATE TABLE "closed_years" (
	"host" text NOT NULL,
	"year" text NOT NULL,
	"closed_by" text NOT NULL,
	"closed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "closed_years_pk" PRIMARY KEY("host","year")
);
--> statement-breakpoint
CREATE TABLE "entries" (
	"year" text NOT NULL,
	"journal_id" uuid NOT NULL,
	"line" integer NOT NULL,
	"ledger_account_id" uuid NOT NULL,
	"amount_pence" bigint NOT NULL,
	CONSTRAINT "entries_pk" PRIMARY KEY("year","journal_id","line")
) PARTITION BY LIST ("year");
--> statement-breakpoint
CREATE TABLE "journals" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"ordinal" bigint GENERATED ALWAYS AS IDENTITY (sequence name "journals_ordinal_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"account_id" uuid NOT NULL,
	"host" text NOT NULL,
	"kind" text NOT NULL,
	"effective_day" date NOT NULL,
	"year" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"actor" text NOT NULL,
	"operation" text NOT NULL,
	"key_scope" text NOT NULL,
	"idempotency_key" text NOT NULL,
	"input_hash" text NOT NULL,
	"reverses" uuid,
	"reason" text,
	"payee" text,
	"purpose" text,
	CONSTRAINT "journals_pk" PRIMARY KEY("id"),
	CONSTRAINT "journals_in_order" UNIQUE("ordinal"),
	CONSTRAINT "journals_of_year" UNIQUE("id","year"),
	CONSTRAINT "journals_once_by_key" UNIQUE("operation","key_scope","idempotency_key"),
	CONSTRAINT "journals_reversed_once" UNIQUE("reverses")
);
--> statement-breakpoint
CREATE TABLE "ledger_accounts" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"account_id" uuid NOT NULL,
	"stream" text NOT NULL,
	"funder" text NOT NULL,
	"kind" text NOT NULL,
	"balance_pence" bigint NOT NULL,
	CONSTRAINT "ledger_accounts_pk" PRIMARY KEY("id"),
	CONSTRAINT "ledger_accounts_once" UNIQUE("account_id","stream","funder","kind")
);
--> statement-breakpoint
CREATE TABLE "purposes" (
	"code" text NOT NULL,
	"name" text NOT NULL,
	"position" integer NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "purposes_pk" PRIMARY KEY("code")
);
--> statement-breakpoint
CREATE TABLE "stream_purposes" (
	"stream" text NOT NULL,
	"purpose" text NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "stream_purposes_pk" PRIMARY KEY("stream","purpose")
);
--> statement-breakpoint
CREATE TABLE "undepositable_streams" (
	"stream" text NOT NULL,
	"reason" text NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "undepositable_streams_pk" PRIMARY KEY("stream")
);
--> statement-breakpoint
CREATE INDEX "accounts_by_identity" ON "accounts" USING btree ("identity_id");--> statement-breakpoint
CREATE INDEX "accounts_by_host" ON "accounts" USING btree ("host","identity_id");--> statement-breakpoint
CREATE INDEX "entries_by_ledger_account" ON "entries" USING btree ("ledger_account_id");--> statement-breakpoint
CREATE INDEX "journals_by_account" ON "journals" USING btree ("account_id","ordinal");
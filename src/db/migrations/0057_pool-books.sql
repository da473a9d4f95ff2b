CREATE TABLE "pool_entries" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"ordinal" bigint GENERATED ALWAYS AS IDENTITY (sequence name "pool_entries_ordinal_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"pool" text NOT NULL,
	"kind" text NOT NULL,
	"year" text,
	"partner" text,
	"scheme" text,
	"carrier" text,
	"nature" text,
	"amount_pence" bigint,
	"incurred_day" date,
	"day" date,
	"words" text,
	"about" uuid,
	"key_scope" text NOT NULL,
	"idempotency_key" text NOT NULL,
	"input_hash" text NOT NULL,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "pool_entries_pk" PRIMARY KEY("id"),
	CONSTRAINT "pool_entries_in_order" UNIQUE("ordinal"),
	CONSTRAINT "pool_entries_once_by_key" UNIQUE("key_scope","idempotency_key"),
	CONSTRAINT "pool_entries_once_about" UNIQUE("about","kind")
);
--> statement-breakpoint
CREATE INDEX "pool_entries_by_pool" ON "pool_entries" USING btree ("pool","ordinal");
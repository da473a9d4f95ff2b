CREATE TABLE "deferred_agreements" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"ordinal" bigint GENERATED ALWAYS AS IDENTITY (sequence name "deferred_agreements_ordinal_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"identity_id" uuid NOT NULL,
	"council" text NOT NULL,
	"first_day" date NOT NULL,
	"interest" text NOT NULL,
	"interest_added" text NOT NULL,
	"key" text NOT NULL,
	"request" text NOT NULL,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "deferred_agreements_pk" PRIMARY KEY("id"),
	CONSTRAINT "deferred_agreements_key" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "deferred_entries" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"ordinal" bigint GENERATED ALWAYS AS IDENTITY (sequence name "deferred_entries_ordinal_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"agreement_id" uuid NOT NULL,
	"identity_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"day" date NOT NULL,
	"amount_pence" bigint,
	"secured_pence" bigint,
	"charge" text,
	"corrects" uuid,
	"reason" text,
	"key" text NOT NULL,
	"request" text NOT NULL,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "deferred_entries_pk" PRIMARY KEY("id"),
	CONSTRAINT "deferred_entries_key" UNIQUE("key"),
	CONSTRAINT "deferred_entries_corrected_once" UNIQUE("corrects")
);
--> statement-breakpoint
CREATE TABLE "deferred_rates" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"authority" text,
	"first_day" date NOT NULL,
	"until_day" date,
	"known_from" date NOT NULL,
	"figure" numeric NOT NULL,
	"source" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "deferred_rates_pk" PRIMARY KEY("id"),
	CONSTRAINT "deferred_rates_once" UNIQUE NULLS NOT DISTINCT("kind","authority","first_day","known_from")
);
--> statement-breakpoint
CREATE TABLE "top_ups" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"ordinal" bigint GENERATED ALWAYS AS IDENTITY (sequence name "top_ups_ordinal_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"identity_id" uuid NOT NULL,
	"council" text NOT NULL,
	"first_day" date NOT NULL,
	"until_day" date,
	"payer" text,
	"weekly_pence" bigint,
	"key" text NOT NULL,
	"request" text NOT NULL,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "top_ups_pk" PRIMARY KEY("id"),
	CONSTRAINT "top_ups_key" UNIQUE("key")
);
--> statement-breakpoint
CREATE INDEX "deferred_agreements_by_identity" ON "deferred_agreements" USING btree ("identity_id");--> statement-breakpoint
CREATE INDEX "deferred_entries_by_agreement" ON "deferred_entries" USING btree ("agreement_id");--> statement-breakpoint
CREATE INDEX "top_ups_by_identity" ON "top_ups" USING btree ("identity_id");
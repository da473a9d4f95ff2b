CREATE TABLE "unmet_need_ends" (
	"need_id" uuid NOT NULL,
	"identity_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"ended_on" date NOT NULL,
	"key" text NOT NULL,
	"request" text NOT NULL,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "unmet_need_ends_pk" PRIMARY KEY("need_id"),
	CONSTRAINT "unmet_need_ends_key" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "unmet_needs" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"ordinal" bigint GENERATED ALWAYS AS IDENTITY (sequence name "unmet_needs_ordinal_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"identity_id" uuid NOT NULL,
	"outcome" text NOT NULL,
	"need" text NOT NULL,
	"stream" text,
	"assessed_pence" bigint,
	"unmet_pence" bigint,
	"per" text,
	"reason" text NOT NULL,
	"reason_words" text,
	"first_day" date NOT NULL,
	"organisation" text NOT NULL,
	"key" text NOT NULL,
	"request" text NOT NULL,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "unmet_needs_pk" PRIMARY KEY("id"),
	CONSTRAINT "unmet_needs_of_identity" UNIQUE("id","identity_id"),
	CONSTRAINT "unmet_needs_key" UNIQUE("key")
);
--> statement-breakpoint
CREATE INDEX "unmet_need_ends_by_identity" ON "unmet_need_ends" USING btree ("identity_id");--> statement-breakpoint
CREATE INDEX "unmet_needs_by_identity" ON "unmet_needs" USING btree ("identity_id");
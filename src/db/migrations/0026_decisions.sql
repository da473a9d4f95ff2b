CREATE TABLE "award_ends" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"ordinal" bigint GENERATED ALWAYS AS IDENTITY (sequence name "award_ends_ordinal_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"award_id" uuid NOT NULL,
	"identity_id" uuid NOT NULL,
	"until_day" date NOT NULL,
	"reason" text NOT NULL,
	"evidence" text NOT NULL,
	"key" text NOT NULL,
	"request" text NOT NULL,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "award_ends_pk" PRIMARY KEY("id"),
	CONSTRAINT "award_ends_key" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "recorded_awards" (
	"award_id" uuid NOT NULL,
	"submission_id" uuid NOT NULL,
	"identity_id" uuid NOT NULL,
	"evidence" text NOT NULL,
	"key" text NOT NULL,
	"request" text NOT NULL,
	"recorded_by" text NOT NULL,
	"recorded_as" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "recorded_awards_pk" PRIMARY KEY("award_id"),
	CONSTRAINT "recorded_awards_submission" UNIQUE("submission_id"),
	CONSTRAINT "recorded_awards_key" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "told_amounts" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"ordinal" bigint GENERATED ALWAYS AS IDENTITY (sequence name "told_amounts_ordinal_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"identity_id" uuid NOT NULL,
	"stream" text,
	"year" text NOT NULL,
	"amount_pence" bigint NOT NULL,
	"told_on" date NOT NULL,
	"how" text NOT NULL,
	"told_by" text NOT NULL,
	"evidence" text NOT NULL,
	"organisation" text NOT NULL,
	"key" text NOT NULL,
	"request" text NOT NULL,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "told_amounts_pk" PRIMARY KEY("id"),
	CONSTRAINT "told_amounts_key" UNIQUE("key")
);
--> statement-breakpoint
ALTER TABLE "funding_decisions" ADD COLUMN "kind" text;--> statement-breakpoint
ALTER TABLE "funding_decisions" ADD COLUMN "evidence" text;--> statement-breakpoint
ALTER TABLE "funding_decisions" ADD COLUMN "organisation" text;--> statement-breakpoint
ALTER TABLE "funding_decisions" ADD COLUMN "key" text;--> statement-breakpoint
ALTER TABLE "funding_decisions" ADD COLUMN "request" text;--> statement-breakpoint
CREATE INDEX "award_ends_by_award" ON "award_ends" USING btree ("award_id");--> statement-breakpoint
CREATE INDEX "recorded_awards_by_identity" ON "recorded_awards" USING btree ("identity_id");--> statement-breakpoint
CREATE INDEX "told_amounts_by_identity" ON "told_amounts" USING btree ("identity_id");--> statement-breakpoint
ALTER TABLE "funding_decisions" ADD CONSTRAINT "funding_decisions_key" UNIQUE("key");
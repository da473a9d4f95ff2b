CREATE TABLE "payment_schedule_ends" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"schedule_id" uuid NOT NULL,
	"until_day" date NOT NULL,
	"reason" text NOT NULL,
	"key_scope" text NOT NULL,
	"idempotency_key" text NOT NULL,
	"input_hash" text NOT NULL,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "payment_schedule_ends_pk" PRIMARY KEY("id"),
	CONSTRAINT "payment_schedule_ends_once_by_key" UNIQUE("key_scope","idempotency_key")
);
--> statement-breakpoint
CREATE TABLE "payment_schedules" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"ordinal" bigint GENERATED ALWAYS AS IDENTITY (sequence name "payment_schedules_ordinal_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"account_id" uuid NOT NULL,
	"stream" text NOT NULL,
	"funder" text NOT NULL,
	"award_reference" text,
	"every" text NOT NULL,
	"terms" text NOT NULL,
	"timing" text NOT NULL,
	"rate_pounds" numeric NOT NULL,
	"per" text NOT NULL,
	"weekly_contribution_pence" bigint,
	"first_day" date NOT NULL,
	"until_day" date,
	"first_payment_on" date NOT NULL,
	"key_scope" text NOT NULL,
	"idempotency_key" text NOT NULL,
	"input_hash" text NOT NULL,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "payment_schedules_pk" PRIMARY KEY("id"),
	CONSTRAINT "payment_schedules_once_by_key" UNIQUE("key_scope","idempotency_key")
);
--> statement-breakpoint
CREATE TABLE "surplus_offsets" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"schedule_id" uuid NOT NULL,
	"due_day" date NOT NULL,
	"amount_pence" bigint NOT NULL,
	"reason" text NOT NULL,
	"key_scope" text NOT NULL,
	"idempotency_key" text NOT NULL,
	"input_hash" text NOT NULL,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "surplus_offsets_pk" PRIMARY KEY("id"),
	CONSTRAINT "surplus_offsets_once_by_key" UNIQUE("key_scope","idempotency_key")
);
--> statement-breakpoint
CREATE INDEX "payment_schedule_ends_by_schedule" ON "payment_schedule_ends" USING btree ("schedule_id");--> statement-breakpoint
CREATE INDEX "payment_schedules_by_account" ON "payment_schedules" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "surplus_offsets_by_schedule" ON "surplus_offsets" USING btree ("schedule_id");
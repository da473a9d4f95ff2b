CREATE TABLE "carry_forwards" (
	"account_id" uuid NOT NULL,
	"year" text NOT NULL,
	"stream" text NOT NULL,
	"funder" text NOT NULL,
	"kept_pence" bigint NOT NULL,
	"return_pence" bigint NOT NULL,
	"contingency_pence" bigint NOT NULL,
	"rule" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "carry_forwards_pk" PRIMARY KEY("account_id","year","stream","funder")
);
--> statement-breakpoint
CREATE TABLE "reclaim_notices" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"ordinal" bigint GENERATED ALWAYS AS IDENTITY (sequence name "reclaim_notices_ordinal_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"account_id" uuid NOT NULL,
	"stream" text NOT NULL,
	"funder" text NOT NULL,
	"amount_pence" bigint NOT NULL,
	"reasons" text NOT NULL,
	"law" text NOT NULL,
	"noticed_on" date NOT NULL,
	"reconsider_by" date NOT NULL,
	"due_by" date NOT NULL,
	"noticed_by" text NOT NULL,
	"key_scope" text NOT NULL,
	"idempotency_key" text NOT NULL,
	"input_hash" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "reclaim_notices_pk" PRIMARY KEY("id"),
	CONSTRAINT "reclaim_notices_once_by_key" UNIQUE("key_scope","idempotency_key")
);
--> statement-breakpoint
CREATE TABLE "reclaim_payments" (
	"journal_id" uuid NOT NULL,
	"notice_id" uuid NOT NULL,
	CONSTRAINT "reclaim_payments_pk" PRIMARY KEY("journal_id")
);
--> statement-breakpoint
CREATE TABLE "reclaim_withdrawals" (
	"notice_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"withdrawn_by" text NOT NULL,
	"key_scope" text NOT NULL,
	"idempotency_key" text NOT NULL,
	"input_hash" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "reclaim_withdrawals_pk" PRIMARY KEY("notice_id"),
	CONSTRAINT "reclaim_withdrawals_once_by_key" UNIQUE("key_scope","idempotency_key")
);
--> statement-breakpoint
CREATE TABLE "support_reviews" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"ordinal" bigint GENERATED ALWAYS AS IDENTITY (sequence name "support_reviews_ordinal_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"identity_id" uuid NOT NULL,
	"stream" text NOT NULL,
	"kind" text NOT NULL,
	"held_on" date NOT NULL,
	"organisation" text NOT NULL,
	"recorded_by" text NOT NULL,
	"key" text NOT NULL,
	"request" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "support_reviews_pk" PRIMARY KEY("id"),
	CONSTRAINT "support_reviews_key" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "queries" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"ordinal" bigint GENERATED ALWAYS AS IDENTITY (sequence name "queries_ordinal_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"identity_id" uuid NOT NULL,
	"about" text NOT NULL,
	"subject" text,
	"streams" jsonb NOT NULL,
	"account_id" uuid,
	"host" text,
	"funder" text,
	"words" text NOT NULL,
	"asked_by" text NOT NULL,
	"asked_as" text NOT NULL,
	"organisation" text,
	"asked_on" date NOT NULL,
	"answer_by" date NOT NULL,
	"rule" text NOT NULL,
	"key" text NOT NULL,
	"request" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "queries_pk" PRIMARY KEY("id"),
	CONSTRAINT "queries_key" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "query_answers" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"ordinal" bigint GENERATED ALWAYS AS IDENTITY (sequence name "query_answers_ordinal_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"query_id" uuid NOT NULL,
	"identity_id" uuid NOT NULL,
	"outcome" text NOT NULL,
	"words" text NOT NULL,
	"answered_by" text NOT NULL,
	"answered_as" text NOT NULL,
	"organisation" text,
	"key" text NOT NULL,
	"request" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "query_answers_pk" PRIMARY KEY("id"),
	CONSTRAINT "query_answers_key" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "money_rules" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"review" text,
	"organisation" text,
	"organisation_kind" text,
	"stream" text,
	"first_day" date NOT NULL,
	"until_day" date,
	"known_from" date NOT NULL,
	"value" text NOT NULL,
	"local" boolean NOT NULL,
	"source" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "money_rules_pk" PRIMARY KEY("id"),
	CONSTRAINT "money_rules_once" UNIQUE NULLS NOT DISTINCT("kind","review","organisation","organisation_kind","stream","first_day","known_from")
);
--> statement-breakpoint
CREATE INDEX "reclaim_notices_by_account" ON "reclaim_notices" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "reclaim_payments_by_notice" ON "reclaim_payments" USING btree ("notice_id");--> statement-breakpoint
CREATE INDEX "support_reviews_by_identity" ON "support_reviews" USING btree ("identity_id");--> statement-breakpoint
CREATE INDEX "queries_by_identity" ON "queries" USING btree ("identity_id");--> statement-breakpoint
CREATE INDEX "queries_by_host" ON "queries" USING btree ("host");--> statement-breakpoint
CREATE INDEX "queries_by_funder" ON "queries" USING btree ("funder");--> statement-breakpoint
CREATE INDEX "query_answers_by_query" ON "query_answers" USING btree ("query_id");
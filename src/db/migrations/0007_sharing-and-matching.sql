CREATE TABLE "personal_wishes" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"identity_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"stream" text,
	"to_sector" text,
	"purpose" text NOT NULL,
	"given_by" text NOT NULL,
	"evidence" text NOT NULL,
	"first_day" date NOT NULL,
	"until_day" date,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_by" text,
	"ended_at" timestamp with time zone,
	CONSTRAINT "personal_wishes_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "sharing_gateways" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"of_sector" text NOT NULL,
	"source" text,
	"to_sector" text NOT NULL,
	"basis" text NOT NULL,
	"regulation" text NOT NULL,
	"purpose" text NOT NULL,
	"first_day" date NOT NULL,
	"until_day" date,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sharing_gateways_pk" PRIMARY KEY("id"),
	CONSTRAINT "sharing_gateways_once" UNIQUE NULLS NOT DISTINCT("of_sector","source","to_sector","basis","first_day")
);
--> statement-breakpoint
CREATE TABLE "audit_blocks" (
	"ordinal" bigint NOT NULL,
	"kind" text NOT NULL,
	"first_id" bigint NOT NULL,
	"last_id" bigint NOT NULL,
	"rows" integer NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	"sealed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "audit_blocks_pk" PRIMARY KEY("kind","ordinal")
);
--> statement-breakpoint
CREATE TABLE "read_holds" (
	"read_id" bigint NOT NULL,
	"until_day" date NOT NULL,
	"reason" text NOT NULL,
	"held_by" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "read_holds_pk" PRIMARY KEY("read_id")
);
--> statement-breakpoint
CREATE TABLE "reads" (
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "reads_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"subject" text NOT NULL,
	"role" text NOT NULL,
	"organisation" text,
	"person_id" uuid NOT NULL,
	"streams" jsonb NOT NULL,
	"reason" text NOT NULL,
	"request_id" text,
	CONSTRAINT "reads_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "match_models" (
	"version" integer NOT NULL,
	"weights" jsonb NOT NULL,
	"link_from" numeric NOT NULL,
	"review_from" numeric NOT NULL,
	"source" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "match_models_pk" PRIMARY KEY("version")
);
--> statement-breakpoint
CREATE TABLE "match_pairs" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"left_id" uuid NOT NULL,
	"right_id" uuid NOT NULL,
	"weight" numeric NOT NULL,
	"evidence" jsonb NOT NULL,
	"model_version" integer NOT NULL,
	"outcome" text NOT NULL,
	"found_at" timestamp with time zone DEFAULT now() NOT NULL,
	"decision" text,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"reason" text,
	CONSTRAINT "match_pairs_pk" PRIMARY KEY("id"),
	CONSTRAINT "match_pairs_once" UNIQUE("left_id","right_id")
);
--> statement-breakpoint
CREATE INDEX "personal_wishes_by_identity" ON "personal_wishes" USING btree ("identity_id");--> statement-breakpoint
CREATE INDEX "reads_by_person" ON "reads" USING btree ("person_id","id");--> statement-breakpoint
CREATE INDEX "match_pairs_by_right" ON "match_pairs" USING btree ("right_id");--> statement-breakpoint
CREATE INDEX "match_pairs_waiting" ON "match_pairs" USING btree ("id") WHERE outcome = 'REVIEW' and decision is null;--> statement-breakpoint
CREATE INDEX "identities_by_birth_date" ON "identities" USING btree ("birth_date") WHERE birth_date is not null;--> statement-breakpoint
CREATE INDEX "identities_by_postcode" ON "identities" USING btree ("postcode") WHERE postcode is not null;
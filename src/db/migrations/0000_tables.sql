CREATE TABLE "relationships" (
	"subject" text NOT NULL,
	"identity_id" uuid NOT NULL,
	"from_day" date NOT NULL,
	"until_day" date,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "relationships_pk" PRIMARY KEY("subject","identity_id")
);
--> statement-breakpoint
CREATE TABLE "audit_events" (
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "audit_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"details" jsonb NOT NULL,
	CONSTRAINT "audit_events_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "awards" (
	"id" uuid NOT NULL,
	"submission_id" uuid NOT NULL,
	"row" integer NOT NULL,
	"identity_id" uuid NOT NULL,
	"stream" text NOT NULL,
	"funder" text NOT NULL,
	"basis" text NOT NULL,
	"mode" text NOT NULL,
	"legal_basis" text NOT NULL,
	"reference" text,
	"service" text,
	"service_rank" integer,
	"counts" boolean DEFAULT true NOT NULL,
	"first_day" date NOT NULL,
	"until_day" date,
	"relevant_from" date NOT NULL,
	"relevant_until" date,
	"year" text,
	"completed_on" date,
	"amount" numeric,
	"per" text,
	"units_per_week" numeric,
	"unpriced_reason" text,
	"contribution" text NOT NULL,
	"contribution_pounds" numeric,
	"contribution_reason" text NOT NULL,
	"reports_payments" boolean NOT NULL,
	"scheme" text,
	"currency" text,
	"description" text NOT NULL,
	"raw_figures" text NOT NULL,
	"element" text,
	"ceiling_pence" bigint,
	"has_movements" boolean DEFAULT false NOT NULL,
	CONSTRAINT "awards_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "claims" (
	"award_id" uuid NOT NULL,
	"row" integer NOT NULL,
	"reference" text NOT NULL,
	"form" text NOT NULL,
	"support_from" date NOT NULL,
	"support_until" date NOT NULL,
	"claimed_pence" bigint NOT NULL,
	"paid_pence" bigint,
	"paid_on" date,
	"paid_to" text,
	"employer_pence" bigint,
	"customer_pence" bigint,
	CONSTRAINT "claims_pk" PRIMARY KEY("award_id","reference")
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"award_id" uuid NOT NULL,
	"row" integer NOT NULL,
	"reference" text NOT NULL,
	"amount_pence" bigint NOT NULL,
	"gross" boolean NOT NULL,
	"paid_on" date NOT NULL,
	"covers_from" date,
	"covers_until" date,
	CONSTRAINT "payments_pk" PRIMARY KEY("award_id","reference")
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"adapter" text NOT NULL,
	"sender" text NOT NULL,
	"basis" text NOT NULL,
	"sha256" text NOT NULL,
	"status" text NOT NULL,
	"rows" integer DEFAULT 0 NOT NULL,
	"accepted" integer DEFAULT 0 NOT NULL,
	"rejected" integer DEFAULT 0 NOT NULL,
	"notes" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"streams" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"as_of" date,
	"speaks_from" date,
	"speaks_until" date,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"loaded_at" timestamp with time zone,
	"withdrawn_at" timestamp with time zone,
	"withdrawn_reason" text,
	CONSTRAINT "deliveries_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "rejects" (
	"delivery_id" uuid NOT NULL,
	"row" integer NOT NULL,
	"position" integer NOT NULL,
	"field" text NOT NULL,
	"code" text NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "rejects_pk" PRIMARY KEY("delivery_id","row","position")
);
--> statement-breakpoint
CREATE TABLE "submission_windows" (
	"submission_id" uuid NOT NULL,
	"from_day" date,
	"until_day" date,
	"known_from" timestamp with time zone DEFAULT now() NOT NULL,
	"known_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "submissions" (
	"id" uuid NOT NULL,
	"delivery_id" uuid NOT NULL,
	"scope" text NOT NULL,
	"period_from" date,
	"period_until" date,
	"created_by_sender" text,
	"as_of" date NOT NULL,
	CONSTRAINT "submissions_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "identities" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"ordinal" bigint GENERATED ALWAYS AS IDENTITY (sequence name "identities_ordinal_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"fingerprint" text NOT NULL,
	"source" text NOT NULL,
	"namespace" text NOT NULL,
	"local_id" text,
	"nhs_number" text,
	"nino" text,
	"surname" text,
	"given_names" text,
	"birth_date" date,
	"death_date" date,
	"postcode" text,
	"person_id" uuid,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "identities_pk" PRIMARY KEY("id"),
	CONSTRAINT "identities_fingerprint" UNIQUE("fingerprint")
);
--> statement-breakpoint
CREATE TABLE "recorded_links" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"evidence" text NOT NULL,
	"made_by" text NOT NULL,
	"made_at" timestamp with time zone DEFAULT now() NOT NULL,
	"undone_by" text,
	"undone_at" timestamp with time zone,
	CONSTRAINT "recorded_links_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "sightings" (
	"identity_id" uuid NOT NULL,
	"seen_in" uuid NOT NULL,
	"live" boolean DEFAULT false NOT NULL,
	CONSTRAINT "sightings_pk" PRIMARY KEY("identity_id","seen_in")
);
--> statement-breakpoint
CREATE TABLE "expected_sources" (
	"stream" text NOT NULL,
	"adapter" text NOT NULL,
	"organisation" text NOT NULL,
	"from_day" date NOT NULL,
	"until_day" date,
	CONSTRAINT "expected_sources_pk" PRIMARY KEY("stream","adapter","organisation")
);
--> statement-breakpoint
CREATE TABLE "local_areas" (
	"name" text NOT NULL,
	"fixed_day" date,
	CONSTRAINT "local_areas_pk" PRIMARY KEY("name")
);
--> statement-breakpoint
CREATE TABLE "organisations" (
	"code" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"from_day" date,
	"until_day" date,
	"succeeded_by" text,
	"source" text NOT NULL,
	CONSTRAINT "organisations_pk" PRIMARY KEY("code")
);
--> statement-breakpoint
CREATE TABLE "streams" (
	"code" text NOT NULL,
	"name" text NOT NULL,
	"sector" text NOT NULL,
	"nature" text NOT NULL,
	"chargeable" boolean NOT NULL,
	"closed_on" date,
	"position" integer NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "streams_pk" PRIMARY KEY("code")
);
--> statement-breakpoint
CREATE INDEX "relationships_by_identity" ON "relationships" USING btree ("identity_id");--> statement-breakpoint
CREATE INDEX "awards_by_identity" ON "awards" USING btree ("identity_id") WHERE counts;--> statement-breakpoint
CREATE INDEX "awards_by_submission" ON "awards" USING btree ("submission_id");--> statement-breakpoint
CREATE UNIQUE INDEX "deliveries_loaded_once" ON "deliveries" USING btree ("adapter","sender","sha256") WHERE status = 'LOADED';--> statement-breakpoint
CREATE INDEX "deliveries_by_sender" ON "deliveries" USING btree ("sender","adapter");--> statement-breakpoint
CREATE INDEX "submission_windows_now" ON "submission_windows" USING btree ("submission_id") WHERE known_until is null;--> statement-breakpoint
CREATE INDEX "submission_windows_past" ON "submission_windows" USING btree ("submission_id","known_until");--> statement-breakpoint
CREATE INDEX "submissions_by_scope" ON "submissions" USING btree ("scope");--> statement-breakpoint
CREATE INDEX "submissions_by_delivery" ON "submissions" USING btree ("delivery_id");--> statement-breakpoint
CREATE INDEX "identities_by_nhs_number" ON "identities" USING btree ("nhs_number") WHERE nhs_number is not null;--> statement-breakpoint
CREATE INDEX "identities_by_nino" ON "identities" USING btree ("nino") WHERE nino is not null;--> statement-breakpoint
CREATE INDEX "identities_by_local_id" ON "identities" USING btree ("local_id","source","namespace") WHERE local_id is not null;--> statement-breakpoint
CREATE INDEX "identities_by_person" ON "identities" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "sightings_by_delivery" ON "sightings" USING btree ("seen_in","identity_id");
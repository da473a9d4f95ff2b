CREATE TABLE "commissioned_activity" (
	"id" uuid NOT NULL,
	"submission_id" uuid NOT NULL,
	"row" integer NOT NULL,
	"kind" text NOT NULL,
	"patient_mark" text,
	"provider" text NOT NULL,
	"commissioner" text NOT NULL,
	"stream" text NOT NULL,
	"scheme" text,
	"currency" text,
	"activity" jsonb,
	"year" text NOT NULL,
	"month" integer NOT NULL,
	"care_key" text,
	"quantity" numeric NOT NULL,
	"reported_pounds" numeric,
	CONSTRAINT "commissioned_activity_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "patient_keys" (
	"one" boolean NOT NULL,
	"key" text NOT NULL,
	CONSTRAINT "patient_keys_pk" PRIMARY KEY("one")
);
--> statement-breakpoint
CREATE INDEX "commissioned_activity_by_submission" ON "commissioned_activity" USING btree ("submission_id");--> statement-breakpoint
CREATE INDEX "commissioned_activity_by_contract" ON "commissioned_activity" USING btree ("provider","year");
CREATE TABLE "plan_lines" (
	"submission_id" uuid NOT NULL,
	"row" integer NOT NULL,
	"pool" text,
	"year" text NOT NULL,
	"scheme" text NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"sub_type" text,
	"description" text,
	"area_of_spend" text,
	"commissioner" text NOT NULL,
	"nhs_share" numeric,
	"provider" text,
	"source" text NOT NULL,
	"nature" text NOT NULL,
	"planned_pence" bigint NOT NULL,
	"outputs" numeric,
	"units" text,
	CONSTRAINT "plan_lines_pk" PRIMARY KEY("submission_id","row")
);
--> statement-breakpoint
CREATE INDEX "plan_lines_by_year" ON "plan_lines" USING btree ("year");
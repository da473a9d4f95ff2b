CREATE TABLE "characteristics" (
	"submission_id" uuid NOT NULL,
	"row" integer NOT NULL,
	"kind" text NOT NULL,
	"identity_id" uuid NOT NULL,
	"code" text NOT NULL,
	CONSTRAINT "characteristics_pk" PRIMARY KEY("submission_id","row","kind")
);
--> statement-breakpoint
CREATE TABLE "deprivation_areas" (
	"postcode" text NOT NULL,
	"known_from" date NOT NULL,
	"fifth" integer NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "deprivation_areas_pk" PRIMARY KEY("postcode","known_from")
);
--> statement-breakpoint
CREATE INDEX "characteristics_by_identity" ON "characteristics" USING btree ("identity_id");
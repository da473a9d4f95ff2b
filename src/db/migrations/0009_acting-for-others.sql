CREATE TABLE "allocations" (
	"submission_id" uuid NOT NULL,
	"row" integer NOT NULL,
	"identity_id" uuid NOT NULL,
	"subject" text NOT NULL,
	"team" text NOT NULL,
	"first_day" date NOT NULL,
	"until_day" date,
	CONSTRAINT "allocations_pk" PRIMARY KEY("submission_id","row")
);
--> statement-breakpoint
CREATE TABLE "openings" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"identity_id" uuid NOT NULL,
	"subject" text NOT NULL,
	"organisation" text,
	"kind" text NOT NULL,
	"reason" text NOT NULL,
	"opened_at" timestamp with time zone DEFAULT now() NOT NULL,
	"until_at" timestamp with time zone NOT NULL,
	"reviewed_by" text,
	"reviewed_at" timestamp with time zone,
	"review" text,
	CONSTRAINT "openings_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "representatives" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"identity_id" uuid NOT NULL,
	"subject" text NOT NULL,
	"kind" text NOT NULL,
	"evidence" text NOT NULL,
	"streams" jsonb,
	"first_day" date NOT NULL,
	"until_day" date,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"suspended_at" timestamp with time zone,
	"ended_by" text,
	"ended_at" timestamp with time zone,
	CONSTRAINT "representatives_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE INDEX "allocations_by_subject" ON "allocations" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "allocations_by_identity" ON "allocations" USING btree ("identity_id");--> statement-breakpoint
CREATE INDEX "openings_by_subject" ON "openings" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "representatives_by_subject" ON "representatives" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "representatives_by_identity" ON "representatives" USING btree ("identity_id");
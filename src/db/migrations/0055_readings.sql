CREATE TABLE "readings" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"ordinal" bigint GENERATED ALWAYS AS IDENTITY (sequence name "readings_ordinal_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"identity_id" uuid NOT NULL,
	"language" text NOT NULL,
	"size" text NOT NULL,
	"format" text NOT NULL,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "readings_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE INDEX "readings_by_identity" ON "readings" USING btree ("identity_id");
CREATE TABLE "opt_outs" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"identity_id" uuid NOT NULL,
	"evidence" text NOT NULL,
	"first_day" date NOT NULL,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_by" text,
	"ended_at" timestamp with time zone,
	CONSTRAINT "opt_outs_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "record_restrictions" (
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"identity_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_by" text,
	"ended_at" timestamp with time zone,
	CONSTRAINT "record_restrictions_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE INDEX "opt_outs_by_identity" ON "opt_outs" USING btree ("identity_id");--> statement-breakpoint
CREATE INDEX "record_restrictions_by_identity" ON "record_restrictions" USING btree ("identity_id");--> statement-breakpoint
CREATE INDEX "audit_events_by_key" ON "audit_events" USING btree ((details ->> 'key')) WHERE action = 'match-decided';--> statement-breakpoint
CREATE INDEX "awards_by_funder" ON "awards" USING btree ("funder","identity_id") WHERE counts;
--> statement-breakpoint
ALTER TABLE "record_restrictions" ADD CONSTRAINT "record_restrictions_identity" FOREIGN KEY ("identity_id") REFERENCES "identities" ("id");
--> statement-breakpoint
ALTER TABLE "opt_outs" ADD CONSTRAINT "opt_outs_identity" FOREIGN KEY ("identity_id") REFERENCES "identities" ("id");
--> statement-breakpoint
CREATE TRIGGER "record_restrictions_are_kept" BEFORE UPDATE OF "identity_id", "reason" ON "record_restrictions" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER "opt_outs_are_kept" BEFORE UPDATE OF "identity_id", "evidence", "first_day" ON "opt_outs" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

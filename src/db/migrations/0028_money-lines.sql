CREATE TABLE "line_endings" (
	"line_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"settled_as" text,
	"journal_id" uuid,
	"reason" text,
	"ended_by" text NOT NULL,
	"ended_at" timestamp with time zone DEFAULT now() NOT NULL,
	"key_scope" text,
	"idempotency_key" text,
	"input_hash" text,
	CONSTRAINT "line_endings_pk" PRIMARY KEY("line_id","kind"),
	CONSTRAINT "line_endings_once_by_key" UNIQUE("key_scope","idempotency_key")
);
--> statement-breakpoint
CREATE TABLE "money_lines" (
	"id" uuid NOT NULL,
	"ordinal" bigint GENERATED ALWAYS AS IDENTITY (sequence name "money_lines_ordinal_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"account_id" uuid NOT NULL,
	"host" text NOT NULL,
	"adapter" text NOT NULL,
	"mark" text NOT NULL,
	"said" text NOT NULL,
	"times" integer NOT NULL,
	"day" date NOT NULL,
	"amount_pence" bigint NOT NULL,
	"balance_pence" bigint,
	"description" text NOT NULL,
	"direct_debit" boolean NOT NULL,
	"reference" text,
	"payment" jsonb,
	"journal_id" uuid NOT NULL,
	"posted" boolean NOT NULL,
	"waits" boolean NOT NULL,
	"suggestion" jsonb,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "money_lines_pk" PRIMARY KEY("id"),
	CONSTRAINT "money_lines_in_order" UNIQUE("ordinal"),
	CONSTRAINT "money_lines_once" UNIQUE("adapter","mark","times")
);
--> statement-breakpoint
CREATE TABLE "told_lines" (
	"delivery_id" uuid NOT NULL,
	"row" integer NOT NULL,
	"line_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	CONSTRAINT "told_lines_pk" PRIMARY KEY("delivery_id","row")
);
--> statement-breakpoint
CREATE INDEX "money_lines_by_account" ON "money_lines" USING btree ("account_id","ordinal");--> statement-breakpoint
CREATE INDEX "money_lines_by_journal" ON "money_lines" USING btree ("journal_id");--> statement-breakpoint
CREATE INDEX "money_lines_by_reference" ON "money_lines" USING btree ("host","reference");--> statement-breakpoint
CREATE INDEX "money_lines_waiting" ON "money_lines" USING btree ("host","ordinal") WHERE waits;--> statement-breakpoint
CREATE INDEX "told_lines_by_line" ON "told_lines" USING btree ("line_id");
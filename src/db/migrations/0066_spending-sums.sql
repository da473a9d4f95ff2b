CREATE TABLE "spending_changes" (
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "spending_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"stream" text NOT NULL,
	"funder" text NOT NULL,
	"month" date NOT NULL,
	"amount_pence" bigint NOT NULL,
	CONSTRAINT "spending_changes_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
CREATE TABLE "spending_sums" (
	"stream" text NOT NULL,
	"funder" text NOT NULL,
	"month" date NOT NULL,
	"amount_pence" bigint NOT NULL,
	CONSTRAINT "spending_sums_pk" PRIMARY KEY("stream","funder","month")
);
--> statement-breakpoint
CREATE INDEX "ledger_accounts_promised" ON "ledger_accounts" USING btree ("id") WHERE "kind" = 'COMMITTED';
CREATE TABLE "spending_months" (
	"ledger_account_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"month" date NOT NULL,
	"amount_pence" bigint NOT NULL,
	CONSTRAINT "spending_months_pk" PRIMARY KEY("ledger_account_id","month")
);
--> statement-breakpoint
CREATE INDEX "spending_months_by_month" ON "spending_months" USING btree ("month");
ALTER TABLE "ledger_accounts" ADD CONSTRAINT "ledger_accounts_of_account" UNIQUE("id","account_id");--> statement-breakpoint
ALTER TABLE "entries" ADD COLUMN "account_id" uuid;--> statement-breakpoint
-- What the ledger holds stays as it is; its entries only say now whose they are.
DROP TRIGGER "entries_are_kept" ON "entries";--> statement-breakpoint
UPDATE "entries" e SET "account_id" = l."account_id" FROM "ledger_accounts" l WHERE l."id" = e."ledger_account_id";--> statement-breakpoint
CREATE TRIGGER "entries_are_kept" BEFORE UPDATE OR DELETE ON "entries" FOR EACH ROW EXECUTE FUNCTION refuse_moving_again();--> statement-breakpoint
ALTER TABLE "entries" ALTER COLUMN "account_id" SET NOT NULL;

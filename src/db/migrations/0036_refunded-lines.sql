ALTER TABLE "line_endings" DROP CONSTRAINT "line_endings_kind";
--> statement-breakpoint
ALTER TABLE "line_endings" ADD CONSTRAINT "line_endings_kind" CHECK (("kind" = 'SETTLED' AND "settled_as" IN ('DEPOSIT', 'SPENDING', 'CONTRIBUTION', 'HOLD', 'REFUND', 'NOT_OURS') AND "key_scope" IS NOT NULL AND "idempotency_key" IS NOT NULL AND "input_hash" IS NOT NULL AND ("settled_as" <> 'NOT_OURS' OR "reason" IS NOT NULL)) OR ("kind" = 'TAKEN_BACK' AND "settled_as" IS NULL AND "journal_id" IS NULL AND "reason" IS NOT NULL AND "key_scope" IS NULL AND "idempotency_key" IS NULL AND "input_hash" IS NULL));

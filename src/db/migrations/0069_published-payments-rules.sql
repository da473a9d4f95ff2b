ALTER TABLE "published_payments" ADD CONSTRAINT "published_payments_publication" FOREIGN KEY ("publication_id") REFERENCES "publications" ("id");
--> statement-breakpoint
ALTER TABLE "published_payments" ADD CONSTRAINT "published_payments_identity" FOREIGN KEY ("identity_id") REFERENCES "identities" ("id");
--> statement-breakpoint
CREATE TRIGGER "published_payments_are_kept" BEFORE UPDATE OR DELETE ON "published_payments" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER "published_payments_are_not_emptied" BEFORE TRUNCATE ON "published_payments" FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
ALTER TABLE "published_payments" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "published_payments" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "published_payments_to_owner" ON "published_payments" TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "published_payments_checked" ON "published_payments" FOR SELECT USING ((SELECT current_setting('onepot.task', true)) = 'CHECKING');
--> statement-breakpoint
SELECT grant_serving('SELECT ON published_payments');

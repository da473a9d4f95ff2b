ALTER TABLE "usage_publications" ADD CONSTRAINT "usage_publications_pool" FOREIGN KEY ("pool") REFERENCES "pools" ("code");
--> statement-breakpoint
ALTER TABLE "usage_publications" ADD CONSTRAINT "usage_publications_part" CHECK ("part" IN ('Q1', 'Q2', 'Q3', 'Q4', 'YEAR') AND "rule_version" > 0);
--> statement-breakpoint
ALTER TABLE "usage_months" ADD CONSTRAINT "usage_months_publication" FOREIGN KEY ("publication_id") REFERENCES "usage_publications" ("id");
--> statement-breakpoint
ALTER TABLE "usage_months" ADD CONSTRAINT "usage_months_place" FOREIGN KEY ("ledger_account_id", "account_id") REFERENCES "ledger_accounts" ("id", "account_id");
--> statement-breakpoint
ALTER TABLE "usage_facts" ADD CONSTRAINT "usage_facts_publication" FOREIGN KEY ("publication_id") REFERENCES "usage_publications" ("id");
--> statement-breakpoint
ALTER TABLE "usage_tables" ADD CONSTRAINT "usage_tables_publication" FOREIGN KEY ("publication_id") REFERENCES "usage_publications" ("id");
--> statement-breakpoint
CREATE TRIGGER "usage_publications_are_kept" BEFORE UPDATE OR DELETE ON "usage_publications" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER "usage_publications_are_not_emptied" BEFORE TRUNCATE ON "usage_publications" FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER "usage_months_are_kept" BEFORE UPDATE OR DELETE ON "usage_months" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER "usage_months_are_not_emptied" BEFORE TRUNCATE ON "usage_months" FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER "usage_facts_are_kept" BEFORE UPDATE OR DELETE ON "usage_facts" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER "usage_facts_are_not_emptied" BEFORE TRUNCATE ON "usage_facts" FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER "usage_tables_are_kept" BEFORE UPDATE OR DELETE ON "usage_tables" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER "usage_tables_are_not_emptied" BEFORE TRUNCATE ON "usage_tables" FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
ALTER TABLE "usage_months" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "usage_months" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "usage_months_to_owner" ON "usage_months" TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
ALTER TABLE "usage_facts" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "usage_facts" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "usage_facts_to_owner" ON "usage_facts" TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "usage_months_checked" ON "usage_months" FOR SELECT USING ((SELECT current_setting('onepot.task', true)) = 'CHECKING');
--> statement-breakpoint
CREATE POLICY "usage_facts_published" ON "usage_facts" FOR SELECT USING ((SELECT current_setting('onepot.task', true)) = 'PUBLISHING');
--> statement-breakpoint
SELECT grant_serving('SELECT ON usage_publications, usage_months, usage_facts');
--> statement-breakpoint
SELECT grant_serving('SELECT, INSERT ON usage_tables');

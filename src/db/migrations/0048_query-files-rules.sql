ALTER TABLE "query_files" ADD CONSTRAINT "query_files_query" FOREIGN KEY ("query_id") REFERENCES "queries" ("id");
--> statement-breakpoint
ALTER TABLE "query_files" ADD CONSTRAINT "query_files_identity" FOREIGN KEY ("identity_id") REFERENCES "identities" ("id");
--> statement-breakpoint
ALTER TABLE "query_files" ADD CONSTRAINT "query_files_organisation" FOREIGN KEY ("organisation") REFERENCES "organisations" ("code");
--> statement-breakpoint
ALTER TABLE "query_files" ADD CONSTRAINT "query_files_whole" CHECK ("bytes" = octet_length("body") AND "bytes" > 0 AND "sha256" = encode(sha256("body"), 'hex') AND "type" IN ('application/pdf', 'image/jpeg', 'image/png', 'text/plain') AND "name" <> '');
--> statement-breakpoint
CREATE VIEW "query_file_keys" AS SELECT "id", "identity_id", "query_id" FROM "query_files";
--> statement-breakpoint
CREATE TRIGGER "query_files_are_kept" BEFORE UPDATE OR DELETE ON "query_files" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
ALTER TABLE "query_files" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "query_files" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "query_files_to_owner" ON "query_files" TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "query_files_opened" ON "query_files" FOR SELECT USING ("identity_id" IN (SELECT unnest(nullif(current_setting('onepot.identities', true), '')::uuid[])));
--> statement-breakpoint
CREATE POLICY "query_files_recorded" ON "query_files" FOR INSERT WITH CHECK ("identity_id" IN (SELECT unnest(nullif(current_setting('onepot.identities', true), '')::uuid[])));
--> statement-breakpoint
SELECT grant_serving('INSERT ON query_files');
--> statement-breakpoint
SELECT grant_serving('SELECT ON query_file_keys');

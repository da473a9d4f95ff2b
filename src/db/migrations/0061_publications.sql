-- What is published is no longer of pools alone, nor of one measure.
ALTER TABLE "usage_publications" RENAME TO "publications";
--> statement-breakpoint
ALTER TABLE "usage_months" RENAME TO "published_months";
--> statement-breakpoint
ALTER TABLE "usage_facts" RENAME TO "publication_facts";
--> statement-breakpoint
ALTER TABLE "usage_tables" RENAME TO "publication_tables";
--> statement-breakpoint
ALTER TABLE "publications" RENAME CONSTRAINT "usage_publications_pk" TO "publications_pk";
--> statement-breakpoint
ALTER TABLE "publications" RENAME CONSTRAINT "usage_publications_pool" TO "publications_pool";
--> statement-breakpoint
ALTER TABLE "published_months" RENAME CONSTRAINT "usage_months_pk" TO "published_months_pk";
--> statement-breakpoint
ALTER TABLE "published_months" RENAME CONSTRAINT "usage_months_publication" TO "published_months_publication";
--> statement-breakpoint
ALTER TABLE "published_months" RENAME CONSTRAINT "usage_months_place" TO "published_months_place";
--> statement-breakpoint
ALTER TABLE "publication_facts" RENAME CONSTRAINT "usage_facts_publication" TO "publication_facts_publication";
--> statement-breakpoint
ALTER INDEX "usage_facts_by_publication" RENAME TO "publication_facts_by_publication";
--> statement-breakpoint
ALTER TABLE "publication_tables" RENAME CONSTRAINT "usage_tables_publication" TO "publication_tables_publication";
--> statement-breakpoint
ALTER POLICY "usage_months_to_owner" ON "published_months" RENAME TO "published_months_to_owner";
--> statement-breakpoint
ALTER POLICY "usage_months_checked" ON "published_months" RENAME TO "published_months_checked";
--> statement-breakpoint
ALTER POLICY "usage_facts_to_owner" ON "publication_facts" RENAME TO "publication_facts_to_owner";
--> statement-breakpoint
ALTER POLICY "usage_facts_published" ON "publication_facts" RENAME TO "publication_facts_published";
--> statement-breakpoint
ALTER TRIGGER "usage_publications_are_kept" ON "publications" RENAME TO "publications_are_kept";
--> statement-breakpoint
ALTER TRIGGER "usage_publications_are_not_emptied" ON "publications" RENAME TO "publications_are_not_emptied";
--> statement-breakpoint
ALTER TRIGGER "usage_months_are_kept" ON "published_months" RENAME TO "published_months_are_kept";
--> statement-breakpoint
ALTER TRIGGER "usage_months_are_not_emptied" ON "published_months" RENAME TO "published_months_are_not_emptied";
--> statement-breakpoint
ALTER TRIGGER "usage_facts_are_kept" ON "publication_facts" RENAME TO "publication_facts_are_kept";
--> statement-breakpoint
ALTER TRIGGER "usage_facts_are_not_emptied" ON "publication_facts" RENAME TO "publication_facts_are_not_emptied";
--> statement-breakpoint
ALTER TRIGGER "usage_tables_are_kept" ON "publication_tables" RENAME TO "publication_tables_are_kept";
--> statement-breakpoint
ALTER TRIGGER "usage_tables_are_not_emptied" ON "publication_tables" RENAME TO "publication_tables_are_not_emptied";
--> statement-breakpoint
ALTER TABLE "publications" ADD COLUMN "subject" text NOT NULL DEFAULT 'POOL';
--> statement-breakpoint
ALTER TABLE "publications" ALTER COLUMN "subject" DROP DEFAULT;
--> statement-breakpoint
ALTER TABLE "publications" ALTER COLUMN "pool" DROP NOT NULL;
--> statement-breakpoint
ALTER TABLE "publications" DROP CONSTRAINT "usage_publications_once";
--> statement-breakpoint
ALTER TABLE "publications" ADD CONSTRAINT "publications_once" UNIQUE NULLS NOT DISTINCT ("subject", "pool", "year", "part");
--> statement-breakpoint
ALTER TABLE "publications" DROP CONSTRAINT "usage_publications_part";
--> statement-breakpoint
ALTER TABLE "publications" ADD CONSTRAINT "publications_said" CHECK ("part" IN ('Q1', 'Q2', 'Q3', 'Q4', 'YEAR') AND "rule_version" > 0 AND "subject" IN ('POOL', 'STREAMS', 'PRICES', 'UNMET_NEED', 'CONTRACTS') AND ("subject" = 'POOL') = ("pool" IS NOT NULL));
--> statement-breakpoint
ALTER TABLE "publication_facts" ALTER COLUMN "amount_pence" TYPE jsonb USING jsonb_build_object('ACTUAL', "amount_pence"::text);
--> statement-breakpoint
ALTER TABLE "publication_facts" RENAME COLUMN "amount_pence" TO "amounts";
--> statement-breakpoint
ALTER TABLE "publication_tables" ADD COLUMN "measure" text NOT NULL DEFAULT 'ACTUAL';
--> statement-breakpoint
ALTER TABLE "publication_tables" ALTER COLUMN "measure" DROP DEFAULT;
--> statement-breakpoint
ALTER TABLE "publication_tables" DROP CONSTRAINT "usage_tables_pk";
--> statement-breakpoint
ALTER TABLE "publication_tables" ADD CONSTRAINT "publication_tables_pk" PRIMARY KEY ("publication_id", "measure", "by");

ALTER TABLE "pool_agreement_ends" DISABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "pool_agreements" DISABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "pool_contributions" DISABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "pool_grants" DISABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "pool_partners" DISABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "pool_rules" DISABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "pool_scheme_plans" DISABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "pool_schemes" DISABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "pool_totals" DISABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "pools" DISABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP TABLE "pool_agreement_ends" CASCADE;--> statement-breakpoint
DROP TABLE "pool_agreements" CASCADE;--> statement-breakpoint
DROP TABLE "pool_contributions" CASCADE;--> statement-breakpoint
DROP TABLE "pool_grants" CASCADE;--> statement-breakpoint
DROP TABLE "pool_partners" CASCADE;--> statement-breakpoint
DROP TABLE "pool_rules" CASCADE;--> statement-breakpoint
DROP TABLE "pool_scheme_plans" CASCADE;--> statement-breakpoint
DROP TABLE "pool_schemes" CASCADE;--> statement-breakpoint
DROP TABLE "pool_totals" CASCADE;--> statement-breakpoint
DROP TABLE "pools" CASCADE;--> statement-breakpoint
ALTER TABLE "financial_assessments" ALTER COLUMN "recorded_at" SET DEFAULT clock_timestamp();--> statement-breakpoint
ALTER TABLE "award_ends" ALTER COLUMN "recorded_at" SET DEFAULT clock_timestamp();--> statement-breakpoint
ALTER TABLE "payment_schedule_ends" ALTER COLUMN "recorded_at" SET DEFAULT clock_timestamp();--> statement-breakpoint
ALTER TABLE "payment_schedules" ALTER COLUMN "recorded_at" SET DEFAULT clock_timestamp();--> statement-breakpoint
ALTER TABLE "surplus_offsets" ALTER COLUMN "recorded_at" SET DEFAULT clock_timestamp();--> statement-breakpoint
ALTER TABLE "support_reviews" ALTER COLUMN "recorded_at" SET DEFAULT clock_timestamp();--> statement-breakpoint
ALTER TABLE "payment_schedules" ADD COLUMN "reason" text;
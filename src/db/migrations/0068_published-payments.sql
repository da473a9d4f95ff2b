CREATE TABLE "published_payments" (
	"publication_id" uuid NOT NULL,
	"identity_id" uuid NOT NULL,
	"stream" text NOT NULL,
	"funder" text NOT NULL,
	"mode" text NOT NULL,
	"provider" text,
	"scheme" text,
	"currency" text,
	"month" date NOT NULL,
	"amount_pence" bigint NOT NULL,
	CONSTRAINT "published_payments_once" UNIQUE NULLS NOT DISTINCT("publication_id","identity_id","stream","funder","mode","provider","scheme","currency","month")
);

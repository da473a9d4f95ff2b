ALTER TABLE "organisation_contacts" ADD CONSTRAINT "organisation_contacts_organisation" FOREIGN KEY ("organisation") REFERENCES "organisations" ("code");
--> statement-breakpoint
ALTER TABLE "organisation_contacts" ADD CONSTRAINT "organisation_contacts_said" CHECK ("name" <> '' AND "phone" <> '' AND ("hours" IS NULL OR "hours" <> ''));

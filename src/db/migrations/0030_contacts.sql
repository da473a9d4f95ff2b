CREATE TABLE "organisation_contacts" (
	"organisation" text NOT NULL,
	"name" text NOT NULL,
	"phone" text NOT NULL,
	"hours" text,
	"from_day" date NOT NULL,
	CONSTRAINT "organisation_contacts_pk" PRIMARY KEY("organisation","from_day")
);

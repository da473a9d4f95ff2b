-- By these it is told whether a dispute stands still: what was recorded later, and from which day on.
CREATE OR REPLACE VIEW "funding_keys" AS SELECT "id", "identity_id", "stream", "interim_payer", "ended_at", "state", "first_day", "recorded_at" FROM "funding_decisions";

-- PostGraphile names no partial index's condition, so it gets an index without one.
create index awards_by_identity_for_postgraphile on awards (identity_id);

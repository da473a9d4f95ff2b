-- In which file a line stands, without what it says: by this it is counted what waits of each file.
CREATE VIEW "told_line_keys" AS SELECT "delivery_id", "row", "line_id" FROM "told_lines";
--> statement-breakpoint
SELECT grant_serving('SELECT ON told_line_keys');

-- Every write of a participant bears the number of its transaction: readers ask for what their last snapshot did not see.
CREATE FUNCTION participants_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.changed := pg_current_xact_id();
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER participants_note_change BEFORE INSERT OR UPDATE ON participants
  FOR EACH ROW EXECUTE FUNCTION participants_note_change();
--> statement-breakpoint
UPDATE participants SET listed_at = first_seen_at;

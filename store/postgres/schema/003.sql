-- Schema 3: row-level security behind the WHERE of each statement. This file never changes again.
--
-- A statement says in its own transaction whose rows it is about, by the setting natobot.workspaces, a list; the
-- policies show and take no others. In the list '*' stands for the index of all workspaces: where their ledgers
-- end, what is due, and who installed the app. Nothing that a workspace recorded is in that.
--
-- Programs of the version before do not set it, and go on beside this one: until fenced is set, a statement that names
-- nobody is let through. A new database has it set. The next step sets it everywhere; whoever runs no
-- older program may do so at once: UPDATE natobot_schema SET fenced = true.
ALTER TABLE natobot_schema ADD COLUMN fenced boolean NOT NULL DEFAULT false;
UPDATE natobot_schema SET fenced = version = 0;

-- What a statement that names nobody is about: nobody, or everybody, which is NULL.
CREATE FUNCTION natobot_unnamed() RETURNS text[] LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $$
BEGIN
  RETURN CASE WHEN (SELECT fenced FROM natobot_schema) THEN '{}'::text[] END;
END $$;

-- The list is read once a statement, not once a row, and by no function, which would take longer than the rest. The
-- tables' owner is fenced too, whom a small desk's bot works as.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['heads', 'entries', 'requests', 'posts', 'entry_words', 'held', 'clock', 'probe', 'installations', 'due'] LOOP
    EXECUTE format('CREATE POLICY natobot_own ON %I USING (coalesce(workspace = ANY ((SELECT
      coalesce(nullif(current_setting(''natobot.workspaces'', true), '''')::text[], natobot_unnamed()))::text[]), true))', name);
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
  END LOOP;
END $$;
CREATE POLICY natobot_index ON heads FOR SELECT USING (current_setting('natobot.workspaces', true) = '{*}');
CREATE POLICY natobot_index ON installations FOR SELECT USING (current_setting('natobot.workspaces', true) = '{*}');
CREATE POLICY natobot_index ON due FOR SELECT USING (current_setting('natobot.workspaces', true) = '{*}');
CREATE POLICY natobot_turns ON due FOR UPDATE USING (current_setting('natobot.workspaces', true) = '{*}');

-- Behind a policy the server finds words by reading those of the workspace, newest first: entry_words_found helps it no
-- more, and goes with a later step.

-- Schema 2: many workspaces, that install the app themselves. This file never changes again.

-- One row for each workspace that did. Who uninstalls stays for the days of grace, and is then erased.
CREATE TABLE installations (
  workspace  text   COLLATE "C" PRIMARY KEY CHECK (workspace <> ''), -- where its ledger is
  app        text   NOT NULL,
  enterprise text   NOT NULL, -- '' where it is of none
  team       text   NOT NULL,
  name       text   NOT NULL,
  url        text   NOT NULL,
  sealed     bytea  NOT NULL, -- the bot's token, which NATO_SECRET_KEY alone opens
  bot        text   NOT NULL, -- id of the bot,
  bot_user   text   NOT NULL, -- and of its user
  scopes     text   NOT NULL, -- those granted, with commas
  installer  text   NOT NULL, -- user id
  installed  bigint NOT NULL, -- when, in milliseconds
  generation bigint NOT NULL, -- counts the installations of the workspace from 1
  removed    bigint NOT NULL DEFAULT 0, -- when Slack said that it is no more; 0 until then
  changed    timestamptz NOT NULL DEFAULT now() -- by the server's clock
);
CREATE INDEX installations_changed ON installations (changed);

-- Installations under way. Whoever reads this table can finish none: it has hashes alone.
CREATE TABLE install_states (
  hash  text   COLLATE "C" PRIMARY KEY,
  until bigint NOT NULL
);

-- When something of a workspace is due next: a hint, by which those are found that have to be looked
-- after. What they are owed is told by their ledgers, and what is posted is claimed there.
CREATE TABLE due (
  workspace text   COLLATE "C" PRIMARY KEY REFERENCES installations ON DELETE CASCADE,
  next      bigint NOT NULL DEFAULT 0, -- by the desks' clock, in milliseconds
  owner     text   NOT NULL DEFAULT '', -- who looks after it,
  until     timestamptz NOT NULL DEFAULT '-infinity', -- until then by the server's clock
  changes   bigint NOT NULL DEFAULT 0, -- of its ledger,
  seen      bigint NOT NULL DEFAULT 0  -- and those there were when that began
) WITH (fillfactor = 70);
CREATE INDEX due_next ON due (next);

-- What is recorded or held may be due sooner than what was: it is looked into at once, whoever dies now.
-- It is noted as the tables' owner: a role for one workspace knows nothing of this table.
CREATE FUNCTION natobot_news() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  UPDATE due SET next = 0, changes = changes + 1 WHERE workspace = NEW.workspace;
  RETURN NULL;
END $$;

CREATE TRIGGER heads_are_news AFTER UPDATE ON heads FOR EACH ROW WHEN (NEW.number <> OLD.number) EXECUTE FUNCTION natobot_news();
CREATE TRIGGER held_is_news AFTER INSERT OR UPDATE ON held FOR EACH ROW EXECUTE FUNCTION natobot_news();
ALTER TABLE heads ENABLE ALWAYS TRIGGER heads_are_news;
ALTER TABLE held ENABLE ALWAYS TRIGGER held_is_news;

-- What a workspace recorded is deleted once it has removed the app, and at no other time.
CREATE FUNCTION natobot_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM installations WHERE workspace = OLD.workspace AND removed > 0) THEN
    RAISE EXCEPTION 'what % holds is never deleted, unless its workspace removed the app', TG_TABLE_NAME USING ERRCODE = 'raise_exception';
  END IF;
  RETURN OLD;
END $$;

DROP TRIGGER entries_stay ON entries;
DROP TRIGGER requests_stay ON requests;
DROP TRIGGER heads_stay ON heads;
DROP TRIGGER posts_stay ON posts;
DROP TRIGGER entry_words_stay ON entry_words;
DROP TRIGGER held_stay ON held;
CREATE TRIGGER entries_stay BEFORE UPDATE OR TRUNCATE ON entries FOR EACH STATEMENT EXECUTE FUNCTION natobot_stays();
CREATE TRIGGER requests_stay BEFORE UPDATE OR TRUNCATE ON requests FOR EACH STATEMENT EXECUTE FUNCTION natobot_stays();
CREATE TRIGGER heads_stay BEFORE TRUNCATE ON heads FOR EACH STATEMENT EXECUTE FUNCTION natobot_stays();
CREATE TRIGGER posts_stay BEFORE TRUNCATE ON posts FOR EACH STATEMENT EXECUTE FUNCTION natobot_stays();
CREATE TRIGGER entry_words_stay BEFORE UPDATE OR TRUNCATE ON entry_words FOR EACH STATEMENT EXECUTE FUNCTION natobot_stays();
CREATE TRIGGER held_stay BEFORE TRUNCATE ON held FOR EACH STATEMENT EXECUTE FUNCTION natobot_stays();
CREATE TRIGGER entries_are_erased BEFORE DELETE ON entries FOR EACH ROW EXECUTE FUNCTION natobot_erased();
CREATE TRIGGER requests_are_erased BEFORE DELETE ON requests FOR EACH ROW EXECUTE FUNCTION natobot_erased();
CREATE TRIGGER heads_are_erased BEFORE DELETE ON heads FOR EACH ROW EXECUTE FUNCTION natobot_erased();
CREATE TRIGGER posts_are_erased BEFORE DELETE ON posts FOR EACH ROW EXECUTE FUNCTION natobot_erased();
CREATE TRIGGER entry_words_are_erased BEFORE DELETE ON entry_words FOR EACH ROW EXECUTE FUNCTION natobot_erased();
CREATE TRIGGER held_is_erased BEFORE DELETE ON held FOR EACH ROW EXECUTE FUNCTION natobot_erased();
ALTER TABLE entries ENABLE ALWAYS TRIGGER entries_stay;
ALTER TABLE requests ENABLE ALWAYS TRIGGER requests_stay;
ALTER TABLE heads ENABLE ALWAYS TRIGGER heads_stay;
ALTER TABLE posts ENABLE ALWAYS TRIGGER posts_stay;
ALTER TABLE entry_words ENABLE ALWAYS TRIGGER entry_words_stay;
ALTER TABLE held ENABLE ALWAYS TRIGGER held_stay;
ALTER TABLE entries ENABLE ALWAYS TRIGGER entries_are_erased;
ALTER TABLE requests ENABLE ALWAYS TRIGGER requests_are_erased;
ALTER TABLE heads ENABLE ALWAYS TRIGGER heads_are_erased;
ALTER TABLE posts ENABLE ALWAYS TRIGGER posts_are_erased;
ALTER TABLE entry_words ENABLE ALWAYS TRIGGER entry_words_are_erased;
ALTER TABLE held ENABLE ALWAYS TRIGGER held_is_erased;

-- The one way to erase a workspace, for a role that may not delete: it does so as the tables' owner.
-- It tells whether there was one to erase that was removed at or before a moment.
CREATE FUNCTION natobot_erase(erased text, before bigint) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  PERFORM 1 FROM installations WHERE workspace = erased AND removed > 0 AND removed <= before FOR UPDATE;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  DELETE FROM entry_words WHERE workspace = erased;
  DELETE FROM held WHERE workspace = erased;
  DELETE FROM posts WHERE workspace = erased;
  DELETE FROM requests WHERE workspace = erased;
  DELETE FROM entries WHERE workspace = erased;
  DELETE FROM clock WHERE workspace = erased;
  DELETE FROM probe WHERE workspace = erased;
  DELETE FROM heads WHERE workspace = erased;
  DELETE FROM installations WHERE workspace = erased;
  RETURN true;
END $$;
REVOKE ALL ON FUNCTION natobot_erase(text, bigint) FROM PUBLIC;

-- Schema 5 of the natobot ledger: reports that wait, under embargo or for a second person, beside
-- the entries that they may become. This file never changes again.

CREATE TABLE held (
  number    INTEGER PRIMARY KEY, -- shown as #H3; from 1, without a gap
  workspace TEXT    NOT NULL,
  key       TEXT    NOT NULL CHECK (key <> ''), -- of the request that held it
  author    TEXT    NOT NULL, -- who reported it: Slack user id, 'import', 'terminal'
  since     INTEGER NOT NULL, -- when it was held
  until     INTEGER NOT NULL, -- when its embargo ends; 0 for none
  review    INTEGER NOT NULL CHECK (review IN (0, 1)), -- 1: a second person has to release it
  hash      BLOB    NOT NULL CHECK (length(hash) = 32), -- SHA-256 over number, key, author, since, until, review, drafts
  state     TEXT    NOT NULL CHECK (state IN ('waiting', 'released', 'dropped')),
  settling  TEXT    NOT NULL, -- key of the request that released or dropped it; '' while it waits
  by        TEXT    NOT NULL, -- who did; '' for the clock
  because   TEXT    NOT NULL, -- why it was dropped
  entry     INTEGER NOT NULL CHECK (entry >= 0), -- the first entry that it became
  settled   INTEGER NOT NULL, -- when; 0 while it waits
  drafts    BLOB    NOT NULL, -- JSON: the entries that it is to become
  UNIQUE (workspace, key)
) STRICT;

CREATE INDEX held_waiting ON held (workspace) WHERE state = 'waiting';
CREATE INDEX held_settling ON held (workspace, settling) WHERE settling <> '';
CREATE INDEX held_settled ON held (workspace, settled);

-- Its number also stops INSERT OR REPLACE, as with entries.
CREATE TRIGGER held_begin_waiting BEFORE INSERT ON held
  WHEN new.state <> 'waiting' OR new.settling <> '' OR new.settled <> 0 OR new.entry <> 0
    OR new.number <> (SELECT coalesce(max(number), 0) + 1 FROM held)
    OR EXISTS (SELECT 1 FROM held WHERE workspace = new.workspace AND key = new.key)
  BEGIN SELECT RAISE(ABORT, 'a report is held once'); END;
CREATE TRIGGER held_settle_once BEFORE UPDATE ON held
  WHEN old.state <> 'waiting' OR new.state = 'waiting'
    OR (new.number, new.workspace, new.key, new.author, new.since, new.until, new.review, new.hash, new.drafts)
    IS NOT (old.number, old.workspace, old.key, old.author, old.since, old.until, old.review, old.hash, old.drafts)
  BEGIN SELECT RAISE(ABORT, 'a held report is settled once, and what was held is frozen'); END;
CREATE TRIGGER held_stay BEFORE DELETE ON held
  BEGIN SELECT RAISE(ABORT, 'held reports are never deleted'); END;

-- Schema 2 of the natobot ledger: an entry's kind is any word, so that later kinds need no
-- step of their own, and there is a place for live notes. This file never changes again.

CREATE TABLE entries_anew (
  number    INTEGER PRIMARY KEY,    -- shown as #12; from 1, without a gap
  workspace TEXT    NOT NULL,       -- Slack team id, or 'local'
  race      TEXT    NOT NULL,       -- key of the race: '2024'
  recorded  INTEGER NOT NULL,       -- the moment of recording; never before the entry before
  recorder  TEXT    NOT NULL,       -- who recorded it: Slack user id, 'seed', 'import', 'terminal'
  kind      TEXT    NOT NULL CHECK (kind <> ''), -- the program knows which there are
  about     INTEGER NOT NULL,       -- the day it is about, YYYYMMDD; 0 for none
  precision TEXT    NOT NULL CHECK (instr('|day|month|by|', '|' || precision || '|')), -- how closely that day is known
  member    TEXT    NOT NULL,       -- ISO 3166-1 alpha-2
  candidate TEXT    NOT NULL,       -- key of the candidate: 'mark-rutte'
  name      TEXT    NOT NULL,       -- of a race, a candidate or a joining country
  country   TEXT    NOT NULL,       -- of a candidate, ISO 3166-1 alpha-2
  position  TEXT    NOT NULL CHECK (instr( -- of a member towards a candidate
    '|undeclared|backs|leans|accepts|holdout|opposes|', '|' || position || '|')),
  status    TEXT    NOT NULL CHECK (instr( -- of a candidate
    '||mooted|interested|declared|put forward|ruled out|withdrawn|appointed|in office|', '|' || status || '|')),
  qualifier TEXT    NOT NULL CHECK (instr( -- how a claim gives its number
    '|about|over|at least|exactly|', '|' || qualifier || '|')),
  count     INTEGER NOT NULL,       -- of a claim: how many members
  of        INTEGER NOT NULL,       -- of a claim: of how many; 0 where it does not say
  target    INTEGER NOT NULL CHECK (target >= 0 AND target < number), -- the entry it corrects or retracts; 0 for none
  via       TEXT    NOT NULL CHECK (instr( -- on whose word
    '||on-record|spokesperson|official|diplomat|camp|reported|inferred|', '|' || via || '|')),
  detail    TEXT    NOT NULL,       -- JSON of a race's terms, a schedule, a grant or a live setting; '' for other kinds
  hash      BLOB    NOT NULL,       -- SHA-256 over the hash of the entry before and this entry
  condition TEXT    NOT NULL,       -- what a holdout asks for
  text      TEXT    NOT NULL,       -- of a note, a retraction or a closing
  who       TEXT    NOT NULL,       -- whom the source names
  link      TEXT    NOT NULL,       -- where it was published
  outlet    TEXT    NOT NULL,       -- who published it
  quote     TEXT    NOT NULL        -- the words themselves
) STRICT;

INSERT INTO entries_anew (number, workspace, race, recorded, recorder, kind, about, precision, member, candidate, name, country,
  position, status, qualifier, count, of, target, via, detail, hash, condition, text, who, link, outlet, quote)
  SELECT number, workspace, race, recorded, recorder, kind, about, precision, member, candidate, name, country,
  position, status, qualifier, count, of, target, via, detail, hash, condition, text, who, link, outlet, quote FROM entries ORDER BY number;
DROP TABLE entries; -- with its triggers, which follow again below
ALTER TABLE entries_anew RENAME TO entries;

-- Also stops INSERT OR REPLACE, which would overwrite without firing the two below.
CREATE TRIGGER entries_are_numbered BEFORE INSERT ON entries
  WHEN new.number <> (SELECT coalesce(max(number), 0) + 1 FROM entries)
  BEGIN SELECT RAISE(ABORT, 'entries are numbered without a gap'); END;
CREATE TRIGGER entries_never_change BEFORE UPDATE ON entries
  BEGIN SELECT RAISE(ABORT, 'entries never change'); END;
CREATE TRIGGER entries_stay BEFORE DELETE ON entries
  BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;

-- What an article was recorded for already is asked before anything of it is recorded again.
CREATE INDEX entries_link ON entries (link) WHERE link <> '';

-- What channels hear live: messages of their own, and such messages rewritten, when more
-- moved within the minute.
CREATE TABLE live_notes (
  number    INTEGER PRIMARY KEY, -- from 1, without a gap
  workspace TEXT    NOT NULL,
  channel   TEXT    NOT NULL, -- Slack channel id
  name      TEXT    NOT NULL, -- of what it tells: told once in a channel
  day       INTEGER NOT NULL, -- it tells what was so on this day, YYYYMMDD,
  after     INTEGER NOT NULL CHECK (after >= 0),       -- and was recorded after this entry,
  through   INTEGER NOT NULL CHECK (through >= after), -- up to this one
  rewrites  TEXT    NOT NULL, -- Slack's id of the message that it rewrites; '' for a message of its own
  owner     TEXT    NOT NULL, -- the process that claimed it
  claimed   INTEGER NOT NULL, -- the moment of the claim
  state     TEXT    NOT NULL CHECK (state IN ('claimed', 'posted', 'skipped')),
  ts        TEXT    NOT NULL, -- Slack's id of the message; '' until posted
  settled   INTEGER NOT NULL, -- the moment of posting or skipping; 0 until then
  body      BLOB    NOT NULL, -- the frozen message
  UNIQUE (workspace, channel, name)
) STRICT;

CREATE INDEX live_notes_of_channel ON live_notes (workspace, channel);
CREATE INDEX live_notes_open ON live_notes (workspace) WHERE state = 'claimed';

-- Its number also stops INSERT OR REPLACE, as with entries.
CREATE TRIGGER live_notes_begin_claimed BEFORE INSERT ON live_notes
  WHEN new.state <> 'claimed' OR new.number <> (SELECT coalesce(max(number), 0) + 1 FROM live_notes)
    OR EXISTS (SELECT 1 FROM live_notes WHERE workspace = new.workspace AND channel = new.channel AND name = new.name)
  BEGIN SELECT RAISE(ABORT, 'a live note is claimed once'); END;
CREATE TRIGGER live_notes_settle_once BEFORE UPDATE ON live_notes
  WHEN old.state <> 'claimed' OR new.state = 'claimed'
    OR (new.number, new.workspace, new.channel, new.name, new.day, new.after, new.through, new.rewrites, new.owner, new.claimed, new.body)
    IS NOT (old.number, old.workspace, old.channel, old.name, old.day, old.after, old.through, old.rewrites, old.owner, old.claimed, old.body)
  BEGIN SELECT RAISE(ABORT, 'a live note is settled once, and what was claimed is frozen'); END;
CREATE TRIGGER live_notes_stay BEFORE DELETE ON live_notes
  BEGIN SELECT RAISE(ABORT, 'live notes are never deleted'); END;

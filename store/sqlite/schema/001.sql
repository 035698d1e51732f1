-- Schema 1 of the natobot ledger. A later schema is a file 002.sql beside this one that
-- changes what stands here; this file never changes again.
--
-- Words (kind, position, ...) are stored as words and days as YYYYMMDD, so that the sqlite3
-- tool shows what a person can read. Moments are Unix milliseconds, UTC. Nothing is NULL:
-- what an entry does not say is '' or 0. Long texts come last in their tables, so that
-- reading the rest of a row does not touch them. Words are checked with instr: for a list
-- of IN, SQLite builds a table for every row that is inserted.

PRAGMA application_id = 1851880559; -- "nato": tells our files from other programs'

CREATE TABLE entries (
  number    INTEGER PRIMARY KEY,    -- shown as #12; from 1, without a gap
  workspace TEXT    NOT NULL,       -- Slack team id, or 'local'
  race      TEXT    NOT NULL,       -- key of the race: '2024'
  recorded  INTEGER NOT NULL,       -- the moment of recording; never before the entry before
  recorder  TEXT    NOT NULL,       -- who recorded it: Slack user id, 'seed', 'import', 'terminal'
  kind      TEXT    NOT NULL CHECK (instr(
    '|opening|closing|accession|candidacy|stance|claim|note|retraction|schedule|grant|', '|' || kind || '|')),
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
  detail    TEXT    NOT NULL,       -- JSON of a race's terms, a schedule or a grant; '' for other kinds
  hash      BLOB    NOT NULL,       -- SHA-256 over the hash of the entry before and this entry
  condition TEXT    NOT NULL,       -- what a holdout asks for
  text      TEXT    NOT NULL,       -- of a note, a retraction or a closing
  who       TEXT    NOT NULL,       -- whom the source names
  link      TEXT    NOT NULL,       -- where it was published
  outlet    TEXT    NOT NULL,       -- who published it
  quote     TEXT    NOT NULL        -- the words themselves
) STRICT;

-- Also stops INSERT OR REPLACE, which would overwrite without firing the two below.
CREATE TRIGGER entries_are_numbered BEFORE INSERT ON entries
  WHEN new.number <> (SELECT coalesce(max(number), 0) + 1 FROM entries)
  BEGIN SELECT RAISE(ABORT, 'entries are numbered without a gap'); END;
CREATE TRIGGER entries_never_change BEFORE UPDATE ON entries
  BEGIN SELECT RAISE(ABORT, 'entries never change'); END;
CREATE TRIGGER entries_stay BEFORE DELETE ON entries
  BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;

CREATE TABLE requests (
  key       TEXT    NOT NULL PRIMARY KEY, -- names one request for ever: Slack's trigger or event id
  workspace TEXT    NOT NULL,
  first     INTEGER NOT NULL CHECK (first > 0), -- number of the first entry that it recorded
  count     INTEGER NOT NULL CHECK (count > 0)  -- how many it recorded
) STRICT, WITHOUT ROWID;

CREATE TRIGGER requests_record_once BEFORE INSERT ON requests
  WHEN EXISTS (SELECT 1 FROM requests WHERE key = new.key)
  BEGIN SELECT RAISE(ABORT, 'this request was recorded before'); END;
CREATE TRIGGER requests_never_change BEFORE UPDATE ON requests
  BEGIN SELECT RAISE(ABORT, 'requests never change'); END;
CREATE TRIGGER requests_stay BEFORE DELETE ON requests
  BEGIN SELECT RAISE(ABORT, 'requests are never deleted'); END;

CREATE TABLE slots (
  workspace   TEXT    NOT NULL,
  channel     TEXT    NOT NULL, -- Slack channel id
  day         INTEGER NOT NULL, -- YYYYMMDD on the channel's wall calendar
  minute      INTEGER NOT NULL, -- of that day, on the channel's wall clock
  owner       TEXT    NOT NULL, -- the process that claimed it
  claimed     INTEGER NOT NULL, -- the moment of the claim
  point_on    INTEGER NOT NULL, -- the day that the digest covers, YYYYMMDD
  point_known INTEGER NOT NULL, -- the last entry that the digest covers
  state       TEXT    NOT NULL CHECK (state IN ('claimed', 'posted', 'skipped')),
  ts          TEXT    NOT NULL, -- Slack's id of the message; '' until posted
  settled     INTEGER NOT NULL, -- the moment of posting or skipping; 0 until then
  body        BLOB    NOT NULL, -- the frozen message
  PRIMARY KEY (workspace, channel, day, minute)
) STRICT;

CREATE TRIGGER slots_begin_claimed BEFORE INSERT ON slots
  WHEN new.state <> 'claimed' OR EXISTS (SELECT 1 FROM slots WHERE workspace = new.workspace
    AND channel = new.channel AND day = new.day AND minute = new.minute)
  BEGIN SELECT RAISE(ABORT, 'a slot is claimed once'); END;
CREATE TRIGGER slots_settle_once BEFORE UPDATE ON slots
  WHEN old.state <> 'claimed' OR new.state = 'claimed'
    OR (new.workspace, new.channel, new.day, new.minute, new.owner, new.claimed, new.point_on, new.point_known, new.body)
    IS NOT (old.workspace, old.channel, old.day, old.minute, old.owner, old.claimed, old.point_on, old.point_known, old.body)
  BEGIN SELECT RAISE(ABORT, 'a slot is settled once, and what was claimed is frozen'); END;
CREATE TRIGGER slots_stay BEFORE DELETE ON slots
  BEGIN SELECT RAISE(ABORT, 'slots are never deleted'); END;

CREATE TABLE clock (
  only   INTEGER PRIMARY KEY CHECK (only = 1),
  offset INTEGER NOT NULL -- milliseconds from the real clock to the desk's, where the desk moved it
) STRICT;

CREATE TABLE probe (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  at   INTEGER NOT NULL -- when it was last asked whether the ledger can be written
) STRICT;

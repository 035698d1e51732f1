-- Schema 3 of the natobot ledger: one table of everything that is posted by itself, in place
-- of the digests' slots and the live notes. This file never changes again.

CREATE TABLE posts (
  number      INTEGER PRIMARY KEY, -- from 1, without a gap
  workspace   TEXT    NOT NULL,
  kind        TEXT    NOT NULL CHECK (kind <> ''), -- of post: 'digest', 'live', 'warning'; the program knows which there are
  key         TEXT    NOT NULL CHECK (key <> ''),  -- names it within its kind: posted once
  channel     TEXT    NOT NULL, -- Slack channel id, or the id of a person
  day         INTEGER NOT NULL, -- of a digest: YYYYMMDD on the channel's wall calendar; 0 for other kinds
  minute      INTEGER NOT NULL, -- of that day, on the channel's wall clock
  point_on    INTEGER NOT NULL, -- it covers what was so on this day, YYYYMMDD,
  after       INTEGER NOT NULL CHECK (after >= 0),           -- and was recorded after this entry,
  point_known INTEGER NOT NULL CHECK (point_known >= after), -- up to this one
  headline    TEXT    NOT NULL, -- of a digest
  rewrites    TEXT    NOT NULL, -- Slack's id of the message that it rewrites; '' for a message of its own
  owner       TEXT    NOT NULL, -- the process that claimed it
  claimed     INTEGER NOT NULL, -- the moment of the claim
  holder      TEXT    NOT NULL, -- the process that may send it: who claimed it, or took it over
  held        INTEGER NOT NULL, -- since when
  state       TEXT    NOT NULL CHECK (state IN ('claimed', 'posted', 'skipped')),
  ts          TEXT    NOT NULL, -- Slack's id of the message; '' until posted
  settled     INTEGER NOT NULL, -- the moment of posting or skipping; 0 until then
  body        BLOB    NOT NULL, -- the frozen message
  UNIQUE (workspace, kind, key)
) STRICT;

-- Digests: their headline stood in the body alone, which an older natobot began with it. Who
-- took an open one over stood among the live notes.
INSERT INTO posts
  SELECT row_number() OVER (ORDER BY claimed, day, minute, channel), workspace, 'digest',
    printf('%s %04d-%02d-%02d %02d:%02d', channel, day / 10000, day / 100 % 100, day % 100, minute / 60, minute % 60),
    channel, day, minute, point_on, 0, point_known,
    CASE WHEN json_valid(CAST(body AS TEXT)) THEN coalesce(
      json_extract(CAST(body AS TEXT), '$.title'),
      (SELECT replace(replace(replace(substr(text, 1, instr(text || char(10), char(10)) - 1), '&lt;', '<'), '&gt;', '>'), '&amp;', '&')
        FROM (SELECT json_extract(CAST(body AS TEXT), '$.parts[0].text') AS text)),
      '') ELSE '' END,
    '', owner, claimed,
    coalesce((SELECT n.owner FROM live_notes n WHERE n.workspace = slots.workspace AND n.channel = 'digests'
      AND instr(n.name, printf('%s %d %d turn ', slots.channel, slots.day, slots.minute)) = 1 ORDER BY n.number DESC LIMIT 1), owner),
    coalesce((SELECT n.claimed FROM live_notes n WHERE n.workspace = slots.workspace AND n.channel = 'digests'
      AND instr(n.name, printf('%s %d %d turn ', slots.channel, slots.day, slots.minute)) = 1 ORDER BY n.number DESC LIMIT 1), claimed),
    state, ts, settled, body
  FROM slots;

-- Live notes, and the warnings to editors that stood among them.
INSERT INTO posts
  SELECT (SELECT coalesce(max(number), 0) FROM posts) + row_number() OVER (ORDER BY number), workspace,
    CASE WHEN instr(name, 'digest of ') = 1 THEN 'warning' ELSE 'live' END,
    channel || ' ' || name, channel, 0, 0, day, after, through, '', rewrites, owner, claimed, owner, claimed, state, ts, settled, body
  FROM live_notes WHERE channel <> 'digests';

DROP TABLE slots; -- with their triggers
DROP TABLE live_notes;

CREATE INDEX posts_of_channel ON posts (workspace, kind, channel, day, minute);
CREATE INDEX posts_open ON posts (workspace, kind) WHERE state = 'claimed';

-- Its number also stops INSERT OR REPLACE, as with entries.
CREATE TRIGGER posts_begin_claimed BEFORE INSERT ON posts
  WHEN new.state <> 'claimed' OR new.number <> (SELECT coalesce(max(number), 0) + 1 FROM posts)
    OR EXISTS (SELECT 1 FROM posts WHERE workspace = new.workspace AND kind = new.kind AND key = new.key)
  BEGIN SELECT RAISE(ABORT, 'a post is claimed once'); END;
-- What may change while it is claimed: who holds it; and then once its state.
CREATE TRIGGER posts_settle_once BEFORE UPDATE ON posts
  WHEN old.state <> 'claimed' OR (new.state = 'claimed' AND (new.ts <> old.ts OR new.settled <> old.settled))
    OR (new.number, new.workspace, new.kind, new.key, new.channel, new.day, new.minute, new.point_on, new.after, new.point_known,
      new.headline, new.rewrites, new.owner, new.claimed, new.body)
    IS NOT (old.number, old.workspace, old.kind, old.key, old.channel, old.day, old.minute, old.point_on, old.after, old.point_known,
      old.headline, old.rewrites, old.owner, old.claimed, old.body)
  BEGIN SELECT RAISE(ABORT, 'a post is settled once, and what was claimed is frozen'); END;
CREATE TRIGGER posts_stay BEFORE DELETE ON posts
  BEGIN SELECT RAISE(ABORT, 'posts are never deleted'); END;

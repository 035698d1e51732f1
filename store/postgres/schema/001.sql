-- Schema 1 of natobot's ledgers in PostgreSQL. A later schema is a file 002.sql beside this one; this
-- file never changes again. A step only adds: what is to go away is first unread by one release,
-- then unwritten by the next, then dropped, so that programs of two versions work side by side.
--
-- As in SQLite: words are stored as words, days as YYYYMMDD, moments as Unix milliseconds, UTC, and
-- nothing is NULL. What people typed or pasted is bytea, since text takes neither NUL nor broken UTF-8;
-- the view entries_to_read shows it. Every key begins with the workspace and sorts by bytes.

-- One row for each workspace: where its ledger ends, and its posts. A workspace has a ledger, maybe an empty
-- one, where it has a row here.
CREATE TABLE heads (
  workspace text   COLLATE "C" PRIMARY KEY CHECK (workspace <> ''), -- Slack team id, or 'local'
  number    bigint NOT NULL DEFAULT 0,   -- of the last entry
  recorded  bigint NOT NULL DEFAULT 0,   -- when that was recorded
  hash      bytea  NOT NULL DEFAULT '',  -- its hash
  posts     bigint NOT NULL DEFAULT 0,   -- number of the last post
  post_hash bytea  NOT NULL DEFAULT ''   -- its hash
) WITH (fillfactor = 50);

CREATE TABLE entries (
  workspace text   COLLATE "C" NOT NULL,
  number    bigint NOT NULL CHECK (number > 0), -- shown as #12; from 1, without a gap
  race      bytea  NOT NULL, -- key of the race: '2024'
  recorded  bigint NOT NULL, -- the moment of recording
  recorder  bytea  NOT NULL, -- who recorded it: Slack user id, 'seed', 'import', 'terminal'
  kind      text   NOT NULL CHECK (kind <> ''), -- the program knows which there are
  about     bigint NOT NULL, -- the day it is about, YYYYMMDD; 0 for none
  precision text   NOT NULL CHECK (precision IN ('', 'day', 'month', 'by')), -- how closely that day is known
  member    bytea  NOT NULL, -- ISO 3166-1 alpha-2
  candidate bytea  NOT NULL, -- key of the candidate: 'mark-rutte'
  name      bytea  NOT NULL, -- of a race, a candidate or a joining country
  country   bytea  NOT NULL, -- of a candidate, ISO 3166-1 alpha-2
  position  text   NOT NULL CHECK (position IN ('', 'undeclared', 'backs', 'leans', 'accepts', 'holdout', 'opposes')),
  status    text   NOT NULL CHECK (status IN
    ('', 'mooted', 'interested', 'declared', 'put forward', 'ruled out', 'withdrawn', 'appointed', 'in office')),
  qualifier text   NOT NULL CHECK (qualifier IN ('', 'about', 'over', 'at least', 'exactly')),
  count     bigint NOT NULL, -- of a claim: how many members
  of        bigint NOT NULL, -- of a claim: of how many; 0 where it does not say
  target    bigint NOT NULL CHECK (target >= 0 AND target < number), -- the entry it corrects or retracts; 0 for none
  via       text   NOT NULL CHECK (via IN
    ('', 'on-record', 'spokesperson', 'official', 'diplomat', 'camp', 'reported', 'inferred')),
  detail    text   NOT NULL, -- JSON of what has no column of its own; '' for most kinds
  hash      bytea  NOT NULL CHECK (length(hash) = 32), -- SHA-256 over the hash of the entry before and this entry
  condition bytea  NOT NULL, -- what a holdout asks for
  text      bytea  NOT NULL, -- of a note, a retraction or a closing
  who       bytea  NOT NULL, -- whom the source names
  link      bytea  NOT NULL, -- where it was published
  outlet    bytea  NOT NULL, -- who published it
  quote     bytea  NOT NULL, -- the words themselves
  PRIMARY KEY (workspace, number)
);

-- Over the link's hash: a link may be longer than an index takes.
CREATE INDEX entries_link ON entries (workspace, sha256(link), number) WHERE link <> '';

CREATE VIEW entries_to_read AS SELECT workspace, number, to_timestamp(recorded / 1000.0) AS recorded, encode(recorder, 'escape') AS recorder, kind,
  about, precision, encode(race, 'escape') AS race, encode(member, 'escape') AS member, encode(candidate, 'escape') AS candidate,
  position, status, qualifier, count, of, target, via, detail, encode(name, 'escape') AS name, encode(condition, 'escape') AS condition,
  encode(text, 'escape') AS text, encode(who, 'escape') AS who, encode(link, 'escape') AS link, encode(outlet, 'escape') AS outlet,
  encode(quote, 'escape') AS quote FROM entries;

CREATE TABLE requests (
  workspace text   COLLATE "C" NOT NULL,
  key       bytea  NOT NULL, -- names one request for ever: Slack's trigger or event id
  first     bigint NOT NULL CHECK (first > 0), -- number of the first entry that it recorded
  count     bigint NOT NULL CHECK (count > 0), -- how many it recorded
  PRIMARY KEY (workspace, key)
);
CREATE UNIQUE INDEX requests_first ON requests (workspace, first);

-- What is posted by itself: claimed with its words, settled once.
CREATE TABLE posts (
  workspace   text   COLLATE "C" NOT NULL,
  number      bigint NOT NULL, -- from 1, without a gap
  kind        text   COLLATE "C" NOT NULL CHECK (kind <> ''), -- of post: 'digest', 'live', 'warning'; the program knows which there are
  key         bytea  NOT NULL CHECK (key <> ''), -- names it within its kind: posted once
  channel     text   COLLATE "C" NOT NULL, -- Slack channel id, or the id of a person
  day         bigint NOT NULL, -- of a digest: YYYYMMDD on the channel's wall calendar; 0 for other kinds
  minute      bigint NOT NULL, -- of that day, on the channel's wall clock
  point_on    bigint NOT NULL, -- it covers what was so on this day, YYYYMMDD,
  after       bigint NOT NULL CHECK (after >= 0),           -- and was recorded after this entry,
  point_known bigint NOT NULL CHECK (point_known >= after), -- up to this one
  headline    bytea  NOT NULL, -- of a digest
  rewrites    text   NOT NULL, -- Slack's id of the message that it rewrites; '' for a message of its own
  owner       text   NOT NULL, -- the process that claimed it
  claimed     bigint NOT NULL, -- the moment of the claim
  holder      text   NOT NULL, -- the process that may send it: who claimed it, or took it over
  held        bigint NOT NULL, -- since when
  state       text   NOT NULL CHECK (state IN ('claimed', 'posted', 'skipped')),
  ts          text   NOT NULL, -- Slack's id of the message; '' until posted
  settled     bigint NOT NULL, -- the moment of posting or skipping; 0 until then
  body        bytea  NOT NULL, -- the frozen message
  hash        bytea  NOT NULL CHECK (length(hash) = 32), -- over the hash of the post before, of the last entry covered, and the claim
  outcome     bytea  NOT NULL DEFAULT '', -- over that hash and what became of the post; '' until it is settled
  PRIMARY KEY (workspace, number),
  UNIQUE (workspace, kind, key)
);
CREATE INDEX posts_of_channel ON posts (workspace, kind, channel, day, minute);
CREATE INDEX posts_open ON posts (workspace, kind) WHERE state = 'claimed';

-- The words that entries say, so that what somebody said or published is found without reading them
-- all. Each word is written as the bytes of its folded letters, so that no configuration of the server
-- decides what a word is; 'x' stands between two parts of an entry, and the workspace is a word too.
CREATE TABLE entry_words (
  workspace text     COLLATE "C" NOT NULL,
  number    bigint   NOT NULL,
  words     tsvector NOT NULL,
  PRIMARY KEY (workspace, number)
);
CREATE INDEX entry_words_found ON entry_words USING gin (words);

-- Reports that wait, under embargo or for a second person, beside the entries that they may become.
CREATE TABLE held (
  workspace text    COLLATE "C" NOT NULL,
  number    bigint  NOT NULL CHECK (number > 0), -- shown as #H3; from 1, without a gap
  key       bytea   NOT NULL CHECK (key <> ''), -- of the request that held it
  author    bytea   NOT NULL, -- who reported it: Slack user id, 'import', 'terminal'
  since     bigint  NOT NULL, -- when it was held
  until     bigint  NOT NULL, -- when its embargo ends; 0 for none
  review    boolean NOT NULL, -- a second person has to release it
  hash      bytea   NOT NULL CHECK (length(hash) = 32), -- SHA-256 over number, key, author, since, until, review, drafts
  drafts    bytea   NOT NULL, -- JSON: the entries that it is to become
  state     text    NOT NULL CHECK (state IN ('waiting', 'released', 'dropped')),
  settling  bytea   NOT NULL, -- key of the request that released or dropped it; '' while it waits
  by        bytea   NOT NULL, -- who did; '' for the clock
  because   bytea   NOT NULL, -- why it was dropped
  entry     bigint  NOT NULL CHECK (entry >= 0), -- the first entry that it became
  settled   bigint  NOT NULL, -- when; 0 while it waits
  PRIMARY KEY (workspace, number),
  UNIQUE (workspace, key)
);
CREATE INDEX held_waiting ON held (workspace) WHERE state = 'waiting';
CREATE INDEX held_settling ON held (workspace, settling) WHERE settling <> '';
CREATE INDEX held_settled ON held (workspace, settled);

CREATE TABLE clock (
  workspace text   COLLATE "C" PRIMARY KEY,
  ahead     bigint NOT NULL -- milliseconds from the real clock to the desk's, where the desk moved it
);

CREATE TABLE probe (
  workspace text   COLLATE "C" PRIMARY KEY,
  at        bigint NOT NULL -- when it was last asked whether the ledger can be written
) WITH (fillfactor = 50);

CREATE FUNCTION natobot_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what % holds never changes and is never deleted', TG_TABLE_NAME USING ERRCODE = 'raise_exception';
END $$;

CREATE FUNCTION natobot_numbered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.number <> 1 AND NOT EXISTS (SELECT 1 FROM entries WHERE workspace = NEW.workspace AND number = NEW.number - 1) THEN
    RAISE EXCEPTION 'entries are numbered without a gap';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION natobot_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.workspace <> OLD.workspace OR NEW.number < OLD.number OR NEW.posts < OLD.posts
    OR NEW.number = OLD.number AND NEW.hash <> OLD.hash OR NEW.posts = OLD.posts AND NEW.post_hash <> OLD.post_hash THEN
    RAISE EXCEPTION 'a ledger only grows';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION natobot_claimed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> 'claimed' OR NEW.outcome <> ''
    OR NEW.number <> 1 AND NOT EXISTS (SELECT 1 FROM posts WHERE workspace = NEW.workspace AND number = NEW.number - 1) THEN
    RAISE EXCEPTION 'a post is claimed once';
  END IF;
  RETURN NEW;
END $$;

-- What may change while it is claimed: who holds it; and then once its state.
CREATE FUNCTION natobot_settled() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'claimed' OR NEW.state = 'claimed' AND (NEW.ts, NEW.settled, NEW.outcome) IS DISTINCT FROM (OLD.ts, OLD.settled, OLD.outcome)
    OR NEW.state <> 'claimed' AND length(NEW.outcome) <> 32
    OR (NEW.workspace, NEW.number, NEW.kind, NEW.key, NEW.channel, NEW.day, NEW.minute, NEW.point_on, NEW.after, NEW.point_known,
      NEW.headline, NEW.rewrites, NEW.owner, NEW.claimed, NEW.body, NEW.hash)
    IS DISTINCT FROM (OLD.workspace, OLD.number, OLD.kind, OLD.key, OLD.channel, OLD.day, OLD.minute, OLD.point_on, OLD.after, OLD.point_known,
      OLD.headline, OLD.rewrites, OLD.owner, OLD.claimed, OLD.body, OLD.hash) THEN
    RAISE EXCEPTION 'a post is settled once, and what was claimed is frozen';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION natobot_waiting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.state, NEW.settling, NEW.settled, NEW.entry) IS DISTINCT FROM ('waiting', ''::bytea, 0::bigint, 0::bigint)
    OR NEW.number <> 1 AND NOT EXISTS (SELECT 1 FROM held WHERE workspace = NEW.workspace AND number = NEW.number - 1) THEN
    RAISE EXCEPTION 'a report is held once';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION natobot_released() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'waiting' OR NEW.state = 'waiting'
    OR (NEW.workspace, NEW.number, NEW.key, NEW.author, NEW.since, NEW.until, NEW.review, NEW.hash, NEW.drafts)
    IS DISTINCT FROM (OLD.workspace, OLD.number, OLD.key, OLD.author, OLD.since, OLD.until, OLD.review, OLD.hash, OLD.drafts) THEN
    RAISE EXCEPTION 'a held report is settled once, and what was held is frozen';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER entries_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON entries FOR EACH STATEMENT EXECUTE FUNCTION natobot_stays();
CREATE TRIGGER entries_are_numbered BEFORE INSERT ON entries FOR EACH ROW EXECUTE FUNCTION natobot_numbered();
CREATE TRIGGER requests_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON requests FOR EACH STATEMENT EXECUTE FUNCTION natobot_stays();
CREATE TRIGGER heads_stay BEFORE DELETE OR TRUNCATE ON heads FOR EACH STATEMENT EXECUTE FUNCTION natobot_stays();
CREATE TRIGGER heads_move_forward BEFORE UPDATE ON heads FOR EACH ROW EXECUTE FUNCTION natobot_forward();
CREATE TRIGGER posts_stay BEFORE DELETE OR TRUNCATE ON posts FOR EACH STATEMENT EXECUTE FUNCTION natobot_stays();
CREATE TRIGGER posts_begin_claimed BEFORE INSERT ON posts FOR EACH ROW EXECUTE FUNCTION natobot_claimed();
CREATE TRIGGER posts_settle_once BEFORE UPDATE ON posts FOR EACH ROW EXECUTE FUNCTION natobot_settled();
CREATE TRIGGER entry_words_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON entry_words FOR EACH STATEMENT EXECUTE FUNCTION natobot_stays();
CREATE TRIGGER held_stay BEFORE DELETE OR TRUNCATE ON held FOR EACH STATEMENT EXECUTE FUNCTION natobot_stays();
CREATE TRIGGER held_begin_waiting BEFORE INSERT ON held FOR EACH ROW EXECUTE FUNCTION natobot_waiting();
CREATE TRIGGER held_settle_once BEFORE UPDATE ON held FOR EACH ROW EXECUTE FUNCTION natobot_released();

-- Also in a session that replays what another server did.
ALTER TABLE entries ENABLE ALWAYS TRIGGER entries_stay;
ALTER TABLE entries ENABLE ALWAYS TRIGGER entries_are_numbered;
ALTER TABLE requests ENABLE ALWAYS TRIGGER requests_stay;
ALTER TABLE heads ENABLE ALWAYS TRIGGER heads_stay;
ALTER TABLE heads ENABLE ALWAYS TRIGGER heads_move_forward;
ALTER TABLE posts ENABLE ALWAYS TRIGGER posts_stay;
ALTER TABLE posts ENABLE ALWAYS TRIGGER posts_begin_claimed;
ALTER TABLE posts ENABLE ALWAYS TRIGGER posts_settle_once;
ALTER TABLE entry_words ENABLE ALWAYS TRIGGER entry_words_stay;
ALTER TABLE held ENABLE ALWAYS TRIGGER held_stay;
ALTER TABLE held ENABLE ALWAYS TRIGGER held_begin_waiting;
ALTER TABLE held ENABLE ALWAYS TRIGGER held_settle_once;

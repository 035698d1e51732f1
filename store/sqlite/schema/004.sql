-- Schema 4 of the natobot ledger: what was posted is vouched for by hashes, as entries are. This
-- file never changes again.

-- SHA-256 over the hash of the post before, that of the last entry that the post covers, and what
-- was claimed; '' for what was claimed before schema 4, whose hash counts in the next one all the same.
ALTER TABLE posts ADD COLUMN hash BLOB NOT NULL DEFAULT x'';
-- SHA-256 over that hash and what became of the post; '' until it is settled, or where that was
-- before schema 4.
ALTER TABLE posts ADD COLUMN outcome BLOB NOT NULL DEFAULT x'';

DROP TRIGGER posts_begin_claimed;
DROP TRIGGER posts_settle_once;
CREATE TRIGGER posts_begin_claimed BEFORE INSERT ON posts
  WHEN new.state <> 'claimed' OR new.number <> (SELECT coalesce(max(number), 0) + 1 FROM posts)
    OR length(new.hash) <> 32 OR new.outcome <> x''
    OR EXISTS (SELECT 1 FROM posts WHERE workspace = new.workspace AND kind = new.kind AND key = new.key)
  BEGIN SELECT RAISE(ABORT, 'a post is claimed once'); END;
-- What may change while it is claimed: who holds it; and then once its state.
CREATE TRIGGER posts_settle_once BEFORE UPDATE ON posts
  WHEN old.state <> 'claimed' OR (new.state = 'claimed' AND (new.ts <> old.ts OR new.settled <> old.settled OR new.outcome <> old.outcome))
    OR (new.state <> 'claimed' AND length(new.outcome) <> 32)
    OR (new.number, new.workspace, new.kind, new.key, new.channel, new.day, new.minute, new.point_on, new.after, new.point_known,
      new.headline, new.rewrites, new.owner, new.claimed, new.body, new.hash)
    IS NOT (old.number, old.workspace, old.kind, old.key, old.channel, old.day, old.minute, old.point_on, old.after, old.point_known,
      old.headline, old.rewrites, old.owner, old.claimed, old.body, old.hash)
  BEGIN SELECT RAISE(ABORT, 'a post is settled once, and what was claimed is frozen'); END;

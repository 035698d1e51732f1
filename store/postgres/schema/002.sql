-- Schema 2: an index of the words that entries say, so that what somebody said or published is found
-- without reading them all. Each word is written as the bytes of its folded letters, so that no
-- configuration of the server decides what a word is; 'x' stands between two parts of an entry, and
-- the workspace is a word too. This file never changes again.

CREATE TABLE entry_words (
  workspace text     COLLATE "C" NOT NULL,
  number    bigint   NOT NULL,
  words     tsvector NOT NULL,
  PRIMARY KEY (workspace, number)
);
CREATE INDEX entry_words_found ON entry_words USING gin (words);

CREATE TRIGGER entry_words_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON entry_words FOR EACH STATEMENT EXECUTE FUNCTION natobot_stays();
ALTER TABLE entry_words ENABLE ALWAYS TRIGGER entry_words_stay;

-- Schema 6 of the natobot ledger: an index of the words that entries say, so that what somebody said
-- or published is found without reading them all. This file never changes again.

-- It holds no text of its own. Case and accents do not count. What is not ranked needs no sizes.
CREATE VIRTUAL TABLE entry_words USING fts5(who, outlet, link, quote, text, condition,
  content = 'entries', content_rowid = 'number', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO entry_words (entry_words) VALUES ('rebuild');

CREATE TRIGGER entries_are_searched AFTER INSERT ON entries
  WHEN new.who || new.outlet || new.link || new.quote || new.text || new.condition <> ''
  BEGIN INSERT INTO entry_words (rowid, who, outlet, link, quote, text, condition)
    VALUES (new.number, new.who, new.outlet, new.link, new.quote, new.text, new.condition); END;

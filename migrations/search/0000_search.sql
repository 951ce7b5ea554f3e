-- The search index: derived from the catalog, built anew with one call (POST /v1/admin/search/rebuild), droppable.
-- Written by hand: Drizzle knows no FTS5. Two slots, so that one is built while the other serves.

-- How far each slot has followed the catalog's change feed. Whoever writes names the version it read.
CREATE TABLE generation (
  slot TEXT PRIMARY KEY CHECK (slot IN ('a', 'b')),
  state TEXT NOT NULL CHECK (state IN ('serving', 'building', 'idle')),
  version INTEGER NOT NULL,
  -- Counts up with each index that is begun.
  number INTEGER NOT NULL,
  -- In which form its documents are (workers/catalog/search/search-settings.ts).
  form INTEGER NOT NULL,
  -- The last change of the feed that is in, or whose products are in `pending`.
  cursor INTEGER NOT NULL,
  next_serial INTEGER NOT NULL,
  documents INTEGER NOT NULL,
  -- Documents written or taken out since the pieces of its full-text table were last brought together.
  unmerged INTEGER NOT NULL,
  -- When its state began.
  since_ms INTEGER NOT NULL,
  -- When it last knew all that there was.
  caught_up_at_ms INTEGER NOT NULL
) WITHOUT ROWID;

INSERT INTO generation VALUES ('a', 'serving', 1, 1, 0, 0, 1, 0, 0, 0, 0), ('b', 'idle', 1, 0, 0, 0, 1, 0, 0, 0, 0);

-- Many products that a slot has to look at: all there are, or those of a collection. `after` is the last one found.
CREATE TABLE fill (
  slot TEXT NOT NULL,
  what TEXT NOT NULL,
  after TEXT NOT NULL,
  -- It was asked for while it was under way.
  again INTEGER NOT NULL,
  PRIMARY KEY (slot, what)
) WITHOUT ROWID;

-- Products that a slot has to look at again.
CREATE TABLE pending (
  slot TEXT NOT NULL,
  product_id TEXT NOT NULL,
  PRIMARY KEY (slot, product_id)
) WITHOUT ROWID;

-- What search must know of the shop, so that a search asks no other database: as of the documents of the slot.
CREATE TABLE shop (
  slot TEXT PRIMARY KEY,
  body TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE synonyms (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  version INTEGER NOT NULL,
  body TEXT NOT NULL,
  updated_at_ms INTEGER NOT NULL
);

INSERT INTO synonyms VALUES (1, 1, '[]', 0);

-- What a mark is the name of. A mark means the same for ever, so rows are never wrong, only unused at last.
CREATE TABLE facet_value (
  mark TEXT PRIMARY KEY,
  facet TEXT NOT NULL,
  value TEXT NOT NULL,
  title TEXT NOT NULL
) WITHOUT ROWID;

-- Units sold lately, and the class of popularity that they make.
CREATE TABLE popularity (
  product_id TEXT PRIMARY KEY,
  units INTEGER NOT NULL,
  class INTEGER NOT NULL
) WITHOUT ROWID;

-- The documents of slot a. `doc` says how popular a document is, so that popular ones come first by themselves.
CREATE TABLE document_a (
  doc INTEGER PRIMARY KEY,
  product_id TEXT NOT NULL UNIQUE,
  fingerprint TEXT NOT NULL,
  newest_ms INTEGER NOT NULL,
  title_key TEXT NOT NULL
);
CREATE INDEX document_a_newest ON document_a (newest_ms, doc);
CREATE INDEX document_a_title ON document_a (title_key, doc);

-- For ranking, the words of titles and names; for counting, the marks of facets by family. Apart from what answers show, so
-- that whoever looks at a thousand documents reads few pages.
CREATE TABLE document_facts_a (
  doc INTEGER PRIMARY KEY,
  words TEXT NOT NULL,
  names TEXT NOT NULL,
  tags TEXT NOT NULL,
  options TEXT NOT NULL,
  others TEXT NOT NULL
);

-- What answers show.
CREATE TABLE document_card_a (
  doc INTEGER PRIMARY KEY,
  card TEXT NOT NULL
);

-- By shelf first: whoever looks up a thousand prices looks on one shelf, and its pages are few.
CREATE TABLE document_price_a (
  shelf TEXT NOT NULL,
  doc INTEGER NOT NULL,
  low INTEGER NOT NULL,
  PRIMARY KEY (shelf, doc)
) WITHOUT ROWID;
CREATE INDEX document_price_a_low ON document_price_a (shelf, low, doc);

-- Words come folded and without accents (domain/search); the tokenizer only has to find the spaces.
CREATE VIRTUAL TABLE text_a USING fts5(
  title, code, label, body, mark,
  content = '', contentless_delete = 1, prefix = '2 3 4',
  tokenize = "unicode61 remove_diacritics 2 categories 'L* N* M* Co'"
);

-- Terms that a misspelt word may have been meant for, and the runs of three letters that lead to them.
CREATE TABLE term_a (term TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE term_gram_a (
  gram TEXT NOT NULL,
  length INTEGER NOT NULL,
  term TEXT NOT NULL,
  PRIMARY KEY (gram, length, term)
) WITHOUT ROWID;

-- The documents of slot b. `doc` says how popular a document is, so that popular ones come first by themselves.
CREATE TABLE document_b (
  doc INTEGER PRIMARY KEY,
  product_id TEXT NOT NULL UNIQUE,
  fingerprint TEXT NOT NULL,
  newest_ms INTEGER NOT NULL,
  title_key TEXT NOT NULL
);
CREATE INDEX document_b_newest ON document_b (newest_ms, doc);
CREATE INDEX document_b_title ON document_b (title_key, doc);

-- For ranking, the words of titles and names; for counting, the marks of facets by family. Apart from what answers show, so
-- that whoever looks at a thousand documents reads few pages.
CREATE TABLE document_facts_b (
  doc INTEGER PRIMARY KEY,
  words TEXT NOT NULL,
  names TEXT NOT NULL,
  tags TEXT NOT NULL,
  options TEXT NOT NULL,
  others TEXT NOT NULL
);

-- What answers show.
CREATE TABLE document_card_b (
  doc INTEGER PRIMARY KEY,
  card TEXT NOT NULL
);

-- By shelf first: whoever looks up a thousand prices looks on one shelf, and its pages are few.
CREATE TABLE document_price_b (
  shelf TEXT NOT NULL,
  doc INTEGER NOT NULL,
  low INTEGER NOT NULL,
  PRIMARY KEY (shelf, doc)
) WITHOUT ROWID;
CREATE INDEX document_price_b_low ON document_price_b (shelf, low, doc);

-- Words come folded and without accents (domain/search); the tokenizer only has to find the spaces.
CREATE VIRTUAL TABLE text_b USING fts5(
  title, code, label, body, mark,
  content = '', contentless_delete = 1, prefix = '2 3 4',
  tokenize = "unicode61 remove_diacritics 2 categories 'L* N* M* Co'"
);

-- Terms that a misspelt word may have been meant for, and the runs of three letters that lead to them.
CREATE TABLE term_b (term TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE term_gram_b (
  gram TEXT NOT NULL,
  length INTEGER NOT NULL,
  term TEXT NOT NULL,
  PRIMARY KEY (gram, length, term)
) WITHOUT ROWID;

-- The index of near-duplicates, and every article there is to be put into it: by fill_index, in resumable steps, because a
-- million articles take a quarter of an hour.

CREATE TABLE near_index ( -- by which rule near_passages is filled; filled by another one, it is made anew
    scheme TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE near_passages ( -- some passages of every article's latest text, by which its near-duplicates are found
    hash INTEGER NOT NULL, -- of a passage of some words: of all its passages, an article has those with the smallest hashes here
    article_id INTEGER NOT NULL, -- no foreign key: nothing deletes articles, and checking it would cost a third of the filling
    PRIMARY KEY (hash, article_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE near_backlog ( -- articles that are still to be put into near_passages and compared
    article_id INTEGER PRIMARY KEY REFERENCES articles (article_id)
) STRICT;
INSERT INTO near_backlog (article_id) SELECT article_id FROM articles;

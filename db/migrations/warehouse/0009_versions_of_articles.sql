-- Without it every new version is looked for in all articles, because the two refer to each other: loading one article took
-- 0.15 ms more for every thousand articles there were.
CREATE INDEX articles_of_version ON articles (version_id);

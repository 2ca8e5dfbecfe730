-- What the documented queries look up.

CREATE INDEX articles_by_portal ON articles (portal, published_at);
CREATE INDEX articles_by_url ON articles (url);
CREATE INDEX article_versions_of_edits ON article_versions (seen_at) WHERE number > 1;
CREATE INDEX pages_by_state ON pages (portal, state);
CREATE INDEX rejections_by_portal ON rejections (portal);

"""The warehouse in a browser: Datasette, read-only, with dashboards, a page per article and a search of our own."""

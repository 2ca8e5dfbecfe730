"""Content management systems that several portals share: URL shapes, key rewrites, layouts. A portal picks what it uses."""

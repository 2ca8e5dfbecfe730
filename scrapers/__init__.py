"""The edge to the web: portals as declared data, polite fetching, listing and article parsing."""

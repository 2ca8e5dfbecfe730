"""The edge to disk: schema, migrations, page archive, loading, queries."""

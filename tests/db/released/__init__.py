"""The last migration of every release, and rows as that release wrote them (`v<release>.sql`, made once, never changed)."""

LAST_MIGRATION = {"v0.1.0": "0001_initial"}

# What was released, by the start of its SHA-256
SCRIPTS = {
    "warehouse/0001_initial.sql": "bf6d135d50f2b4b9",
    "archive/0001_initial.sql": "80ae0100187779ae",
}

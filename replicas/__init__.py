"""Replica portals: five small sites in the layouts and with the quirks of the originals, served on loopback.

`replicas.families` has a plainer one for every other declared portal.

Imports nothing of the pipeline, so that a replica cannot share a mistake with the parser that reads it.
"""

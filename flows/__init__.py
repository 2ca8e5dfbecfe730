"""Orchestration: settings, clock, Prefect flows and the command line, thin over plain functions."""

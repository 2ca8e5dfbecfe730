"""Benchmarks, run by hand: `python -m benchmarks [NAME]…`. They print ratios, measured side by side in one run."""

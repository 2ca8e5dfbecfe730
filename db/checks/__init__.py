"""What a run is checked with: measures for the comparison with earlier runs, and rules that no row may fail."""

"""What goes wrong with portals: single faults as values, a portal that serves them, and the replicas with faults at random."""

"""ivlp: plans, clears and publishes exchange programs."""

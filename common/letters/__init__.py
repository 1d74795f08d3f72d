"""Letters: which count as the same, and which no text may hold."""

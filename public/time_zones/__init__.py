"""The zone in which a reader sees times, and the list to choose it from."""

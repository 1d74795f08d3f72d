"""Everything behind the log-in: what program officers work with."""

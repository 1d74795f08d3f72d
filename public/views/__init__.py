"""Public pages: each view chooses a public query, calls a function, picks a template."""

"""Who takes part: organizations, heroes, and their consent. Knows nothing of programs."""

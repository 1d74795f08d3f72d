"""Public pages from memory, and never a stale one: docs/decisions/0005-page-cache.md."""

"""The readers' wing: every public page, feed, file and API answer. It owns no tables."""

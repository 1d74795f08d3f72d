"""Markdown that officers write or paste: as HTML that is safe to publish, as plain lines, or as one line."""

from common.markdown.html import to_html
from common.markdown.plain import to_line, to_lines

__all__ = ["to_html", "to_line", "to_lines"]

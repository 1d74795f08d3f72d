"""The officers' pages. One file per noun; what all share is in `participants.admin.base`."""

from programs.admin import change, city, meeting, program, quote, resource, source, stop, takeaway

__all__ = ["change", "city", "meeting", "program", "quote", "resource", "source", "stop", "takeaway"]

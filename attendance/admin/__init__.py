"""The officers' side: private links, and what heroes answered and thought."""

from attendance.admin import hero, link, overview, program

__all__ = ["hero", "link", "overview", "program"]

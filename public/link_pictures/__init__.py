"""The picture that goes with a link to a page when people share it: what it says, its letters, its drawing.

docs/decisions/0014-link-pictures.md
"""

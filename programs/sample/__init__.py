"""The sample programs: a real one from the public record, and a fictional one with everything else.

The rules they keep are in docs/decisions/0007-sample-data.md.
"""

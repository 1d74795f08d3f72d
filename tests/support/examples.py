"""How many examples Hypothesis tries: few by default, many with HYPOTHESIS_PROFILE=thorough (CI, once)."""

import os

from hypothesis import settings

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
#: What a quick run tries of a thorough one's examples.
QUICK_PART = 4


def examples(number: int) -> int:
    """So many examples in a thorough run, and a part of them, at least three, in a quick one."""
    return number if THOROUGH else max(number // QUICK_PART, 3)


def load_profile(*, in_ci: bool) -> None:
    """Let tests that name no number follow the profile. In CI the examples are the same every time."""
    # Examples touch a real database, whose first answer may be slow; a deadline would fail at random.
    settings.register_profile(
        "ours", deadline=None, max_examples=examples(100), derandomize=in_ci, print_blob=in_ci
    )
    settings.load_profile("ours")

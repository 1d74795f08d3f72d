"""No pattern of an address is forgotten: each part of one that names a record is known to lead on."""

import re
from collections.abc import Iterator
from typing import Any

from django.urls import get_resolver

from public.moved import FOLDERS, PARTS

#: Parts that name no record.
NO_RECORDS = {"language", "section"}


def routes(patterns: list[Any], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route


def test_every_slug_in_an_address_is_that_of_a_record_which_may_have_had_another() -> None:
    checked = 0
    for route in routes(get_resolver().url_patterns):
        if route.startswith(("admin/", "my/")):
            continue
        for part in re.findall(r"<slug:(\w+)>", route):
            if part in NO_RECORDS:
                continue
            folders = [folder for folder in route.split("/") if folder in FOLDERS]
            assert part in PARTS or (part == "slug" and folders), f"{route}: {part}"
            checked += 1
    assert checked > 25

"""What a browser reads of an itinerary: the day each meeting stands under, and the moments it names."""

import re
from datetime import datetime

import html5lib


def read(page: str, heading: str) -> dict[str, tuple[str, list[datetime]]]:
    """By meeting: the heading (h3, h4, …) it stands under, and the moments it names, as written."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    read_under, above = {}, ""
    for node in tree.iter():
        if node.tag == heading:
            above = "".join(node.itertext()).strip()
        elif node.tag == "li" and "meeting" in node.get("class", "").split():
            uid = re.sub("^meeting-", "", node.get("id"))
            moments = [datetime.fromisoformat(each.get("datetime")) for each in node.iter("time")]
            read_under[uid] = (above, moments)
    return read_under

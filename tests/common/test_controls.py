"""No text holds a control character: none is stored, and old ones are in no output."""

import xml.etree.ElementTree as ET
from datetime import time

import pytest
from django.test import Client

from common.letters.controls import without_controls
from programs.models import Meeting, Program
from tests.factories import HeroFactory, PublicMeetingFactory

pytestmark = pytest.mark.django_db

CONTROLS = [chr(code) for code in (*range(1, 9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, 0x85, 0x9F, 0xFFFE)]


@pytest.mark.parametrize("control", CONTROLS)
def test_a_control_is_never_stored(control: str) -> None:
    hero = HeroFactory(name=f"Ana{control}Test", biography=f"One{control}two\r\n\tthree")
    hero.refresh_from_db()
    assert control not in hero.name + hero.biography
    assert hero.biography.endswith("\r\n\tthree")


def test_what_parts_words_goes_on_parting_them() -> None:
    assert without_controls("Part one\x0bPart two\u2028three\x00") == "Part one Part two three"


def test_a_title_stored_long_ago_breaks_no_output(client: Client) -> None:
    meeting = PublicMeetingFactory()
    meeting.start_time = time(9)  # moved: there is something to tell in the feed
    meeting.save()
    Meeting.objects.filter(pk=meeting.pk).update(title="Part one\x0bPart two\x1f", summary="a\x08b")
    Program.objects.update(title="Old\x0cprogram")
    program = meeting.program.get_absolute_url()
    for address in (program, meeting.get_absolute_url(), f"{program}calendar.ics", f"{program}changes.atom"):
        response = client.get(address)
        assert response.status_code == 200, address
        assert not {0x08, 0x0B, 0x0C, 0x1F} & set(response.content), address
    feed = ET.fromstring(client.get(f"{program}changes.atom").content)  # noqa: S314 - our own
    assert "Part one Part two" in "".join(feed.itertext())
    for address in (
        "/api/v1/meetings",
        "/api/v1/files/meetings.csv",
        "/search/?q=part",
        "/sitemap.xml",
        "/search.ics?q=part",
    ):
        assert client.get(address).status_code == 200, address


def test_lines_pasted_from_elsewhere_stay_lines_in_long_texts_only() -> None:
    hero = HeroFactory(role="One\u2028two", biography="One\u2028two\u2029three\x0bfour")
    hero.refresh_from_db()
    assert (hero.role, hero.biography) == ("One two", "One\ntwo\nthree\nfour")

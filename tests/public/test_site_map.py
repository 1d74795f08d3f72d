"""The site map: in parts, each bounded in rows and in queries."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from public.sitemaps import SITEMAPS
from tests.factories import CityFactory, PublicMeetingFactory, StopFactory
from tests.support.public_pages import site_map

pytestmark = pytest.mark.django_db


def test_a_long_list_comes_in_parts_that_together_name_each_page_once(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(SITEMAPS["meetings"]), "limit", 3)
    stop = StopFactory()
    meetings = [PublicMeetingFactory(stop=stop, date=date(2021, 8, 3)) for _ in range(7)]
    index = client.get("/sitemap.xml").content.decode()
    assert index.count("sitemap-meetings.xml") == 3
    text = site_map(client)
    for meeting in meetings:
        assert text.count(f"<loc>http://testserver{meeting.get_absolute_url()}</loc>") == 1
    assert client.get("/sitemap-meetings.xml?p=4").status_code == 404


def test_a_part_reads_its_own_rows_only(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(5):
        PublicMeetingFactory(stop=StopFactory(city=CityFactory()))
    with django_assert_num_queries(2) as queries:  # the count, the rows
        client.get("/sitemap-meetings.xml")
    assert "LIMIT 5" in queries.captured_queries[-1]["sql"]

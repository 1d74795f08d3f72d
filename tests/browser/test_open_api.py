"""The API as a script of another site reads it: what the browser hands over, and what it keeps back."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.factories import PublicMeetingFactory

pytestmark = pytest.mark.django_db(transaction=True)

ASK = """async ([address, tag]) => {
    const answer = await fetch(address, tag ? { headers: { "If-None-Match": tag } } : {});
    const size = (await answer.arrayBuffer()).byteLength;
    return { status: answer.status, size, headers: Object.fromEntries(answer.headers) };
}"""


def test_a_script_of_another_site_reads_the_etag_and_asks_with_it_again(
    page: Page, live_server: LiveServer
) -> None:
    PublicMeetingFactory()
    address = f"{live_server.url}/api/v1/files/meetings.csv"
    # The empty page is of another origin than every site.
    first = page.evaluate(ASK, [address, ""])
    assert first["status"] == 200
    assert first["size"] > 0
    assert first["headers"]["content-disposition"] == 'attachment; filename="meetings.csv"'
    assert "content-length" in first["headers"]
    assert "vary" not in first["headers"], "kept back by the browser"
    again = page.evaluate(ASK, [address, first["headers"]["etag"]])
    assert (again["status"], again["size"]) == (304, 0)
    assert again["headers"]["etag"] == first["headers"]["etag"]

"""A browser takes what pages say to machines as data: the policy blocks nothing, and nothing runs."""

import json

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.factories import PublicMeetingFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_policy_lets_data_pass(page: Page, live_server: LiveServer) -> None:
    meeting = PublicMeetingFactory(title="</script><script>document.title = 'run'</script>")
    page.add_init_script(
        "window.blocked = [];"
        "addEventListener('securitypolicyviolation', event => blocked.push(event.violatedDirective))"
    )
    for record in (meeting.program, meeting):
        page.goto(f"{live_server.url}{record.get_absolute_url()}")
        data = page.locator('script[type="application/ld+json"]')
        assert json.loads(data.text_content() or "")["@context"] == "https://schema.org"
        assert page.evaluate("blocked") == []
        assert page.title() != "run"

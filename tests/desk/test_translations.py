"""Officers translate the texts of programs and meetings on their own pages."""

import pytest
from django.test import Client
from django.urls import reverse

from programs.models import Meeting, MeetingTranslation, ProgramTranslation
from tests.factories import PublicMeetingFactory
from tests.support.admin_forms import AdminForm, errors

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting() -> Meeting:
    created: Meeting = PublicMeetingFactory(stop__program__title="Heroes", title="Roundtable")
    return created


def translations(client: Client, record: str, pk: int) -> AdminForm:
    """The page of a record after "Add another translation" was pressed."""
    return AdminForm(client, reverse(f"admin:programs_{record}_change", args=[pk])).row("translations")


def test_a_program_is_translated_on_its_page_and_read_at_once(admin_client: Client, meeting: Meeting) -> None:
    form = translations(admin_client, "program", meeting.program_id)
    assert errors(form.row("translations", language="es", title="Héroes").send()) == {}
    assert ProgramTranslation.objects.get().program == meeting.program
    assert "Héroes" in Client().get(f"/es/programs/{meeting.program.slug}/").content.decode()


def test_a_meeting_is_translated_on_its_page(admin_client: Client, meeting: Meeting) -> None:
    form = translations(admin_client, "meeting", meeting.pk)
    assert errors(form.row("translations", language="ar", title="مائدة مستديرة").send()) == {}
    assert MeetingTranslation.objects.get().meeting == meeting
    page = Client().get(f"/ar/programs/{meeting.program.slug}/meetings/{meeting.uid}/")
    assert "مائدة مستديرة" in page.content.decode()


def test_a_second_translation_into_the_same_language_is_refused_with_a_message(
    admin_client: Client, meeting: Meeting
) -> None:
    form = translations(admin_client, "program", meeting.program_id)
    form.row("translations", language="fr", title="Un").row("translations", language="fr", title="Deux")
    response = form.send()
    assert "Please correct the duplicate" in response.content.decode()
    assert not ProgramTranslation.objects.exists()


def test_english_is_not_offered(admin_client: Client, meeting: Meeting) -> None:
    page = admin_client.get(reverse("admin:programs_program_change", args=[meeting.program_id]))
    text = page.content.decode()
    assert '<option value="es">' in text
    assert '<option value="en">' not in text

"""Pages turn with consent, at midnight UTC, and when an embargo passes, to the second and without a write."""

from datetime import date, datetime
from datetime import time as clock

import pytest
import time_machine

from participants.models import Consent, Hero
from programs.models import Meeting, Program
from tests.factories import (
    ConsentFactory,
    HeroFactory,
    PublicMeetingFactory,
    PublicQuoteFactory,
    named_hero,
)
from tests.support.cached_readers import Readers, program_with_a_meeting

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def program() -> Program:
    return program_with_a_meeting()


@pytest.fixture
def readers(program: Program) -> Readers:
    """They have the program's page in memory."""
    readers = Readers(program.get_absolute_url())
    assert readers.see("Courage in Minneapolis", "Talk with judges")
    return readers


def test_revoked_consent_hides_the_name_at_the_next_request(readers: Readers, program: Program) -> None:
    hero = named_hero(program, name="Ana Person")
    person = Readers(hero.get_absolute_url())
    assert readers.see("Ana Person")
    assert person.see("Ana Person")
    hero.consents.get().revoke()
    assert readers.miss("Ana Person")
    assert person.get_404()


def test_a_person_withheld_by_an_officer_is_gone_at_the_next_request(
    readers: Readers, program: Program
) -> None:
    named_hero(program, name="Ana Person")
    assert readers.see("Ana Person")
    Hero.objects.update(public_identity="withheld")
    assert readers.miss("Ana Person")


def test_consent_ends_at_midnight_utc_without_any_write(program: Program) -> None:
    hero = HeroFactory(name="Ana Person", public_identity="named")
    ConsentFactory(hero=hero, expires_on=date(2026, 5, 3))
    program.heroes.add(hero)
    readers, person = Readers(program.get_absolute_url()), Readers(hero.get_absolute_url())
    with time_machine.travel("2026-05-03T23:59:59.5+00:00", tick=False) as now:
        assert readers.see("Ana Person")
        assert person.see("Ana Person")
        now.move_to("2026-05-04T00:00:00+00:00")
        assert readers.miss("Ana Person")
        assert person.get_404()


def test_consent_begins_at_midnight_utc_without_any_write(program: Program) -> None:
    hero = HeroFactory(name="Ana Person", public_identity="named")
    ConsentFactory(hero=hero, given_on=date(2026, 5, 4))
    program.heroes.add(hero)
    readers = Readers(program.get_absolute_url())
    with time_machine.travel("2026-05-03T23:59:59+00:00", tick=False) as now:
        assert readers.miss("Ana Person")
        now.move_to("2026-05-04T00:00:00+00:00")
        assert readers.see("Ana Person")


def test_consent_for_quotes_ends_with_its_row(program: Program) -> None:
    hero = named_hero(program, name="Ana Person")
    consent: Consent = ConsentFactory(hero=hero, scope=Consent.Scope.QUOTES)
    PublicQuoteFactory(program=program, hero=hero, text="We never gave up")
    readers = Readers(program.get_absolute_url())
    assert readers.see("We never gave up")
    consent.revoke()
    assert readers.miss("We never gave up")


def test_an_embargo_passes_to_the_second_without_any_write(readers: Readers, program: Program) -> None:
    meeting: Meeting = PublicMeetingFactory(
        program=program,
        stop=program.stops.get(),
        title="Embargoed talk",
        public_from=datetime.fromisoformat("2026-05-03T12:00:00+00:00"),
    )
    page = Readers(meeting.get_absolute_url())
    with time_machine.travel("2026-05-03T11:59:59+00:00", tick=False) as now:
        assert readers.miss("Embargoed talk")
        assert page.get_404()
        now.move_to("2026-05-03T12:00:00+00:00")
        assert readers.see("Embargoed talk")
        assert page.see("Embargoed talk")


def test_an_embargo_that_is_moved_forward_holds(readers: Readers, program: Program) -> None:
    PublicMeetingFactory(
        program=program,
        stop=program.stops.get(),
        title="Embargoed talk",
        start_time=clock(15),
        end_time=None,
        public_from=datetime.fromisoformat("2026-05-03T12:00:00+00:00"),
    )
    with time_machine.travel("2026-05-03T11:00:00+00:00", tick=False) as now:
        assert readers.miss("Embargoed talk")
        Meeting.objects.filter(title="Embargoed talk").update(
            public_from=datetime.fromisoformat("2026-05-03T11:30:00+00:00")
        )
        assert readers.miss("Embargoed talk")
        now.move_to("2026-05-03T11:30:00+00:00")
        assert readers.see("Embargoed talk")
        Meeting.objects.filter(title="Embargoed talk").update(
            public_from=datetime.fromisoformat("2026-05-03T18:00:00+00:00")
        )
        assert readers.miss("Embargoed talk")

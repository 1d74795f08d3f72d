"""Consent: what may be shown of a hero on a day, and a ledger that is only ever added to."""

from datetime import UTC, date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import models, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from participants.consent import is_in_force, today
from participants.models import Consent, Hero
from participants.models.consent import LedgerIsAppendOnly
from participants.standing import standing
from tests.factories import ConsentFactory, HeroFactory, PublicProgramFactory, UserFactory, named_hero
from tests.support.examples import examples

pytestmark = pytest.mark.django_db

DAY = date(2021, 5, 3)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)
SCOPES = Consent.Scope.values


# --- One consent on one day ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_on", "expires_on", "revoked_on", "holds"),
    [
        (DAY, None, None, True),
        (AFTER, None, None, False),
        (BEFORE, DAY, None, True),  # its last day
        (BEFORE, BEFORE, None, False),
        (BEFORE, None, DAY, False),  # a revocation holds from its own day
        (BEFORE, None, AFTER, True),
        (DAY, None, DAY, False),
        (BEFORE, AFTER, DAY, False),
        (BEFORE, BEFORE, AFTER, False),
    ],
)
def test_a_consent_holds_from_its_day_through_its_last_unless_revoked(
    given_on: date, expires_on: date | None, revoked_on: date | None, holds: bool
) -> None:
    assert is_in_force(given_on=given_on, expires_on=expires_on, revoked_on=revoked_on, on=DAY) is holds


DAYS = st.dates(date(2021, 1, 1), date(2021, 1, 12))
LATER = st.one_of(st.none(), st.integers(0, 6).map(timedelta))


@st.composite
def consents(draw: st.DrawFn) -> dict[str, object]:
    """The facts of a consent, its dates close together so that rows meet on the day asked about."""
    given_on, expires, revoked = draw(DAYS), draw(LATER), draw(LATER)
    return {
        "scope": draw(st.sampled_from(SCOPES)),
        "given_on": given_on,
        "expires_on": None if expires is None else given_on + expires,
        "revoked_on": None if revoked is None else given_on + revoked,
    }


@given(
    ledger=st.lists(consents(), max_size=5),
    identity=st.sampled_from(Hero.PublicIdentity.values),
    day=st.dates(date(2020, 12, 31), date(2021, 1, 20)),
)
@settings(max_examples=examples(60))
def test_the_database_and_the_rule_in_python_give_the_same_answer(
    ledger: list[dict[str, object]], identity: str, day: date
) -> None:
    hero = HeroFactory(public_identity=identity)
    PublicProgramFactory().heroes.add(hero)
    Consent.objects.bulk_create(
        Consent(hero=hero, basis="signed_release", reference="x", **facts) for facts in ledger
    )
    rows = list(hero.consents.all())
    assert set(hero.consents.in_force(day)) == {row for row in rows if row.holds(day)}

    told = standing(hero, rows, day)
    shown = Hero.objects.public(day).filter(pk=hero.pk).first()
    assert (shown.shown_as if shown else "withheld") == told.identity
    if shown:
        agreed = {row.scope for row in rows if row.holds(day)}
        assert shown.biography_shown is (Consent.Scope.BIOGRAPHY in agreed)
        assert shown.photo_shown is (Consent.Scope.PHOTO in agreed)
        may_be_quoted = Hero.objects.quotable(day).filter(pk=hero.pk).exists()
        anonymous = identity == Hero.PublicIdentity.ANONYMOUS
        assert may_be_quoted is (anonymous or Consent.Scope.QUOTES in agreed)


# --- What the officer reads ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ([], "withheld: no consent to show the name"),
        ([{"scope": "photo", "given_on": BEFORE}], "withheld: no consent to show the name"),
        ([{"given_on": BEFORE}], "named: consent in force"),
        ([{"given_on": date(2021, 1, 1), "expires_on": BEFORE}], "withheld: consent expired 2 May 2021"),
        ([{"given_on": date(2021, 1, 1), "revoked_on": DAY}], "withheld: consent revoked 3 May 2021"),
        ([{"given_on": AFTER}], "withheld: consent begins 4 May 2021"),
        ([{"given_on": BEFORE, "revoked_on": DAY}, {"given_on": DAY}], "named: consent in force"),
        (
            [{"given_on": date(2021, 1, 1), "expires_on": date(2021, 2, 1)}, {"given_on": AFTER}],
            "withheld: consent expired 1 February 2021",
        ),
    ],
)
def test_the_officer_is_told_what_is_shown_and_why(facts: list[dict[str, object]], told: str) -> None:
    hero = HeroFactory(public_identity="named")
    rows = [ConsentFactory(hero=hero, **row) for row in facts]
    assert str(standing(hero, rows, DAY)) == told


def test_a_hero_is_withheld_unless_an_officer_decides_otherwise() -> None:
    hero = Hero.objects.create(name="Nia Test")
    ConsentFactory(hero=hero)
    PublicProgramFactory().heroes.add(hero)
    assert str(standing(hero, hero.consents.all())) == "withheld: set on the record"
    assert not Hero.objects.public().exists()


def test_consent_turns_at_midnight_utc_wherever_the_reader_is() -> None:
    hero = named_hero(PublicProgramFactory())
    ConsentFactory(hero=hero, scope="biography", expires_on=DAY)
    ConsentFactory(hero=hero, scope="photo", given_on=AFTER)
    for zone in ("Asia/Tokyo", "America/Chicago", "UTC"):
        with timezone.override(ZoneInfo(zone)):
            with time_machine.travel(datetime(2021, 5, 3, 23, 59, 59, tzinfo=UTC), tick=False):
                shown = Hero.objects.public().get()
                assert (today(), shown.biography_shown, shown.photo_shown) == (DAY, True, False)
            with time_machine.travel(datetime(2021, 5, 4, tzinfo=UTC), tick=False):
                shown = Hero.objects.public().get()
                assert (today(), shown.biography_shown, shown.photo_shown) == (AFTER, False, True)


# --- The ledger ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("scope", "quotes"),
        ("basis", "public_record"),
        ("reference", "another cabinet"),
        ("given_on", date(2020, 1, 1)),
        ("expires_on", date(2030, 1, 1)),
        ("recorded_at", datetime(2020, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_row_of_the_ledger_is_never_edited(field: str, value: object) -> None:
    consent = ConsentFactory()
    setattr(consent, field, value)
    for save in (consent.save, lambda: consent.save(update_fields=[field])):
        with pytest.raises(LedgerIsAppendOnly):
            save()
    with pytest.raises(LedgerIsAppendOnly):
        Consent.objects.filter(pk=consent.pk).update(**{field: value})
    with pytest.raises(LedgerIsAppendOnly), transaction.atomic():
        Consent.objects.bulk_update([consent], [field])
    assert getattr(Consent.objects.get(), field) != value


def test_a_row_of_the_ledger_never_goes_to_another_hero_or_officer() -> None:
    consent = ConsentFactory(recorded_by=UserFactory())
    consent.hero = HeroFactory()
    with pytest.raises(LedgerIsAppendOnly):
        consent.save()
    consent.refresh_from_db()
    consent.recorded_by = UserFactory()
    with pytest.raises(LedgerIsAppendOnly):
        consent.save()


def test_a_row_cannot_be_written_over_by_a_new_one_with_its_number() -> None:
    old = ConsentFactory()
    with pytest.raises(LedgerIsAppendOnly):
        ConsentFactory.build(pk=old.pk, hero=old.hero, scope="photo").save()


def test_a_row_of_the_ledger_is_never_deleted() -> None:
    consent = ConsentFactory(recorded_by=UserFactory())
    with pytest.raises(LedgerIsAppendOnly):
        consent.delete()
    with pytest.raises(LedgerIsAppendOnly):
        Consent.objects.all().delete()
    with pytest.raises(LedgerIsAppendOnly):
        consent.hero.consents.all().delete()
    for kept in (consent.hero, consent.recorded_by):
        with pytest.raises(models.ProtectedError):
            kept.delete()
    assert Consent.objects.exists()


def test_revoking_takes_effect_at_once_and_the_first_day_stands() -> None:
    hero = named_hero(PublicProgramFactory())
    consent = hero.consents.get()
    with time_machine.travel(datetime(2021, 5, 3, 12, tzinfo=UTC)):
        assert Hero.objects.public().exists()
        consent.revoke()
        assert not Hero.objects.public().exists()
    with time_machine.travel(datetime(2021, 6, 1, tzinfo=UTC)):
        consent.revoke()
        Consent.objects.update(revoked_on=today())
    assert Consent.objects.get().revoked_on == DAY


def test_a_revocation_is_never_taken_back_or_moved() -> None:
    consent = ConsentFactory()
    consent.revoke(DAY)
    for other in (None, BEFORE, AFTER):
        consent.revoked_on = other
        with pytest.raises(LedgerIsAppendOnly):
            consent.save()
    with pytest.raises(LedgerIsAppendOnly):
        Consent.objects.update(revoked_on=None)


def test_a_revocation_to_come_can_be_brought_forward_but_not_put_off() -> None:
    consent = ConsentFactory()
    with time_machine.travel(datetime(2021, 5, 3, 12, tzinfo=UTC)):
        consent.revoke(date(2021, 12, 31))
        assert consent.holds()
        consent.revoked_on = date(2022, 1, 1)
        with pytest.raises(LedgerIsAppendOnly):
            consent.save()
        consent.refresh_from_db()
        consent.revoke()
        assert not Consent.objects.in_force().exists()
    assert Consent.objects.get().revoked_on == DAY


def test_a_consent_for_later_days_that_is_revoked_never_begins() -> None:
    consent = ConsentFactory(given_on=date(2031, 1, 1))
    consent.revoke(DAY)
    assert consent.revoked_on == date(2031, 1, 1)
    assert not consent.holds(date(2031, 1, 1))


# --- What is shown of whom -----------------------------------------------------------------------


def test_named_anonymous_and_withheld_with_each_set_of_consents() -> None:
    program = PublicProgramFactory()
    for identity, *held in product(Hero.PublicIdentity.values, *[(False, True)] * len(SCOPES)):
        hero = HeroFactory(public_identity=identity, biography="Born somewhere.")
        program.heroes.add(hero)
        scopes = [scope for scope, yes in zip(SCOPES, held, strict=True) if yes]
        for scope in scopes:
            ConsentFactory(hero=hero, scope=scope)
        shown = program.heroes.public().filter(pk=hero.pk).first()
        if identity == "withheld" or (identity == "named" and "identity" not in scopes):
            assert shown is None, (identity, scopes)
            continue
        assert shown is not None, (identity, scopes)
        assert shown.public_profile.named is (identity == "named")
        assert bool(shown.public_profile.biography) is (identity == "named" and "biography" in scopes)

"""The sample programs: only facts in the real one, every case of consent in the fictional one."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command
from django.db import connection, models
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from common.addresses import change_address
from participants.models import Consent, Hero, Organization
from participants.standing import standing
from programs import models as records
from programs.models import City, Meeting, Program, Quote, Resource, Source, Stop, Takeaway
from programs.sample import fictional, tip_heroes_2021
from tests.factories import CityFactory, HeroFactory, OrganizationFactory, ProgramFactory

pytestmark = pytest.mark.django_db

HEROES_2021 = {
    "Imelda Poole": "AL",
    "Josiane Lina Bemaka-Soui": "CF",
    "Chantal Sagbo Sasse": "GA",
    "Shoichi Ibusuki": "JP",
    "Shakhnoza Khassanova": "KZ",
    "Guillermina Cabrera Figueroa": "MX",
    "Mohammed al-Obaidly": "QA",
    "Rocío Mora Nieto": "ES",
}
WEBSITES_ON_RECORD = {
    "https://polarisproject.org",
    "https://htlegalcenter.org",
    "https://freedomnetworkusa.org",
    "https://state.gov",
    "https://meridian.org",
    "https://globalminnesota.org",
    "https://globaltiesus.org",
    "https://www.osce.org/odihr",
}


def load(*arguments: str) -> str:
    out = StringIO()
    call_command("load_sample", *arguments, stdout=out)
    return out.getvalue()


def rows() -> Iterator[models.Model]:
    """Every row of every model."""
    for model in (Organization, Hero, Consent, *(getattr(records, name) for name in records.__all__)):
        yield from model._default_manager.all()


def state() -> list[dict[str, Any]]:
    """All values of all rows, links between them included."""
    links = [
        field.remote_field.through._default_manager.values()
        for model in (Program, Meeting, Resource)
        for field in model._meta.many_to_many
    ]
    return [
        *(row for link in links for row in link.order_by("pk")),
        *({"row": row, **{f.name: f.value_from_object(row) for f in row._meta.fields}} for row in rows()),
    ]


@pytest.fixture
def real() -> Program:
    load()
    return Program.objects.get(slug=tip_heroes_2021.SLUG)


class TestLoading:
    def test_loads_both_programs_for_everyone_to_see(self) -> None:
        assert "2021 Trafficking in Persons" in load()
        assert {program.slug for program in Program.objects.public()} == {
            "2021-tip-report-heroes",
            fictional.SLUG,
        }

    def test_a_second_run_changes_nothing_and_says_so(self) -> None:
        load()
        before = state()
        assert "already" in load()
        assert state() == before

    def test_a_second_run_keeps_what_officers_changed(self, real: Program) -> None:
        Program.objects.update(theme="An officer's words")
        Consent.objects.get(hero__slug="shoichi-ibusuki").revoke()
        real.meetings.filter(title="NGO roundtable").delete()
        load("--force")
        assert set(Program.objects.values_list("theme", flat=True)) == {"An officer's words"}
        assert not Hero.objects.public().filter(slug="shoichi-ibusuki").exists()
        assert real.meetings.count() == 8

    @pytest.mark.parametrize("forget", [False, True])
    def test_a_second_run_adds_nothing_where_officers_changed_addresses(self, forget: bool) -> None:
        load()
        for model in (Program, Hero, Organization, City):
            for record in model.objects.all():
                change_address(record, f"plain-{record.pk}", forget_old=forget)
        Hero.objects.update(name="Somebody else")
        before = state()
        assert "already" in load()
        assert state() == before

    @pytest.mark.parametrize("forget", [False, True])
    def test_where_another_city_had_an_address_of_the_sample_it_takes_another(self, forget: bool) -> None:
        city = CityFactory(name="Elsewhere", state="ND", slug="miami")
        change_address(city, "elsewhere", forget_old=forget)
        load()
        assert City.objects.get(name="Miami").slug == "miami-2"

    def test_refuses_a_database_with_other_programs(self) -> None:
        ProgramFactory(title="Real work")
        with pytest.raises(CommandError, match=r"other programs.*--force"):
            load()
        assert [program.title for program in Program.objects.all()] == ["Real work"]
        assert not Hero.objects.exists()
        assert not get_user_model().objects.exists()

    def test_with_force_it_loads_beside_other_programs(self) -> None:
        other = ProgramFactory(title="Real work", theme="Theirs")
        OrganizationFactory(name="Polaris Project", website="https://kept.example")
        load("--force")
        other.refresh_from_db()
        assert other.theme == "Theirs"
        assert Program.objects.count() == 3
        assert Organization.objects.get(name="Polaris Project").website == "https://kept.example"

    def test_other_programs_may_come_later(self) -> None:
        load()
        ProgramFactory()
        assert "already" in load()

    def test_a_hero_who_was_made_anonymous_is_not_named_by_loading_again(self, real: Program) -> None:
        hero = Hero.objects.get(slug="imelda-poole")
        hero.public_identity = Hero.PublicIdentity.ANONYMOUS
        hero.save()
        real.delete()
        load()
        assert Hero.objects.filter(name="Imelda Poole").count() == 1
        assert [h.public_profile.label for h in Hero.objects.public().filter(country="AL")] == [
            "A participant from Albania"
        ]

    def test_a_hero_whom_officers_know_gets_no_consent_from_the_sample(self) -> None:
        HeroFactory(name="Imelda Poole", public_identity=Hero.PublicIdentity.NAMED)
        load()
        assert not Consent.objects.filter(hero__name="Imelda Poole").exists()
        assert not Hero.objects.public().filter(name="Imelda Poole").exists()

    def test_is_all_or_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        # Longer than its column: the second program cannot be made.
        monkeypatch.setattr(fictional, "SLUG", "x" * 200)
        with pytest.raises(Exception, match="at most 80 characters"):
            load()
        assert not Program.objects.exists()

    def test_every_record_passes_the_checks_of_the_forms(self) -> None:
        load()
        for row in rows():
            row.full_clean()

    def test_is_quick(self) -> None:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            load()
        assert len(queries) < 1000

    def test_nobody_can_log_in_as_the_approver(self) -> None:
        load()
        approver = get_user_model().objects.get()
        assert not approver.is_active
        assert not approver.is_staff
        assert not approver.has_usable_password()
        assert authenticate(username=approver.get_username(), password="") is None


class TestTheRealProgram(TestCase):
    program: Program

    @classmethod
    def setUpTestData(cls) -> None:
        load()
        cls.program = Program.objects.get(slug=tip_heroes_2021.SLUG)

    def test_is_described_as_on_record(self) -> None:
        assert self.program.title == "2021 Trafficking in Persons (TIP) Report Heroes"
        assert "multi-regional project" in self.program.summary
        assert self.program.program_type == "multi_regional"
        assert self.program.format == "virtual"
        assert (self.program.date_precision, self.program.starts_on, self.program.ends_on) == (
            "month",
            date(2021, 7, 1),
            date(2021, 8, 31),
        )
        assert self.program.participant_count == 8
        assert self.program.sponsor == "Office to Monitor and Combat Trafficking in Persons"
        assert str(self.program.agency) == "Meridian International Center"
        assert self.program.hashtags.split() == ["#2021TIPReport", "#TIPHeroes"]
        assert not self.program.is_fictional
        assert self.program.sources.count() == 4

    def test_stops_in_order_with_their_hosts(self) -> None:
        stops = [(stop.city.name, str(stop.host or "")) for stop in self.program.stops.order_by("position")]
        assert stops == [
            ("Washington", ""),
            ("Minneapolis", "Global Minnesota"),
            ("Miami", "Global Ties Miami"),
        ]

    def test_names_all_eight_heroes_with_country_and_source(self) -> None:
        profiles = [hero.public_profile for hero in self.program.heroes.public()]
        assert {profile.name: profile.country_code for profile in profiles} == HEROES_2021
        assert all(profile.source_title and profile.source_url.startswith("https://") for profile in profiles)
        assert {profile.honor_year for profile in profiles} == {2021}
        assert {profile.name: profile.native_name for profile in profiles if profile.native_name} == {
            "Shoichi Ibusuki": "指宿昭一"
        }
        assert {profile.label for profile in profiles if profile.honorific} == {"Sister Imelda Poole"}

    def test_rests_on_the_public_record_with_a_reference(self) -> None:
        ledger = Consent.objects.filter(hero__in=self.program.heroes.all())
        assert {row.basis for row in ledger} == {"public_record"}
        assert all(row.reference.startswith("https://") for row in ledger)
        assert [(row.hero.name, row.scope) for row in ledger.exclude(scope="identity")] == [
            ("Imelda Poole", "quotes")
        ]

    def test_invents_nothing_about_a_person(self) -> None:
        private = ["biography", "photo", "email", "time_zone", "languages", "internal_notes"]
        filled = {field for hero in self.program.heroes.all() for field in private if getattr(hero, field)}
        assert filled == set()

    def test_lists_nine_meetings_without_any_time_of_day(self) -> None:
        meetings = self.program.meetings.public()
        assert meetings.count() == 9
        assert {meeting.format for meeting in meetings} == {"virtual"}
        assert {meeting.status for meeting in meetings} == {"confirmed"}
        for field in ("start_time", "end_time", "starts_at", "ends_at"):
            assert {getattr(meeting, field) for meeting in meetings} == {None}

    def test_meetings_have_the_place_date_and_sources_on_record(self) -> None:
        short = {"gties.us": "S3", "www.meridian.org": "S2", "www.state.gov": "S1"}
        facts = {
            meeting.title: (
                meeting.stop.city.name if meeting.stop else None,
                meeting.date,
                sorted(short[source.url.split("/")[2]] for source in meeting.sources.all()),
            )
            for meeting in self.program.meetings.all()
        }
        assert facts == {
            "U.S. Department of State and federal interagency briefings": ("Washington", None, ["S1", "S2"]),
            "U.S. Department of Labor": (None, None, ["S1"]),
            "Polaris Project": ("Washington", None, ["S1", "S2"]),
            "The Human Trafficking Legal Center": ("Washington", None, ["S1", "S2"]),
            "Freedom Network USA": ("Washington", None, ["S1", "S2"]),
            "Minnesota Indian Women's Sexual Assault Coalition": ("Minneapolis", date(2021, 8, 3), ["S3"]),
            "International Survivors of Trafficking Advisory Council (ISTAC)": (
                None,
                date(2021, 8, 5),
                ["S2"],
            ),
            "South Florida Human Trafficking Task Force": ("Miami", None, ["S3"]),
            "NGO roundtable": (None, None, ["S1"]),
        }

    def test_quotes_the_one_fragment_word_for_word(self) -> None:
        quote = self.program.quotes.public().get()
        assert quote.text == "empower members to understand the problem."
        assert quote.kind == "fragment"
        assert quote.hero.name == "Imelda Poole"
        assert quote.source.author == "Olivia Estes"
        assert self.program.quotes.count() == 1

    def test_says_probably_of_the_survey(self) -> None:
        survey = Resource.objects.public().get(programs=self.program)
        assert survey.kind == "survey"
        assert str(survey.organization) == "Polaris Project"
        assert "probably the National Survivor Study" in survey.description.replace("\n", " ")
        assert survey.url == ""

    def test_gives_three_takeaways(self) -> None:
        assert self.program.takeaways.public().count() == 3

    def test_gives_only_websites_on_record(self) -> None:
        sites = set(Organization.objects.exclude(website="").values_list("website", flat=True))
        assert {site for site in sites if not site.endswith(".example")} <= WEBSITES_ON_RECORD

    def test_free_text_names_no_hero_so_that_consent_can_be_taken_back(self) -> None:
        surnames = ["Poole", "Bemaka", "Sagbo", "Ibusuki", "Khassanova", "Cabrera", "Obaidly", "Mora Nieto"]
        texts = [
            self.program.summary,
            self.program.description,
            *(f"{told.title} {told.summary} {told.description}" for told in self.program.translations.all()),
            *(f"{meeting.title} {meeting.summary}" for meeting in self.program.meetings.all()),
            *(f"{quote.text} {quote.context}" for quote in self.program.quotes.all()),
            *(takeaway.text for takeaway in self.program.takeaways.all()),
            *(f"{group.name} {group.description}" for group in Organization.objects.all()),
        ]
        assert [name for name in surnames if any(name in text for text in texts)] == []

    def test_is_told_in_every_language_of_the_site(self) -> None:
        told = {each.language: each for each in self.program.translations.all()}
        assert set(told) == {"es", "fr", "ar"}
        for each in told.values():
            assert all((each.title, each.summary, each.description))
            assert "2021" in each.title
            assert each.description.count("\n\n") == self.program.description.count("\n\n")
        roundtable = Meeting.objects.get(title="NGO roundtable")
        assert {each.language for each in roundtable.translations.all()} == {"es", "fr", "ar"}

    def test_a_hero_can_take_consent_back(self) -> None:
        for row in Consent.objects.filter(hero__slug="imelda-poole"):
            row.revoke()
        assert self.program.heroes.public().count() == 7
        assert not self.program.quotes.public().exists()


class TestTheFictionalProgram(TestCase):
    program: Program

    @classmethod
    def setUpTestData(cls) -> None:
        load()
        cls.program = Program.objects.get(slug=fictional.SLUG)

    def test_is_partly_translated_and_says_in_spanish_too_that_it_is_fictional(self) -> None:
        (told,) = self.program.translations.all()
        assert told.language == "es"
        assert "inventado" in told.title
        assert "ficticio" in told.summary
        assert not told.description

    def test_says_that_it_is_fictional(self) -> None:
        assert self.program.is_fictional
        assert "fictional" in self.program.title.lower()
        assert "fictional" in self.program.summary

    def test_shows_24_meetings_with_exact_times_over_four_weeks(self) -> None:
        meetings = list(self.program.meetings.public())
        assert len(meetings) == 24
        assert all(meeting.starts_at and meeting.ends_at for meeting in meetings)
        days = [meeting.date for meeting in meetings]
        assert max(days) - min(days) == timedelta(days=25)
        assert {meeting.stop.city.name for meeting in meetings} == {"Minneapolis", "Miami"}

    def test_hides_the_tentative_the_embargoed_and_the_private_meeting(self) -> None:
        hidden = self.program.meetings.exclude(pk__in=self.program.meetings.public().values("pk"))
        assert hidden.get(status="tentative").is_public
        assert hidden.get(public_from__gt=timezone.now()).status == "confirmed"
        assert hidden.get(is_public=False).status == "confirmed"
        assert hidden.count() == 3

    def test_has_every_kind_and_every_format(self) -> None:
        meetings = self.program.meetings.public()
        assert {meeting.kind for meeting in meetings} == set(Meeting.Kind)
        assert {meeting.format for meeting in meetings} == set(Program.Format)

    def test_tells_what_was_cancelled_and_what_was_moved(self) -> None:
        cancelled = self.program.meetings.public().get(status="cancelled")
        assert cancelled.status_note
        moved = self.program.meetings.public().get(status_note__startswith="Moved from")
        assert moved.status == "confirmed"
        assert "Friday, July 31, 10:30 a.m." in moved.status_note
        assert (moved.date, moved.start_time) == (date(2026, 7, 31), time(10, 30))

    def test_has_the_meeting_at_ten_in_minneapolis_on_august_3(self) -> None:
        meeting = self.program.meetings.public().get(date=date(2026, 8, 3), start_time=time(10))
        assert meeting.stop.city.name == "Minneapolis"
        assert meeting.starts_at.isoformat() == "2026-08-03T15:00:00+00:00"

    def test_has_a_meeting_past_midnight(self) -> None:
        meeting = self.program.meetings.public().get(end_time=time(1))
        assert meeting.ends_at - meeting.starts_at == timedelta(hours=2, minutes=30)

    def test_has_a_conflict_for_somebody(self) -> None:
        hero = Hero.objects.get(slug="zora-example-lantern")
        meetings = list(self.program.meetings.public().of_hero(hero).exclude(status="cancelled"))
        assert any(
            one.starts_at < other.ends_at and other.starts_at < one.ends_at
            for one in meetings
            for other in meetings
            if one != other
        )

    def test_heroes_live_in_many_zones(self) -> None:
        zones = {hero.time_zone for hero in self.program.heroes.all()}
        assert len(zones) >= 6
        assert {"Asia/Kolkata", "Asia/Kathmandu", "Pacific/Auckland"} <= zones

    def test_shows_each_hero_as_far_as_consent_goes(self) -> None:
        shown = {hero.slug: hero.public_profile for hero in self.program.heroes.public()}
        assert len(shown) == 7
        assert [profile.label for profile in shown.values() if not profile.named] == [
            "A participant from Brazil"
        ]
        assert not shown["participant-7kq2xw4m"].named  # the same address wherever the sample is loaded
        assert shown["zora-example-lantern"].biography
        assert shown["arjun-placeholder"].biography == ""
        assert self.program.heroes.get(slug="arjun-placeholder").biography
        assert not {"calix-pastdate", "dorin-tookback"} & set(shown)

    def test_tells_officers_why_a_hero_is_withheld(self) -> None:
        reasons = {
            hero.slug: str(standing(hero, hero.consents.all()))
            for hero in self.program.heroes.filter(slug__in=["calix-pastdate", "dorin-tookback"])
        }
        assert reasons == {
            "calix-pastdate": "withheld: consent expired 30 September 2026",
            "dorin-tookback": "withheld: consent revoked 12 October 2026",
        }

    def test_hidden_heroes_speak_nowhere(self) -> None:
        hidden = self.program.heroes.exclude(pk__in=Hero.objects.public().values("pk"))
        assert hidden.count() == 3
        assert Quote.objects.filter(hero__in=hidden, status="approved").count() == 3
        assert not Quote.objects.public().filter(hero__in=hidden).exists()
        assert not Takeaway.objects.public().filter(hero__in=hidden).exists()

    def test_shows_only_quotes_with_consent(self) -> None:
        quotes = self.program.quotes.public()
        assert {quote.kind for quote in quotes} == set(Quote.Kind)
        assert quotes.filter(original_language="es").exclude(original_text="").exists()
        assert quotes.filter(hero__public_identity="anonymous").get().kind == "paraphrase"
        assert not quotes.filter(hero__slug="arjun-placeholder").exists()
        assert quotes.count() == 5

    def test_public_words_never_contain_a_hidden_name(self) -> None:
        hidden_names = ["Neverwas", "Quillon", "Nobodyson", "Brindle", "Pastdate", "Tookback"]
        public = [
            *(hero.public_profile for hero in Hero.objects.public()),
            *(
                list(queryset.values())
                for queryset in (
                    Program.objects.public(),
                    Meeting.objects.public().values("title", "summary", "location", "status_note"),
                    Organization.objects.public(),
                    Quote.objects.public(),
                    Takeaway.objects.public(),
                    Resource.objects.public(),
                    Stop.objects.public(),
                    City.objects.public(),
                    Source.objects.all(),
                )
            ),
        ]
        assert [name for name in hidden_names if name.lower() in repr(public).lower()] == []

    def test_uses_only_addresses_that_nobody_can_own(self) -> None:
        addresses = [
            *Organization.objects.filter(description__contains="fictional").values_list("website", flat=True),
            *(hero.email for hero in self.program.heroes.all()),
            *self.program.meetings.exclude(join_url="").values_list("join_url", flat=True),
            *Resource.objects.filter(meetings__program=self.program).values_list("url", flat=True),
            *self.program.sources.values_list("url", flat=True),
        ]
        hosts = [address.split("@")[-1].removeprefix("https://").split("/")[0] for address in addresses]
        assert len(hosts) > 20
        assert [host for host in hosts if not host.endswith(".example")] == []

    def test_shares_neither_people_nor_organizations_with_the_real_program(
        self,
    ) -> None:
        real = Program.objects.get(slug=tip_heroes_2021.SLUG)
        assert not self.program.heroes.filter(programs=real).exists()
        real_groups = set(Organization.objects.filter(meetings__program=real))
        assert not real_groups & set(Organization.objects.filter(meetings__program=self.program))

    def test_has_long_names_and_texts(self) -> None:
        assert max(len(hero.name) for hero in self.program.heroes.public()) > 60
        assert max(len(meeting.title) for meeting in self.program.meetings.public()) > 150

    def test_meetings_are_public_whatever_the_clock_says(self) -> None:
        far = datetime(2098, 12, 31, tzinfo=timezone.get_current_timezone())
        assert self.program.meetings.public(far).count() == 24

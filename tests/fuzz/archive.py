"""A large archive, the same for the same seed: what programs leave behind, for tests at size."""

import random
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

from django.contrib.auth.models import User
from django.db import connection, transaction

from participants.models import Consent, Hero, Organization
from programs.models import City, Meeting, Program, Quote, Source, Stop

MEETINGS_EACH = 40
HEROES_EACH = 8
WORDS = [
    "justice",
    "survivors",
    "trafficking",
    "visit",
    "school",
    "roundtable",
    "ministry",
    "embassy",
    "court",
    "shelter",
    "police",
    "labor",
    "rights",
    "advocates",
    "university",
    "training",
    "data",
    "report",
    "economy",
    "journalism",
    "energy",
    "health",
    "climate",
    "water",
    "agriculture",
    "museum",
    "arts",
    "election",
    "budget",
    "security",
    "network",
    "community",
    "leaders",
    "exchange",
    "travel",
    "trade",
    "startups",
    "research",
    "innovation",
    "inclusión",
    "educación",
    "périodistes",
    "économie",
    "اجتماع",
    "زيارة",
    "محكمة",
    "Gespräch",
    "São",
    "Łódź",
    "Đà",
    "Nẵng",
    "Kāneʻohe",
    "U.S.",
    "anti-trafficking",
    "state-level",
]
NAMES = [
    "Ana",
    "Inés",
    "Zainab",
    "Łukasz",
    "Søren",
    "Đặng",
    "İbrahim",
    "Olga",
    "Wei",
    "Amina",
    "José",
    "Chloé",
    "Tariq",
    "Nguyễn",
    "Müller",
    "O'Brien",
]
CITIES = [("Minneapolis", "MN", "America/Chicago"), ("Miami", "FL", "America/New_York")]
CITIES += [("Denver", "CO", "America/Denver"), ("Seattle", "WA", "America/Los_Angeles")]
CITIES += [("Honolulu", "HI", "Pacific/Honolulu"), ("Washington", "DC", "America/New_York")]
COUNTRIES = ["AL", "BR", "CI", "EG", "FR", "IN", "JP", "KE", "MX", "PL", "TR", "UA", "VN", "ZA"]


def fill_archive(meetings: int = 5_000, seed: int = 1) -> None:
    """Public programs with so many meetings in all, their cities, people, organizations and quotes."""
    with transaction.atomic():
        _fill(meetings, random.Random(seed))
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                # As PostgreSQL does by itself some time after so many rows have come.
                cursor.execute("ANALYZE")


def _fill(meetings: int, chance: random.Random) -> None:
    def words(least: int, most: int) -> str:
        return " ".join(chance.choices(WORDS, k=chance.randint(least, most)))

    number = max(meetings // MEETINGS_EACH, 1)
    officer = User.objects.create_user("archivist")
    source = Source.objects.create(title="The paper", url="https://example.org/paper")
    cities = [
        City.objects.get_or_create(name=name, state=state, defaults={"time_zone": zone})[0]
        for name, state, zone in CITIES
    ]
    organizations = Organization.objects.bulk_create(
        Organization(
            name=f"{words(2, 4).title()} {n}",
            slug=f"archive-organization-{n}",
            kind=chance.choice(Organization.Kind.values),
            description=words(10, 60),
            country=chance.choice(["US", *COUNTRIES]),
        )
        for n in range(number * 3)
    )
    heroes = Hero.objects.bulk_create(
        Hero(
            name=f"{chance.choice(NAMES)} {chance.choice(NAMES)} {n}",
            sort_name=f"{chance.choice(NAMES)} {n}",
            slug=f"archive-hero-{n}",
            country=chance.choice(COUNTRIES),
            role=words(2, 6),
            biography=words(20, 60),
            public_identity="named" if n % 4 else "withheld",
            organization=chance.choice(organizations),
        )
        for n in range(number * HEROES_EACH)
    )
    Consent.objects.bulk_create(
        Consent(hero=hero, scope=scope, basis="signed_release", reference="x", given_on=date(2000, 1, 1))
        for hero in heroes
        for scope in ("identity", "biography", "quotes")
    )
    starts = [date(2001, 1, 8) + timedelta(days=7 * chance.randrange(1200)) for _ in range(number)]
    programs = Program.objects.bulk_create(
        Program(
            title=f"{words(2, 5).capitalize()} {n}",
            slug=f"archive-program-{n}",
            theme=words(2, 5),
            summary=words(10, 40),
            description=words(40, 120),
            starts_on=start,
            ends_on=start + timedelta(days=21),
            status="published",
            published_at=datetime(2020, 1, 1, tzinfo=UTC),
            agency=chance.choice(organizations),
        )
        for n, start in enumerate(starts)
    )
    members = Program.heroes.through
    members.objects.bulk_create(
        members(program=program, hero=hero)
        for n, program in enumerate(programs)
        for hero in heroes[n * HEROES_EACH : (n + 1) * HEROES_EACH]
    )
    stops = Stop.objects.bulk_create(
        Stop(program=program, city=city, position=position, host=chance.choice(organizations))
        for program in programs
        for position, city in enumerate(chance.sample(cities, 3), 1)
    )
    made = [
        Meeting(
            program=stop.program,
            stop=stop,
            title=words(3, 8).capitalize(),
            date=stop.program.starts_on + timedelta(days=chance.randrange(20)),
            start_time=time(chance.randrange(8, 17), chance.choice([0, 30])),
            summary=words(20, 80),
            is_public=chance.random() < 0.9,
            status="confirmed",
        )
        for stop in islice(stops * MEETINGS_EACH, meetings)
    ]
    for meeting in made:
        meeting.starts_at, meeting.ends_at = meeting.span.starts_at, meeting.span.ends_at
    Meeting.objects.bulk_create(made, batch_size=1000)
    met = Meeting.organizations.through
    met.objects.bulk_create(
        met(meeting=meeting, organization=organization)
        for meeting in made
        for organization in chance.sample(organizations, 2)
    )
    Quote.objects.bulk_create(
        Quote(
            program=chance.choice(programs),
            text=words(8, 30),
            status="approved",
            approved_by=officer,
            approved_at=datetime(2021, 1, 1, tzinfo=UTC),
            source=source,
        )
        for _ in range(number * 2)
    )

"""Making rows that are checked as an officer's form would check them."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Model, Q

from common.addresses import digest
from participants.models import Consent, Hero, Organization
from programs.models import Meeting, Program, Source

Row = TypeVar("Row", bound=Model)

#: Who cleared the sample. Nobody can log in as this user.
CLEARANCE = "sample-clearance"


@dataclass(frozen=True)
class Release:
    """One row for the ledger of consent. `revoked_on`: the day the person took it back."""

    scope: str
    basis: str
    reference: str
    given_on: date
    expires_on: date | None = None
    revoked_on: date | None = None


def add(model: type[Row], **facts: Any) -> Row:
    """A new row. Raises ValidationError as a form would."""
    row = model(**facts)
    # Constraints are the database's to check; asking before each costs a thousand queries.
    row.full_clean(validate_constraints=False)
    row.save()
    return row


def publish(program: Program) -> None:
    """Show it to the public, once it is complete: what was there before is no news."""
    program.status = Program.Status.PUBLISHED
    program.save()


def keep(model: type[Row], *, found_by: str, **facts: Any) -> Row:
    """The row that has the same value in the field `found_by`, left as it is; a new one if there is none."""
    present: Row | None = model._default_manager.filter(**{found_by: facts[found_by]}).first()
    return present or add(model, **facts)


def clearance() -> AbstractBaseUser:
    """The user who stands as approver of the sample's quotes: inactive, without a usable password."""
    users = get_user_model()
    user, made = users._default_manager.get_or_create(username=CLEARANCE, defaults={"is_active": False})
    if made:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user


def add_hero(releases: Iterable[Release] = (), **facts: Any) -> Hero:
    """The hero. One who is there already stays as is and gets no consent from us.

    Looked up by name and old addresses too: officers may have changed either.
    """
    address = Q(slug=facts["slug"]) | Q(old_addresses__digest=digest(facts["slug"]))
    present = Hero.objects.filter(Q(name=facts["name"]) | address).first()
    if present:
        return present
    hero = add(Hero, **facts)
    recorder = clearance()
    for release in releases:
        consent = add(
            Consent,
            hero=hero,
            scope=release.scope,
            basis=release.basis,
            reference=release.reference,
            given_on=release.given_on,
            expires_on=release.expires_on,
            recorded_by=recorder,
        )
        if release.revoked_on:
            consent.revoke(release.revoked_on)
    return hero


def add_meeting(
    program: Program,
    title: str,
    *,
    organizations: Sequence[Organization] = (),
    heroes: Sequence[Hero] = (),
    sources: Sequence[Source] = (),
    **facts: Any,
) -> Meeting:
    """A new meeting; of the whole group unless heroes are named.

    Its identifier follows from program and title, so its address is the same wherever the sample is loaded.
    """
    meeting = add(
        Meeting,
        program=program,
        title=title,
        uid=uuid.uuid5(uuid.NAMESPACE_URL, f"ivlp-sample:{program.slug}:{title}"),
        whole_group=not heroes,
        **facts,
    )
    meeting.organizations.add(*organizations)
    meeting.heroes.add(*heroes)
    meeting.sources.add(*sources)
    return meeting

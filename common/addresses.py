"""Addresses that change: where the old one leads, that it may be forgotten, and that nobody else gets it.

A record whose address changed has a row for each old one. Most lead to the record (301). One that tells what
it must not, such as a name, is forgotten: only its digest is kept, so that it can be answered with 410.
Why so: docs/decisions/0015-addresses.md.
"""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import slug_re
from django.db import IntegrityError, models, transaction
from django.db.models import Exists, Q
from django.utils.translation import gettext_lazy as _

from common.models import Recorded

#: Said where an address was another record's.
BARRED = _("This address belonged to another record and stays with it. Choose another one.")
#: Said where a record has another address than when it was read.
MEANWHILE = _("Somebody changed this address meanwhile.")


def digest(slug: str) -> str:
    """What is kept of an address, and by which it is found: SHA-256 in hexadecimal digits."""
    return sha256(slug.encode()).hexdigest()


class OldAddress(models.Model):
    """An address that `owner`, a foreign key of the models made from this, had once."""

    owner: Any

    digest = models.CharField(max_length=64, unique=True, editable=False)
    # Found by its digest, so it needs no index.
    slug = models.CharField(_("address"), max_length=80, blank=True, editable=False)

    class Meta:
        abstract = True
        default_permissions = ()
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")

    def __str__(self) -> str:
        return self.slug or str(_("forgotten"))


class Addressed(Recorded):
    """A record with a public address of its own, `slug`, which can change: `change_address`."""

    slug: Any
    old_addresses: Any

    class Meta:
        abstract = True

    @property
    def keeps_old_addresses(self) -> bool:
        """Whether its old addresses may be answered by anything but 404; if not, it has none."""
        return True

    def address_changed(self, old: str, *, forgotten: bool) -> None:
        """After `old` was left or forgotten: change what is made of it. For models to override."""

    def validate_unique(self, exclude: Any = None) -> None:
        super().validate_unique(exclude)
        if "slug" not in (exclude or ()) and self.slug and is_barred(type(self), self.slug, self.pk):
            raise ValidationError({"slug": ValidationError(BARRED, code="barred")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As Django's. Raises ValidationError for an old address: one query more.

        It was another's, or this record's own, which somebody changed after it was read: that the old address
        comes back with the rest of the record must not happen.
        """
        is_new, fields = self._state.adding, kwargs.get("update_fields")
        with transaction.atomic(savepoint=False):
            super().save(*args, **kwargs)
            # Afterwards: whoever was just leaving this address has committed when the write went through.
            if (fields is None or "slug" in fields) and is_barred(type(self), self.slug):
                own = self.old_addresses.filter(digest=digest(self.slug)).exists()
                raise ValidationError(MEANWHILE if own else BARRED, code="meanwhile" if own else "barred")
            if not self.keeps_old_addresses and not is_new:
                self.old_addresses.all().delete()


Owner = TypeVar("Owner", bound=Addressed)


def old_addresses_of(model: type[models.Model]) -> models.QuerySet[Any] | None:
    """The old addresses of all records of a model; None for a model whose addresses leave none."""
    there = {each.name: each for each in model._meta.related_objects}.get("old_addresses")
    return there.related_model._default_manager.all() if there else None


def is_barred(model: type[models.Model], slug: str, owner: Any = None) -> bool:
    """Whether `slug` was the address of a record of `model` other than the one with the key `owner`."""
    rows = old_addresses_of(model)
    if rows is None:
        return False
    rows = rows.filter(digest=digest(slug))
    return (rows.exclude(owner=owner) if owner is not None else rows).exists()


def is_taken(model: type[models.Model], slug: str) -> bool:
    """Whether a record of `model` has or had the address. One query."""
    here = Q(slug=slug)
    if old_addresses_of(model) is not None:
        here |= Q(old_addresses__digest=digest(slug))
    return model._default_manager.filter(here).exists()


def owner_by_old_address(model: type[Owner], slug: str) -> tuple[Owner, bool] | None:
    """The public record that had the address, and whether the address is forgotten. One query.

    None for any other address, and for that of a record that is not public now: that it was one would tell.
    """
    if not slug_re.match(slug):
        return None  # nonsense, which a database may refuse
    rows: Any = old_addresses_of(model)
    everyone: Any = model._default_manager
    found = rows.filter(
        ~Exists(everyone.filter(slug=slug)),
        digest=digest(slug),
        owner__in=everyone.public().order_by().values("pk"),
    ).select_related("owner")
    row = found.first()
    return (row.owner, not row.slug) if row and row.owner.keeps_old_addresses else None


def current(model: type[Addressed], slug: str) -> str:
    """The address to which `slug` leads: `slug` itself if it is no old one, or forgotten. One query."""
    found = owner_by_old_address(model, slug) if slug else None
    return found[0].slug if found and not found[1] else slug


def change_address(
    owner: Addressed, new: str, *, forget_old: bool = False, forget: Iterable[int] = ()
) -> None:
    """Give `owner` the address `new`. Its old one leads there, or is forgotten.

    `forget`: the keys of older addresses to be forgotten as well; with them alone `new` may be the present
    one. Raises ValidationError where `new` is no address or another's, or where somebody changed it since
    `owner` was read.
    """
    try:
        with transaction.atomic():
            _change(owner, new, forget_old, forget)
    except IntegrityError as error:
        raise ValidationError(_("Another record has this address."), code="taken") from error


def _change(owner: Addressed, new: str, forget_old: bool, forget: Iterable[int]) -> None:
    everyone: Any = type(owner)._default_manager
    record = everyone.select_for_update().get(pk=owner.pk)
    old = record.slug
    if old != owner.slug:
        raise ValidationError(MEANWHILE, code="meanwhile")
    if new != old:
        record.slug = new
        _check(record)
        record.old_addresses.filter(digest=digest(new)).delete()
        if record.keeps_old_addresses:
            kept = "" if forget_old else old
            record.old_addresses.create(digest=digest(old), slug=kept)
            record.address_changed(old, forgotten=forget_old)
    for row in record.old_addresses.filter(pk__in=list(forget)).exclude(slug=""):
        record.address_changed(row.slug, forgotten=True)
        row.slug = ""
        row.save()
    record.save()
    owner.slug = record.slug


def _check(record: Addressed) -> None:
    """Raise ValidationError where the record's address is none, or another's."""
    others = {field.name for field in record._meta.get_fields()} - {"slug"}
    if not record.slug:
        raise ValidationError(_("Enter an address."), code="required")
    try:
        record.clean_fields(exclude=others)
        record.validate_unique(exclude=others)
    except ValidationError as error:
        raise ValidationError(error.messages) from error

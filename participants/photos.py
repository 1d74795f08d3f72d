"""Photos: checked, made smaller, and stripped of everything but the picture."""

from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_save
from django.utils.crypto import get_random_string
from django.utils.translation import gettext
from PIL import Image, ImageOps

#: Largest upload, in bytes.
BYTES_LIMIT = 10 * 1024 * 1024
#: Longest side of the stored picture, in pixels.
SIDE = 1200
#: Most pixels we are willing to decode; a small file can hold a huge picture. JPEG is made smaller while it
#: is read; any other format is first held whole, at up to four bytes for a pixel.
PIXELS_LIMIT, PIXELS_LIMIT_JPEG = 25_000_000, 50_000_000
#: What cameras and offices make. Other formats that Pillow reads start other programs (EPS) or are no photos.
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP")


def validate_photo(file: UploadedFile) -> None:
    """Raise ValidationError for a file that is too large to take."""
    if file.size and file.size > BYTES_LIMIT:
        raise ValidationError(
            gettext("The photo is larger than 10 MB. Save a smaller copy and choose that."), code="too_large"
        )


def photo_path(hero: object, filename: str) -> str:
    """Where under MEDIA_ROOT a photo is kept: a random name, so that the file does not say whom it shows."""
    return f"photos/{get_random_string(24)}.jpg"


def watch(hero_model: type[Model]) -> None:
    """From now on a photo's file goes with the photo: when it is replaced or cleared, or its hero deleted."""
    pre_save.connect(_remember, sender=hero_model, dispatch_uid="participants.photos")
    post_save.connect(_forget_replaced, sender=hero_model, dispatch_uid="participants.photos")
    post_delete.connect(_forget_deleted, sender=hero_model, dispatch_uid="participants.photos")


def _remember(sender: type[Model], instance: Any, **_: Any) -> None:
    stored = sender._default_manager.filter(pk=instance.pk).values_list("photo", flat=True)
    instance._photo_before = (stored.first() or "") if instance.pk else ""


def _forget_replaced(sender: type[Model], instance: Any, **_: Any) -> None:
    _forget(sender, instance._photo_before)


def _forget_deleted(sender: type[Model], instance: Any, **_: Any) -> None:
    _forget(sender, instance.photo.name or "")


def _forget(sender: type[Model], name: str) -> None:
    def delete() -> None:
        # After the commit, because what is deleted here does not come back with the transaction.
        if not sender._default_manager.filter(photo=name).exists():
            default_storage.delete(name)

    if name:
        transaction.on_commit(delete)


class CleanPicture(ContentFile):
    """A picture that `reencode` has written; saving the hero again does not write it anew."""


def reencode(file: UploadedFile) -> CleanPicture:
    """The picture alone as JPEG, turned upright, at most SIDE pixels long, on white where it was transparent.

    It is painted on a fresh canvas, because writing the same picture anew drops EXIF (with the place where
    it was taken) but keeps comments. Raises ValidationError if it is no picture.
    """
    try:
        file.seek(0)
        picture: Image.Image = Image.open(file, formats=FORMATS)
        if picture.width * picture.height > (PIXELS_LIMIT_JPEG if picture.format == "JPEG" else PIXELS_LIMIT):
            raise ValidationError(
                gettext("The photo has too many pixels. Save a smaller copy and choose that."),
                code="too_large",
            )
        picture.draft("RGB", (SIDE, SIDE))  # of JPEG alone; others ignore it
        if picture.mode == "P":  # a palette has no colors between its own
            picture = picture.convert("RGBA")
        # First smaller, then all else: each step on the whole picture costs as much memory again.
        picture.thumbnail((SIDE, SIDE))
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except ValidationError:
        raise
    except Exception as error:  # broken files make Pillow raise nearly anything
        raise ValidationError(
            gettext("This file is not a picture we can read."), code="not_a_picture"
        ) from error
    canvas = Image.new("RGB", upright.size, "white")
    canvas.paste(upright, mask=upright)
    out = BytesIO()
    canvas.save(out, "JPEG", quality=85, optimize=True)
    return CleanPicture(out.getvalue(), name="photo.jpg")

"""Photos: checked, made smaller, and stripped of everything but the picture."""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.crypto import get_random_string
from django.utils.translation import gettext
from PIL import Image, ImageOps

#: Largest upload, in bytes.
BYTES_LIMIT = 10 * 1024 * 1024
#: Longest side of the stored picture, in pixels.
SIDE = 1200
#: Most pixels we are willing to decode; a small file can hold a huge picture.
PIXELS_LIMIT = 50_000_000
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


class CleanPicture(ContentFile):
    """A picture that `reencode` has written; saving the hero again does not write it anew."""


def reencode(file: UploadedFile) -> CleanPicture:
    """The picture alone as JPEG, turned upright, at most SIDE pixels long, on white where it was transparent.

    It is painted on a fresh canvas, because writing the same picture anew drops EXIF (with the place where
    it was taken) but keeps comments. Raises ValidationError if it is no picture.
    """
    try:
        file.seek(0)
        picture = Image.open(file, formats=FORMATS)
        if picture.width * picture.height > PIXELS_LIMIT:
            raise ValidationError(
                gettext("The photo has too many pixels. Save a smaller copy and choose that."),
                code="too_large",
            )
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except ValidationError:
        raise
    except Exception as error:  # broken files make Pillow raise nearly anything
        raise ValidationError(
            gettext("This file is not a picture we can read."), code="not_a_picture"
        ) from error
    upright.thumbnail((SIDE, SIDE))
    canvas = Image.new("RGB", upright.size, "white")
    canvas.paste(upright, mask=upright)
    out = BytesIO()
    canvas.save(out, "JPEG", quality=85, optimize=True)
    return CleanPicture(out.getvalue(), name="photo.jpg")

"""Photos: only pictures come in, and only the picture stays."""

import re
import resource
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo

from participants.models import Hero
from participants.photos import BYTES_LIMIT, SIDE, photo_path, reencode, validate_photo
from tests.factories import ConsentFactory, HeroFactory, PublicProgramFactory, named_hero
from tests.support.public_content import photo

PICTURE = (60, 40)


def upload(content: bytes, name: str = "Nia Test in Tirana.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def encoded(kind: str = "JPEG", size: tuple[int, int] = PICTURE, mode: str = "RGB", **extra: Any) -> bytes:
    out = BytesIO()
    Image.new(mode, size, "red").save(out, kind, **extra)
    return out.getvalue()


def exif() -> Image.Exif:
    """Turned by 90 degrees, with words and a place."""
    tags = Image.Exif()
    tags[ExifTags.Base.Orientation] = 6
    tags[ExifTags.Base.ImageDescription] = "mark-description"
    tags[ExifTags.Base.Artist] = "mark-artist"
    tags.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSAreaInformation] = b"ASCII\x00\x00\x00mark-place"
    return tags


def png_texts() -> PngInfo:
    texts = PngInfo()
    texts.add_text("Author", "mark-author")
    texts.add_itxt("XML:com.adobe.xmp", "<x>mark-xmp</x>")
    return texts


@pytest.mark.parametrize(
    ("kind", "extra"),
    [
        (
            "JPEG",
            {"exif": exif(), "comment": b"mark-comment", "xmp": b"mark-xmp", "icc_profile": b"mark" * 50},
        ),
        ("PNG", {"exif": exif(), "pnginfo": png_texts()}),
        ("WEBP", {"exif": exif(), "xmp": b"mark-xmp"}),
        ("GIF", {"comment": b"mark-comment"}),
        ("TIFF", {"exif": exif(), "software": "mark-software"}),
    ],
)
def test_nothing_but_the_picture_is_kept(kind: str, extra: dict[str, Any]) -> None:
    original = encoded(kind, **extra)
    assert b"mark" in original
    kept = reencode(upload(original)).read()
    assert b"mark" not in kept
    picture = Image.open(BytesIO(kept))
    assert picture.format == "JPEG"
    assert not picture.getexif()
    assert not {"comment", "exif", "xmp", "icc_profile"} & set(picture.info)
    red, green, blue = picture.getpixel((5, 5))
    assert red > 200
    assert green < 60
    assert blue < 60


def test_a_picture_taken_sideways_is_turned_upright() -> None:
    kept = Image.open(reencode(upload(encoded(exif=exif()))))
    assert kept.size == (40, 60)


def test_a_large_picture_is_made_smaller_and_keeps_its_shape() -> None:
    kept = Image.open(reencode(upload(encoded(size=(4000, 1000)))))
    assert kept.size == (SIDE, SIDE // 4)


def test_what_was_transparent_is_white() -> None:
    out = BytesIO()
    Image.new("RGBA", PICTURE, (200, 0, 0, 0)).save(out, "PNG")
    assert Image.open(reencode(upload(out.getvalue()))).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_pictures_of_every_kind_of_color_are_taken(mode: str) -> None:
    out = BytesIO()
    Image.new(mode, PICTURE).save(out, "TIFF" if mode in ("CMYK", "I;16") else "PNG")
    assert Image.open(reencode(upload(out.getvalue()))).mode == "RGB"


JPEG = encoded()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"This is no picture.",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
        b"%PDF-1.4\n",
        b"GIF89a",
        JPEG[: len(JPEG) // 2],
        encoded("PNG")[:60],
        encoded("EPS"),
        encoded("PDF"),
    ],
    ids=[
        "empty",
        "text",
        "svg",
        "postscript",
        "pdf",
        "gif head",
        "half jpeg",
        "half png",
        "eps",
        "pdf of picture",
    ],
)
def test_a_file_that_is_no_picture_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(ValidationError, match="not a picture"):
        reencode(upload(content))


def test_a_small_file_with_a_huge_picture_is_refused_before_it_is_unpacked() -> None:
    bomb = encoded("PNG", size=(9000, 6000), mode="1")
    assert len(bomb) < 20_000
    with pytest.raises(ValidationError, match="too many pixels"):
        reencode(upload(bomb))


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("size", [(11_000, 9_000), (20_000, 10_000)])
def test_an_absurdly_huge_picture_is_refused_too(size: tuple[int, int]) -> None:
    with pytest.raises(ValidationError):
        reencode(upload(encoded("PNG", size=size, mode="1")))


def test_a_file_of_more_than_ten_megabytes_is_refused_in_words() -> None:
    file = upload(b"x")
    file.size = BYTES_LIMIT + 1
    with pytest.raises(ValidationError, match="larger than 10 MB"):
        validate_photo(file)
    file.size = BYTES_LIMIT
    validate_photo(file)


def test_the_name_of_the_file_says_nothing() -> None:
    first, second = (photo_path(Hero(name="Nia Test"), "Nia Test.jpg") for _ in range(2))
    assert first != second
    assert re.fullmatch(r"photos/[A-Za-z0-9]{24}\.jpg", first)


@pytest.mark.django_db
def test_a_hero_keeps_a_clean_photo_however_it_was_saved() -> None:
    dirty = encoded(exif=exif(), comment=b"mark-comment")
    straight = HeroFactory(photo=upload(dirty), photo_alt="Portrait")
    checked = HeroFactory.build(photo=upload(dirty), photo_alt="Portrait")
    checked.full_clean()
    checked.save()
    for hero in (straight, checked):
        stored = Hero.objects.get(pk=hero.pk).photo
        with stored.open() as file:
            assert b"mark" not in file.read()
        assert "Tirana" not in stored.name
        before = stored.name
        hero.role = "Lawyer"
        hero.save()
        assert Hero.objects.get(pk=hero.pk).photo.name == before


@pytest.mark.django_db
def test_a_photo_that_is_no_picture_is_an_error_at_its_field_and_nothing_is_saved() -> None:
    hero = HeroFactory.build(photo=upload(b"no picture"), photo_alt="Portrait")
    with pytest.raises(ValidationError) as refused:
        hero.full_clean()
    assert "photo" in refused.value.message_dict
    with pytest.raises(ValidationError):
        hero.save()
    assert not Hero.objects.exists()


@pytest.mark.django_db
def test_a_photo_needs_words_for_those_who_cannot_see_it() -> None:
    hero = HeroFactory.build(photo=upload(JPEG))
    with pytest.raises(ValidationError) as refused:
        hero.full_clean()
    assert list(refused.value.message_dict) == ["photo_alt"]


@pytest.mark.django_db
def test_a_photo_is_kept_by_nobody_so_that_a_withdrawal_counts_at_once(client: Client) -> None:
    hero = named_hero(PublicProgramFactory(), photo=upload(JPEG), photo_alt="Portrait")
    consent = ConsentFactory(hero=hero, scope="photo")
    address = f"{hero.get_absolute_url()}photo.jpg"
    shown = client.get(address)
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
    assert "no-store" in shown["Cache-Control"]
    assert not shown.has_header("ETag")
    consent.revoke()
    assert client.get(address).status_code == 404


# --- Files go with their photos ------------------------------------------------------------------


def files() -> set[str]:
    return {path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", ["replace", "clear", "delete", "delete in a query"])
def test_the_file_goes_with_the_photo(way: str) -> None:
    hero = HeroFactory(photo=photo(), photo_alt="A woman")
    other = HeroFactory(photo=photo(), photo_alt="A man")
    assert len(files()) == 2
    hero = Hero.objects.get(pk=hero.pk)
    match way:
        case "replace":
            hero.photo = photo()
            hero.save()
        case "clear":
            hero.photo = ""
            hero.save()
        case "delete":
            hero.delete()
        case _:
            Hero.objects.filter(pk=hero.pk).delete()
    assert len(files()) == (2 if way == "replace" else 1)
    assert Path(other.photo.path).is_file()


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_taken_back_keeps_the_file() -> None:
    hero = HeroFactory(photo=photo(), photo_alt="A woman")
    with transaction.atomic():
        hero.delete()
        transaction.set_rollback(True)
    assert len(files()) == 1
    hero = Hero.objects.get()
    hero.name = "Another name"
    hero.save()
    hero.save(update_fields=["role"])
    assert len(files()) == 1


def test_a_small_file_with_many_pixels_costs_little_memory() -> None:
    out = BytesIO()
    Image.new("P", (7071, 7071)).save(out, "PNG")
    assert len(out.getvalue()) < 400_000
    with pytest.raises(ValidationError, match="too many pixels"):
        reencode(SimpleUploadedFile("huge.png", out.getvalue()))
    for mode, kind in (("RGBA", "PNG"), ("RGB", "JPEG")):
        out = BytesIO()
        Image.new(mode, (4900, 4900)).save(out, kind)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        reencode(SimpleUploadedFile("large", out.getvalue()))
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 250 * 1024

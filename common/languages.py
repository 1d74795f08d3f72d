"""Lists of languages as ISO 639 codes, written by officers as "es, sq"."""

import re

from babel import Locale
from django.core.exceptions import ValidationError
from django.utils.translation import gettext


def codes(text: str) -> list[str]:
    """The codes in a list such as "es, sq", lower-case, in the order written; whatever they are."""
    return [code.lower() for code in re.split(r"[,;\s]+", text or "") if code]


def validate_languages(text: str) -> None:
    """Raise ValidationError naming the codes that are not ISO 639 languages known to Unicode CLDR."""
    known = Locale("en").languages
    unknown = [code for code in codes(text) if code not in known or not re.fullmatch(r"[a-z]{2,3}", code)]
    if unknown:
        raise ValidationError(
            gettext(
                "Not a language code: %(codes)s. Use ISO 639 codes separated by commas, such as “es, sq”."
            ),
            code="unknown_language",
            params={"codes": ", ".join(unknown)},
        )

"""Translations of texts that officers write."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.models import LongText, Recorded


def languages() -> list[tuple[str, str]]:
    """Languages a text can be translated into: those of the site but English, in which officers write."""
    return [(code, name) for code, name in settings.LANGUAGES if not code.startswith("en")]


class ProgramTranslation(Recorded):
    """A program's texts in another language. An empty text is shown in English and marked so."""

    program = models.ForeignKey(
        "programs.Program", on_delete=models.CASCADE, related_name="translations", verbose_name=_("program")
    )
    language = models.CharField(_("language"), max_length=10, choices=languages)
    title = models.CharField(_("title"), max_length=200, blank=True)
    summary = models.CharField(_("summary"), max_length=600, blank=True)
    description = LongText(_("description"), help_text=_("Markdown."))

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        constraints = [
            models.UniqueConstraint(
                fields=["program", "language"], name="program_translated_once_per_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.program} ({self.language})"


class MeetingTranslation(Recorded):
    """A meeting's texts in another language. An empty text is shown in English and marked so."""

    meeting = models.ForeignKey(
        "programs.Meeting", on_delete=models.CASCADE, related_name="translations", verbose_name=_("meeting")
    )
    language = models.CharField(_("language"), max_length=10, choices=languages)
    title = models.CharField(_("title"), max_length=200, blank=True)
    summary = LongText(_("summary"), help_text=_("Markdown."))

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "language"], name="meeting_translated_once_per_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.meeting} ({self.language})"

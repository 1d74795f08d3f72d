"""Translations of a program's and a meeting's texts, on their own pages."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from desk.admin.base import OfficeForms, OfficeFormSet
from programs.models import MeetingTranslation, ProgramTranslation


class TranslationInline(OfficeForms, admin.StackedInline):
    """One block for each language, folded away: most programs are written in English only."""

    formset = OfficeFormSet
    extra = 0
    classes = ["collapse"]
    verbose_name_plural = _("Translations (what is left empty is shown in English)")


class ProgramTranslationInline(TranslationInline):
    """On a program's page; its summary and description are the long texts."""

    model = ProgramTranslation
    fields = ["language", "title", "summary", "description"]


class MeetingTranslationInline(TranslationInline):
    """On a meeting's page; its summary is the long text."""

    model = MeetingTranslation
    fields = ["language", "title", "summary"]

"""The form of a meeting: what can be chosen follows from its program."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext

from desk.admin.keys import is_key, record_or_none
from desk.admin.widgets import GroupOfCheckboxes
from desk.admin.wording import zone_note
from participants.models import Hero
from programs.models import Program, Stop
from programs.planning.written import zone_fits, zone_word


def program_meant(data: Mapping[str, Any]) -> Program | None:
    """The program that an address or a form names; None for none or nonsense."""
    return record_or_none(Program.objects.all(), data.get("program"))


class StopSelect(forms.Select):
    """The stops of one program; each option carries the words on its zone, for the script of the page."""

    def __init__(self, stops: Iterable[Stop]) -> None:
        self.zone_notes = {stop.pk: zone_note(stop) for stop in stops}
        none = ("", gettext("None: a national session"))
        super().__init__(choices=[none, *((stop.pk, str(stop.city)) for stop in stops)])

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"]["data-zone"] = self.zone_notes.get(value, zone_note(None))
        return option


class MeetingForm(forms.ModelForm):
    """A meeting. Choices are limited to the stops and heroes of its program."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.program = self._program()
        if "title" not in self.fields:  # to look at only
            return
        if self.program is not None:
            self.instance.program = self.program
            if "program" in self.fields:
                self.fields["program"].widget = forms.HiddenInput()
        self._offer_stops()
        self._offer_heroes()

    def _check_zones(self, cleaned: dict[str, Any]) -> None:
        """A time that was written with a zone ("10 am ET") is in that of the stop, or it is a mistake."""
        stop, day = cleaned.get("stop"), cleaned.get("date")
        for name in ("start_time", "end_time"):
            at = cleaned.get(name)
            word = zone_word(str(self.data.get(self.add_prefix(name), "")))
            if not (word and at and day and stop):
                continue
            if not zone_fits(word, stop.city.time_zone, datetime.combine(day, at)):
                self.add_error(
                    name,
                    gettext(
                        "This time is written in %(zone)s, but on this day %(city)s has another (%(here)s). "
                        "Enter the time there, without the zone."
                    )
                    % {"zone": word, "city": stop.city.name, "here": stop.city.time_zone},
                )

    def clean(self) -> dict[str, Any]:
        """Heroes belong to the program, and are chosen only when it is not the whole group."""
        cleaned = super().clean() or self.cleaned_data
        self._check_zones(cleaned)
        heroes = cleaned.get("heroes")
        if heroes and cleaned.get("whole_group"):
            self.add_error(
                "heroes",
                gettext("Either the whole group takes part, or chosen heroes: clear one or the other."),
            )
        elif heroes and self.program is not None:
            strangers = heroes.exclude(programs=self.program)
            if strangers:
                names = ", ".join(str(hero) for hero in strangers)
                self.add_error(
                    "heroes",
                    gettext("Not in this program: %(names)s. Add them to the program first.")
                    % {"names": names},
                )
        return cleaned

    def _post_clean(self) -> None:
        """A date that cannot be read is not a missing date: no second message at the times."""
        unread = set(self.errors)
        super()._post_clean()  # type: ignore[misc]
        if "date" in unread:
            for name in {"start_time", "end_time"} - unread:
                self.errors.pop(name, None)

    def _program(self) -> Program | None:
        if self.instance.pk:
            return self.instance.program
        return program_meant(self.data if self.is_bound else self.initial)

    def _offer_stops(self) -> None:
        """Offer the program's stops. Any other is looked up too, for the model to say why not."""
        chosen = str(self["stop"].value() or "")
        stops = list(Stop.objects.filter(program=self.program).select_related("city"))
        at = next((stop for stop in stops if str(stop.pk) == chosen), None)
        if at is None and self.is_bound:
            at = record_or_none(Stop.objects.select_related("city"), chosen)
            stops += [at] if at else []
        field: Any = self.fields["stop"]
        field.queryset = Stop.objects.select_related("city", "program")
        field.widget = StopSelect(stops)
        for name in ("start_time", "end_time"):
            self.fields[name].help_text = format_html('<span class="office-zone">{}</span>', zone_note(at))
        self.fields["date"].help_text = gettext("Empty: date to be announced.")

    def _offer_heroes(self) -> None:
        """Offer the program's heroes, and those chosen in error, so that the message can be understood."""
        field: Any = self.fields["heroes"]
        heroes = Hero.objects.filter(programs=self.program) if self.program else Hero.objects.none()
        offered = {hero.pk: hero for hero in heroes}
        field.queryset = Hero.objects.all()
        field.help_text = gettext("Only when not the whole group.")
        if not offered:
            field.help_text = gettext("The program has no heroes yet. Add them on its page.")
        chosen = {int(key) for key in self["heroes"].value() or [] if is_key(key)}
        if chosen - offered.keys():
            offered |= {hero.pk: hero for hero in Hero.objects.filter(pk__in=chosen)}
        field.widget = GroupOfCheckboxes(
            str(field.label), [(key, str(hero)) for key, hero in offered.items()]
        )

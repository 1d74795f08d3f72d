"""Load the sample programs."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext

from programs.sample.load import OtherProgramsPresent, load


class Command(BaseCommand):
    help = (
        "Load the two sample programs: the 2021 TIP Report Heroes, from public sources, and a fictional one. "
        "A second run changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--force",
            action="store_true",
            help="Load the sample even beside other programs; they stay as is.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load(force=options["force"])
        except OtherProgramsPresent as error:
            raise CommandError(str(error)) from error
        for program in loaded:
            self.stdout.write(gettext("Loaded: %(title)s") % {"title": program.title})
        if not loaded:
            self.stdout.write(gettext("The sample is there already. Nothing was changed."))

"""manage.py demo_officer: an account to try the site with, never in production."""

import secrets
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

USERNAME = "officer"


class Command(BaseCommand):
    help = "Makes the demonstration account 'officer' or gives it a fresh password, and prints how to log in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--address", default="http://127.0.0.1:8000/", help="where the site runs, ending in a slash"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError(
                "A demonstration account has no place in production. Use 'manage.py createsuperuser'."
            )
        password = secrets.token_urlsafe(12)
        officer, _created = get_user_model().objects.get_or_create(username=USERNAME)
        officer.is_staff = officer.is_superuser = officer.is_active = True
        officer.set_password(password)
        officer.save()
        address = options["address"]
        self.stdout.write(
            f"\n  Site       {address}"
            f"\n  Officers   {address}admin/"
            f"\n  Log in as  {USERNAME}"
            f"\n  Password   {password}   (new each time; Control-C stops the site)\n"
        )

"""The project itself as an app: the page cache's generation, site-wide views and checks."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate

from common.database import watch_connections
from ivlp.page_cache.generation import install_triggers, remove_triggers


class IvlpConfig(AppConfig):
    name = "ivlp"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from ivlp import checks  # noqa: F401 - importing registers them

        watch_connections()
        pre_migrate.connect(_before_migrate, sender=self, dispatch_uid="ivlp.page_cache.generation")
        post_migrate.connect(_after_migrate, sender=self, dispatch_uid="ivlp.page_cache.generation")


def _before_migrate(using: str, plan: list[Any], **kwargs: Any) -> None:
    """SQLite remakes no table of which a trigger of another table speaks."""
    if plan and connections[using].vendor == "sqlite":
        remove_triggers(using)


def _after_migrate(using: str, **kwargs: Any) -> None:
    """Put the triggers back, and those of new tables and columns."""
    install_triggers(using)

"""The project itself as an app: the page cache's generation, site-wide views and checks."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from common.database import watch_connections
from ivlp.page_cache.generation import install_triggers


class IvlpConfig(AppConfig):
    name = "ivlp"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from ivlp import checks  # noqa: F401 - importing registers them

        watch_connections()
        post_migrate.connect(_after_migrate, sender=self, dispatch_uid="ivlp.page_cache.generation")


def _after_migrate(using: str, **kwargs: Any) -> None:
    """SQLite loses triggers when a migration remakes a table, so they are put back every time."""
    install_triggers(using)

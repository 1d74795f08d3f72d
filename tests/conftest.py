"""What all tests share."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker, Settings

from tests.support.examples import load_profile
from tests.support.public_content import make_public_content
from tests.support.public_pages import addresses, read
from tests.support.public_site import Site

ROOT = Path(__file__).resolve().parent.parent

load_profile(in_ci=bool(os.environ.get("CI")))


@pytest.fixture(scope="session", autouse=True)
def _static_root_that_exists(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    # Nothing is collected for tests, and whitenoise warns of a folder that is not there.
    with override_settings(STATIC_ROOT=str(tmp_path_factory.mktemp("static"))):
        yield


@pytest.fixture(autouse=True)
def _media_in_a_folder_of_its_own(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What looks at the whole site runs in one process, so that the site is read once."""
    for item in items:
        if "site" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("site"))


@pytest.fixture(scope="session")
def site(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Site:
    """All public pages with content of every kind, read once per process."""
    media = override_settings(MEDIA_ROOT=str(tmp_path_factory.mktemp("media")))
    with django_db_blocker.unblock(), media, transaction.atomic():
        content = make_public_content()
        pages = [read(Client(), address) for address in addresses(content)]
        transaction.set_rollback(True)
    return Site(pages)


@pytest.fixture(scope="session")
def no_connection_outlives_its_request() -> None:
    """For tests with a live server."""
    # A thread waiting for the next request would keep PostgreSQL from removing the test database.
    connections.settings[DEFAULT_DB_ALIAS]["CONN_MAX_AGE"] = 0


@pytest.fixture(scope="session", autouse=True)
def _catalogs_compiled() -> None:
    # As `make setup` does; in seconds, and only when a catalog changed.
    subprocess.run([sys.executable, "tools/messages.py", "compile"], cwd=ROOT, check=True)

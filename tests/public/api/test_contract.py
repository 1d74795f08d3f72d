"""The API keeps what its own description promises, whatever is asked of it.

Schemathesis makes requests from the description, good ones and bad ones, and holds each answer to it.
"""

import json
from collections.abc import Iterator

import pytest
import schemathesis
from django.core.serializers.json import DjangoJSONEncoder
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import override_settings
from hypothesis import HealthCheck, Phase, settings
from pytest_django import DjangoDbBlocker

from ivlp.wsgi import application
from public.api import api
from tests.support.examples import examples
from tests.support.public_content import make_public_content

description = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"), cls=DjangoJSONEncoder))
schema = schemathesis.openapi.from_dict(description)
schema.app = application


@pytest.fixture(scope="module")
def _content(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    media = override_settings(MEDIA_ROOT=str(tmp_path_factory.mktemp("media")))
    # Requests that close the connection would end the transaction; Django's own test client does the same.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    with django_db_blocker.unblock(), media, transaction.atomic():
        make_public_content()
        yield
        transaction.set_rollback(True)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("_content")
@schema.parametrize()
@settings(
    max_examples=examples(8), phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck)
)
def test_every_answer_is_as_described(case: schemathesis.Case) -> None:
    case.call_and_validate()

"""The API answers for an old address with problem details, as for all that goes wrong."""

import json

import pytest
from django.test import Client

from common.addresses import change_address
from tests.public.addresses.kinds import KINDS, OLD, Kind
from tests.support.public_content import make_public_content

pytestmark = pytest.mark.django_db
of_api = pytest.mark.parametrize(
    "kind", [kind for kind in KINDS.values() if kind.api], ids=[name for name in KINDS if KINDS[name].api]
)


@of_api
def test_an_old_address_leads_to_the_new_one(client: Client, kind: Kind) -> None:
    change_address(kind.public(slug=OLD), "plain")
    for rest in kind.api:
        answer = client.get(f"/api/v1/{kind.folder}/{OLD}{rest}")
        assert answer.status_code == 301
        assert answer["Location"] == f"/api/v1/{kind.folder}/plain{rest}"
        assert answer["Content-Type"] == "application/problem+json"
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert answer["Cache-Control"] == "no-cache"
        problem = json.loads(answer.content)
        assert (problem["status"], problem["title"]) == (301, "Moved Permanently")
        assert client.get(answer["Location"]).status_code == 200


@of_api
def test_an_address_that_was_given_up_is_gone(client: Client, kind: Kind) -> None:
    change_address(kind.public(slug=OLD), "plain", forget_old=True)
    for rest in kind.api:
        answer = client.get(f"/api/v1/{kind.folder}/{OLD}{rest}")
        assert answer.status_code == 410
        assert answer["Content-Type"] == "application/problem+json"
        assert "plain" not in answer.content.decode()
        assert json.loads(answer.content)["title"] == "Gone"


@of_api
@pytest.mark.parametrize("forget", [False, True])
def test_while_it_is_not_public_its_old_address_is_like_any_other(
    client: Client, kind: Kind, forget: bool
) -> None:
    record = kind.public(slug=OLD)
    change_address(record, "plain", forget_old=forget)
    kind.hide(record)
    old, nowhere = (client.get(f"/api/v1/{kind.folder}/{slug}") for slug in (OLD, "no-such-address"))
    assert (old.status_code, old.content) == (nowhere.status_code, nowhere.content)
    assert old.status_code == 404


def test_the_query_stays(client: Client) -> None:
    change_address(KINDS["program"].public(slug=OLD), "plain")
    answer = client.get(f"/api/v1/programs/{OLD}/meetings?city=minneapolis&limit=5")
    assert answer["Location"] == "/api/v1/programs/plain/meetings?city=minneapolis&limit=5"


def test_the_document_tells_of_it(client: Client) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    answers = paths["/api/v1/heroes/{hero}"]["get"]["responses"]
    for status in ("301", "404", "410"):
        assert list(answers[status]["content"]) == ["application/problem+json"]


def counts(client: Client, slug: str, asked: list[tuple[str, str]]) -> list[int]:
    urls = [f"/api/v1/{noun}?{name}={slug}" for noun, name in asked]
    return [client.get(url).json()["count"] for url in urls]


ASKED = {
    "program": [(noun, "program") for noun in ("stops", "meetings", "heroes", "quotes", "changes")],
    "hero": [("meetings", "hero"), ("quotes", "hero")],
    "organization": [("meetings", "organization"), ("heroes", "organization")],
    "city": [(noun, "city") for noun in ("programs", "stops", "meetings")],
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("forget", [False, True])
def test_a_list_asked_by_an_old_slug_is_that_of_the_new_one(client: Client, kind: str, forget: bool) -> None:
    content = make_public_content()
    for record in getattr(content, {"city": "cities", "hero": "heroes"}.get(kind, f"{kind}s")):
        if kind == "hero" and record.public_identity != "named":
            continue
        old = record.slug
        before = counts(client, old, ASKED[kind])
        change_address(record, f"plain-{record.pk}", forget_old=forget)
        assert counts(client, record.slug, ASKED[kind]) == before
        assert counts(client, old, ASKED[kind]) == ([0] * len(before) if forget else before)
        KINDS[kind].hide(record)
        assert not any(counts(client, old, ASKED[kind]))
        break
    else:
        raise AssertionError("no such record")
    assert any(before)


@pytest.mark.parametrize("page", ["/programs/?{}", "/search/?q=e&{}", "/search.ics?q=e&{}"])
def test_a_page_filtered_by_the_old_address_of_a_city_is_that_of_the_new_one(
    client: Client, page: str
) -> None:
    city = make_public_content().cities[0]
    old = city.slug
    change_address(city, "plain")
    by_old, by_new, by_none = (
        client.get(page.format(f"city={slug}")).content.decode() for slug in (old, "plain", "nowhere-at-all")
    )
    # The page repeats what was asked.
    assert by_old.replace(old, "plain") == by_new.replace(old, "plain")
    assert by_new != by_none.replace("nowhere-at-all", "plain")
    change_address(city, old, forget_old=True)
    change_address(city, "other", forget_old=True)
    forgotten = client.get(page.format(f"city={old}")).content.decode()
    assert forgotten.replace(old, "x") == by_none.replace("nowhere-at-all", "x").replace("plain", "other")

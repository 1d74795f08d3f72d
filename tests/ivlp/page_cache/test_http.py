"""How a page is sent: encodings, conditions and HEAD (RFC 9110)."""

import gzip

import brotli
import pytest
from django.test import Client

from tests.factories import PublicProgramFactory
from tests.support.cached_pages_urls import PICTURE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.support.cached_pages_urls")]


# --- Encodings -----------------------------------------------------------------------------------


def test_a_page_is_sent_in_the_encoding_that_the_reader_prefers(client: Client) -> None:
    plain = client.get("/page/")
    zipped = client.get("/page/", headers={"accept-encoding": "gzip"})
    smallest = client.get("/page/", headers={"accept-encoding": "gzip, deflate, br, zstd"})
    assert "Content-Encoding" not in plain
    assert zipped["Content-Encoding"] == "gzip"
    assert smallest["Content-Encoding"] == "br"
    assert gzip.decompress(zipped.content) == brotli.decompress(smallest.content) == plain.content
    for response in (plain, zipped, smallest):
        assert int(response["Content-Length"]) == len(response.content)
    assert len(smallest.content) < len(plain.content)


def test_each_encoding_has_a_strong_validator_of_its_own(client: Client) -> None:
    accepted = ["identity", "gzip", "br"]
    etags = [client.get("/page/", headers={"accept-encoding": e})["ETag"] for e in accepted]
    assert len(set(etags)) == 3
    assert all(etag.startswith('"') and etag.endswith('"') for etag in etags)


def test_a_page_that_fits_in_one_packet_is_not_compressed(client: Client) -> None:
    assert "Content-Encoding" not in client.get("/small/", headers={"accept-encoding": "br, gzip"})


def test_caches_on_the_way_are_told_what_the_page_depends_on(client: Client) -> None:
    response = client.get("/cookie/")
    vary = {name.strip() for name in response["Vary"].split(",")}
    assert vary == {"Cookie", "Accept-Encoding"}
    assert response["Cache-Control"] == "public, no-cache"


# --- Conditions ----------------------------------------------------------------------------------


@pytest.mark.parametrize("accepted", ["identity", "gzip", "br"])
def test_a_reader_who_has_the_page_is_told_so(client: Client, accepted: str) -> None:
    first = client.get("/page/", headers={"accept-encoding": accepted})
    etag = first["ETag"]
    for given in (etag, f"W/{etag}", "*", f'"other", {etag}', f'"other" , W/{etag}'):
        answer = client.get("/page/", headers={"accept-encoding": accepted, "if-none-match": given})
        assert answer.status_code == 304, given
        assert answer.content == b""
        assert answer["ETag"] == etag
        assert answer["Cache-Control"] == first["Cache-Control"]
        assert answer["Vary"] == first["Vary"]


def test_a_reader_who_has_another_page_gets_this_one(client: Client) -> None:
    etag = client.get("/page/")["ETag"]
    for given in ('"other"', 'W/"other"', etag.strip('"'), "", "nonsense,,"):
        assert client.get("/page/", headers={"if-none-match": given}).status_code == 200, given
    # The same page in another encoding is another representation.
    zipped = client.get("/page/", headers={"if-none-match": etag, "accept-encoding": "gzip"})
    assert zipped.status_code == 200


def test_the_validator_alone_does_not_bring_back_a_page_that_is_gone(client: Client) -> None:
    etag = client.get("/page/")["ETag"]
    PublicProgramFactory()
    answer = client.get("/page/", headers={"if-none-match": etag})
    assert answer.status_code == 200  # it is another page now
    assert answer["ETag"] != etag


def test_a_page_made_anew_with_the_same_words_is_still_confirmed(client: Client) -> None:
    etag = client.get("/cookies/")["ETag"]
    PublicProgramFactory()
    assert client.get("/cookies/", headers={"if-none-match": etag}).status_code == 304
    assert Client().get("/cookies/", headers={"if-none-match": etag}).status_code == 304


# --- HEAD ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/page/", "/only-get/"])
@pytest.mark.parametrize("accepted", ["identity", "br"])
def test_head_says_what_get_would_say(client: Client, address: str, accepted: str) -> None:
    head = client.head(address, headers={"accept-encoding": accepted})
    get = client.get(address, headers={"accept-encoding": accepted})
    assert head.status_code == 200
    assert head.content == b""
    assert dict(head.items()) == dict(get.items())
    assert int(head["Content-Length"]) == len(get.content)


def test_a_picture_is_sent_byte_by_byte_as_it_was_drawn(client: Client) -> None:
    for accepted in ("", "br, gzip"):
        answer = client.get("/picture/", headers={"accept-encoding": accepted})
        assert answer.content[:-16] == PICTURE
        assert "Content-Encoding" not in answer
        assert (answer["Cache-Control"], answer["Content-Length"]) == (
            "public, no-cache",
            str(len(PICTURE) + 16),
        )
        assert client.get("/picture/", headers={"if-none-match": answer["ETag"]}).status_code == 304

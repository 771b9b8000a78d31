from __future__ import annotations

import gzip

import pytest
from flask import Flask, Response, stream_with_context

from quizapp import compression

LONG = "人大代表" * 500


def _deck() -> Response:
    return Response(b"PK" * 2000, mimetype="application/octet-stream")


def _stream() -> Response:
    return Response(stream_with_context(iter([LONG])), mimetype="text/csv")


def _tagged() -> Response:
    response = Response(LONG, mimetype="text/html")
    response.set_etag("same")
    return response


@pytest.fixture
def small_site() -> Flask:
    app = Flask("small_site")
    compression.init_app(app)
    app.add_url_rule("/long", view_func=lambda: LONG, endpoint="long")
    app.add_url_rule("/short", view_func=lambda: "短", endpoint="short")
    app.add_url_rule("/deck", view_func=_deck, endpoint="deck")
    app.add_url_rule("/stream", view_func=_stream, endpoint="stream")
    app.add_url_rule("/tagged", view_func=_tagged, endpoint="tagged")
    return app


def test_a_long_page_is_compressed(small_site: Flask) -> None:
    answer = small_site.test_client().get("/long", headers={"Accept-Encoding": "gzip"})

    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert gzip.decompress(answer.data).decode() == LONG


@pytest.mark.parametrize("accepted", [None, "identity", "gzip;q=0", "br"])
def test_a_browser_that_cannot_unpack_gets_it_plain(
    small_site: Flask, accepted: str | None
) -> None:
    headers = {} if accepted is None else {"Accept-Encoding": accepted}

    answer = small_site.test_client().get("/long", headers=headers)

    assert answer.text == LONG
    assert answer.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("path", ["/short", "/deck", "/stream"])
def test_what_gains_nothing_is_left_alone(small_site: Flask, path: str) -> None:
    answer = small_site.test_client().get(path, headers={"Accept-Encoding": "gzip"})

    assert "Content-Encoding" not in answer.headers


def test_a_tag_no_longer_claims_equal_bytes(small_site: Flask) -> None:
    answer = small_site.test_client().get("/tagged", headers={"Accept-Encoding": "gzip"})

    assert answer.headers["ETag"] == 'W/"same"'


def test_equal_pages_differ_in_length(small_site: Flask) -> None:
    client = small_site.test_client()
    answers = [client.get("/long", headers={"Accept-Encoding": "gzip"}) for _ in range(40)]

    assert len({len(answer.data) for answer in answers}) > 1

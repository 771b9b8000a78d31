"""
Compress dynamic pages.

Static files are compressed once, in `quizapp.assets`. Pages hold a CSRF token
beside text that a visitor may choose, which is what the BREACH attack needs:
it guesses a secret by the length of compressed answers. Two things stand in
its way. The token of Flask-WTF is signed together with the second it was made
in, so what is guessed is worthless a second later; and each page is padded with
a file name of random length in the gzip header ("Heal the Breach"), which
blurs the length that would be measured.
"""

from __future__ import annotations

import gzip
import io
import secrets

from flask import Flask, Response, request

#: Shorter bodies fit in one packet anyway (bytes).
SMALLEST = 1024
#: Level 5 takes two thirds of the time of 9 and gives pages 2 % longer.
LEVEL = 5
#: At most this many random bytes of padding a page.
PADDING = 64
COMPRESSED_TYPES = frozenset(
    {
        "text/html",
        "text/plain",
        "text/csv",
        "application/json",
        "application/x-ndjson",
        "image/svg+xml",
    }
)


def init_app(app: Flask) -> None:
    """Compress what *app* answers, where the browser takes gzip."""
    app.after_request(compress)


def compress(response: Response) -> Response:
    """Compress *response* if that is allowed and worth it; say in Vary that it may differ."""
    if not _may_compress(response):
        return response
    response.vary.add("Accept-Encoding")
    if not request.accept_encodings["gzip"] or len(response.get_data()) < SMALLEST:
        return response
    response.set_data(_gzip(response.get_data()))
    response.content_encoding = "gzip"
    _weaken_etag(response)
    return response


def _may_compress(response: Response) -> bool:
    whole = response.status_code not in {204, 206, 304}
    plain = not response.content_encoding and response.mimetype in COMPRESSED_TYPES
    in_memory = not response.direct_passthrough and not response.is_streamed
    return whole and plain and in_memory


def _gzip(content: bytes) -> bytes:
    # URL-safe text of random length stands where gzip keeps a file's name.
    padding = secrets.token_urlsafe(PADDING)[: secrets.randbelow(PADDING)]
    buffer = io.BytesIO()
    with gzip.GzipFile(padding, "wb", LEVEL, buffer, mtime=0) as stream:
        stream.write(content)
    return buffer.getvalue()


def _weaken_etag(response: Response) -> None:
    # Two encodings are equal in meaning, not byte for byte: RFC 9110, 8.8.1.
    tag, weak = response.get_etag()
    if tag is not None and not weak:
        response.set_etag(tag, weak=True)

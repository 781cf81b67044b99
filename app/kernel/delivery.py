"""How answers travel: built files for ever and compressed beforehand, public pages compressed.

A public page is asked for again each time, and carries no ETag: its script's nonce is new in each
answer, and a browser that kept the old body under the new policy would refuse its own script.
Pages that are not public are neither kept nor compressed, nor is any page for a person who has
signed in: it holds that person's name, and a token that compression would help to guess.
"""

import gzip
from pathlib import Path

from flask import Flask, Response, request, send_from_directory

from app.kernel.actor import EVERYBODY, VISITOR
from app.kernel.web import actor

VENDOR = "vendor/"
"""Where the build puts files whose names hold their content's hash."""

FOR_EVER_SECONDS = 31_536_000
WORTH_BYTES = 1_000
"""Shorter answers fit a packet or two as they are."""

LEVEL = 3
"""Of zlib: a third of the default's time for a tenth more bytes."""

TEXTS = frozenset({"text/html", "text/csv", "application/json"})


def prepare(app: Flask) -> None:
    """Make the application answer so; to be called after the security headers are set up."""

    @app.after_request
    def travel(response: Response) -> Response:
        if request.endpoint == "static":
            return _built(app, response)
        if request.method == "GET" and _is_public(app):
            if "Cache-Control" not in response.headers:
                response.headers["Cache-Control"] = "private, no-cache"
            return _compressed(response)
        return response


def _is_public(app: Flask) -> bool:
    """Say whether the answer is a public view's, and for nobody in particular."""
    view = app.view_functions.get(request.endpoint or "")
    return getattr(view, "open_to", None) == EVERYBODY and actor() == VISITOR


def _built(app: Flask, response: Response) -> Response:
    """Give the file that the build compressed, where there is one and it is wanted."""
    name = (request.view_args or {}).get("filename", "")
    if not name.startswith(VENDOR) or response.status_code not in {200, 304}:
        return response
    folder = Path(app.static_folder or "")
    if _wants_gzip() and (folder / f"{name}.gz").is_file():
        kind = response.content_type
        response.close()
        response = send_from_directory(folder, f"{name}.gz", mimetype=kind)
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    if "-" in name:
        response.headers["Cache-Control"] = f"public, max-age={FOR_EVER_SECONDS}, immutable"
    return response


def _compressed(response: Response) -> Response:
    if response.mimetype not in TEXTS or response.is_streamed or response.direct_passthrough:
        return response
    response.vary.add("Accept-Encoding")
    if not _wants_gzip() or "Content-Encoding" in response.headers:
        return response
    content = response.get_data()
    if len(content) < WORTH_BYTES:
        return response
    response.set_data(gzip.compress(content, LEVEL, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    etag, _weak = response.get_etag()
    if etag:  # the same for whoever compares what it means, not its bytes
        response.set_etag(etag, weak=True)
    return response


def _wants_gzip() -> bool:
    return request.accept_encodings["gzip"] > 0 and request.range is None

"""Templates and static files: where they are, and how a browser may keep them."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    current_app,
    has_request_context,
    request,
    url_for,
)
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from markupsafe import Markup
from werkzeug.security import safe_join

PACKAGE = Path(__file__).resolve().parent
EXTENSION = "quizapp.assets"
ENDPOINT = "assets.send"
ICONS = "img/icons.svg"
#: Markup of a picture; takes its address.
PICTURE = Markup(
    '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}"></use></svg>'
)
#: A file under its own hash never changes: a browser need not ask again for a year.
KEEP_FOR_A_YEAR = "public, max-age=31536000, immutable"
#: An address with an outdated hash still answers (an old page may be open), but is not kept.
ASK_AGAIN = "no-cache"
SMALLEST_COMPRESSED = 256  # bytes; below this gzip's own header eats the gain

bp = Blueprint("assets", __name__)


@dataclass(frozen=True, slots=True)
class Asset:
    """One static file, ready to be sent. *compressed* is None where gzip does not help."""

    content: bytes
    compressed: bytes | None
    digest: str
    mimetype: str


class AssetLibrary:
    """
    The static files below one folder, each read, hashed and compressed once.

    With *reload* a file is read anew at each request, for work on the files.
    """

    def __init__(self, root: Path, *, reload: bool = False) -> None:
        self._root = root
        self._reload = reload
        self._assets: dict[str, Asset] = {}
        self._icons: dict[tuple[str, str], Markup] = {}

    def find(self, name: str) -> Asset | None:
        """Return the file *name* (a path with slashes below the folder), or None."""
        if self._reload or name not in self._assets:
            path = safe_join(str(self._root), name)
            if path is None or not Path(path).is_file():
                return None
            self._assets[name] = read_asset(Path(path))
        return self._assets[name]

    def icon(self, name: str, root: str) -> Markup:
        """Return the picture *name* on a site whose addresses begin with *root*."""
        key = root, name
        if self._reload or key not in self._icons:
            # Templates name them: there are a few dozen.
            self._icons[key] = PICTURE.format(f"{asset_url(ICONS)}#{name}")
        return self._icons[key]


class SessionOfPages(SecureCookieSessionInterface):
    """
    Keeps the session out of answers with static files.

    Extensions look into the session at every request, whereupon Flask says
    ``Vary: Cookie``; a browser would then fetch every file again as soon as its
    first cookie is set.
    """

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Save *session*, unless the answer is a static file."""
        if request.endpoint != ENDPOINT:
            super().save_session(app, session, response)


def folder(name: str) -> Path:
    """
    Return the asset folder *name* (``templates`` or ``static``).

    A wheel carries the folders inside the package, a checkout beside it. The
    checkout wins: an editable install may leave a stale copy inside. Its
    ``pyproject.toml`` tells it from a site-packages folder in which somebody
    else left a folder of that name.

    Raises:
        FileNotFoundError: If neither place has it, which means a broken build.
    """
    checkout = PACKAGE.parent
    beside, inside = checkout / name, PACKAGE / name
    if (checkout / "pyproject.toml").is_file() and beside.is_dir():
        return beside
    if inside.is_dir():
        return inside
    raise FileNotFoundError(f"no {name} folder: looked at {beside} and {inside}")


def read_asset(path: Path) -> Asset:
    """Read, hash and compress the file at *path*."""
    content = path.read_bytes()
    mimetype = _mimetype(path)
    return Asset(
        content=content,
        compressed=_compress(content) if _is_text(mimetype) else None,
        digest=hashlib.sha256(content).hexdigest()[:12],
        mimetype=mimetype,
    )


def init_app(app: Flask) -> None:
    """Serve the static folder and give templates ``asset_url`` and ``icon``."""
    app.extensions[EXTENSION] = AssetLibrary(folder("static"), reload=app.debug)
    app.session_interface = SessionOfPages()
    app.register_blueprint(bp)
    app.jinja_env.globals["asset_url"] = asset_url
    app.jinja_env.globals["icon"] = icon


def asset_url(name: str) -> str:
    """
    Return the address of static file *name*, which changes with its content.

    Raises:
        FileNotFoundError: If there is no such file: a template names a wrong one.
    """
    asset = _library().find(name)
    if asset is None:
        raise FileNotFoundError(f"no static file {name}")
    return url_for(ENDPOINT, digest=asset.digest, name=name)


def icon(name: str) -> Markup:
    """
    Return the picture *name* of ``img/icons.svg``, hidden from screen readers.

    A picture never stands alone: words beside it, or hidden ones, say the same.
    """
    return _library().icon(name, request.script_root if has_request_context() else "")


@bp.get("/assets/<digest>/<path:name>")
def send(digest: str, name: str) -> Response:
    """Send the static file *name*."""
    asset = _library().find(name)
    if asset is None:
        abort(404)
    response = _encoded(asset)
    response.headers["Cache-Control"] = KEEP_FOR_A_YEAR if digest == asset.digest else ASK_AGAIN
    response.set_etag(asset.digest, weak=True)
    response.make_conditional(request)
    return response


def _encoded(asset: Asset) -> Response:
    if asset.compressed is None:
        return Response(asset.content, mimetype=asset.mimetype)
    if request.accept_encodings["gzip"]:
        response = Response(asset.compressed, mimetype=asset.mimetype)
        response.content_encoding = "gzip"
    else:
        response = Response(asset.content, mimetype=asset.mimetype)
    response.vary.add("Accept-Encoding")
    return response


def _library() -> AssetLibrary:
    library = current_app.extensions[EXTENSION]
    assert isinstance(library, AssetLibrary)  # noqa: S101  # narrows a registry of Any
    return library


def _mimetype(path: Path) -> str:
    # Windows reads these from the registry, where .js may be text/plain.
    known = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
    guessed = mimetypes.guess_type(path.name)[0]
    return known.get(path.suffix, guessed or "application/octet-stream")


def _is_text(mimetype: str) -> bool:
    return mimetype.startswith("text/") or mimetype == "image/svg+xml"


def _compress(content: bytes) -> bytes | None:
    if len(content) < SMALLEST_COMPRESSED:
        return None
    return gzip.compress(content, compresslevel=9, mtime=0)

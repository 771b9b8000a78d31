"""
Answer with a whole page, or with the one part of it that htmx asked for.

Every htmx header that the site reads or writes is named in this module.
"""

from __future__ import annotations

import json
from typing import Any, Literal

from flask import Flask, Response, current_app, flash, make_response, render_template, request
from flask import redirect as browser_redirect
from flask_htmx import HTMX
from jinja2_fragments.flask import render_block
from werkzeug.urls import iri_to_uri

htmx = HTMX()

#: The request headers that change what `page` answers.
VARY_ON = ("HX-Request", "HX-Boosted", "HX-History-Restore-Request", "HX-Request-Type")
Level = Literal["info", "success", "warning", "error"]


def init_app(app: Flask) -> None:
    """Let templates and views see the htmx headers."""
    htmx.init_app(app)
    app.jinja_env.globals["has_page"] = has_page


def has_page(endpoint: str) -> bool:
    """Tell whether this site has *endpoint*, so that navigation never points nowhere."""
    return endpoint in current_app.view_functions


def wants_fragment() -> bool:
    """
    Tell whether the answer will be swapped into a page that stays.

    Three requests look like htmx but need the whole page: a boosted link, the
    back button after a history miss (htmx 2), a full-page swap (htmx 4).
    """
    return (
        bool(htmx)
        and not htmx.boosted
        and not htmx.history_restore_request
        and request.headers.get("HX-Request-Type") != "full"
    )


def page(template: str, *, block: str, status: int = 200, **context: Any) -> Response:
    """
    Render *template*, or only its *block* when that is all that was asked.

    Give ``status=422`` with a form that was filled in wrongly: `base.html`
    tells htmx to swap that status.
    """
    if wants_fragment():
        html = render_block(template, block, **context)
    else:
        html = render_template(template, **context)
    response = make_response(html, status)
    # One address, two bodies: without this a cache serves a fragment as a page.
    response.vary.update(VARY_ON)
    return response


def redirect(url: str) -> Response:
    """
    Send the visitor on to *url* after a change.

    A browser gets 303. htmx follows a 303 by itself and would swap the page it
    finds into the old target, so it is told to load *url* as a page of its own.
    """
    if wants_fragment():
        response = make_response("", 200)
        response.headers["HX-Redirect"] = iri_to_uri(url)
    else:
        response = make_response(browser_redirect(url, code=303))
    response.vary.update(VARY_ON)
    return response


def notify(response: Response, message: str, level: Level = "success") -> Response:
    """
    Show *message* once: in a toast for htmx, on the next page for a browser.

    After a redirect both see it on the next page.
    """
    if wants_fragment() and "HX-Redirect" not in response.headers:
        return trigger(response, "notice", message=message, level=level)
    flash(message, level)
    return response


def trigger(response: Response, event: str, **detail: Any) -> Response:
    """Fire *event* with *detail* in the page once *response* has been swapped in."""
    header = "HX-Trigger-After-Settle"
    events = json.loads(response.headers.get(header, "{}"))
    events[event] = detail
    response.headers[header] = json.dumps(events)  # ASCII: headers carry nothing else
    return response


def retarget(response: Response, selector: str, swap: str = "innerHTML") -> Response:
    """Swap *response* into the element at *selector* instead of the one that asked."""
    response.headers["HX-Retarget"] = selector
    response.headers["HX-Reswap"] = swap
    return response


def push_url(response: Response, url: str) -> Response:
    """Show *url* in the address bar, as a new step of the history."""
    response.headers["HX-Push-Url"] = iri_to_uri(url)
    return response


def replace_url(response: Response, url: str) -> Response:
    """Show *url* in the address bar, without a new step of the history."""
    response.headers["HX-Replace-Url"] = iri_to_uri(url)
    return response

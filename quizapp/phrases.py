"""
What templates say: ``_()`` with each sentence translated once a process.

A page has some thirty sentences, and an answer is little more than one block of a page:
going through the catalogue, and marking the words as safe, for each of them again was a
tenth of what an answer costs.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, g, has_app_context
from flask_babel import Domain, get_babel, get_domain, get_locale
from markupsafe import Markup

#: Sentences stand in templates and are a few thousand; what is above was put together.
MOST_KEPT = 10_000


class Phrases:
    """The sentences that templates have said, by language."""

    def __init__(self) -> None:
        self._kept: dict[str, dict[str, Markup]] = {}

    def say(self, sentence: str, /, **values: Any) -> Markup:
        """Return *sentence* in the language of this request, with *values* escaped in it."""
        if "phrases" not in g:
            g.phrases = self._kept.setdefault(str(get_locale()), {})
        kept: dict[str, Markup] = g.phrases
        words = kept.get(sentence)
        if words is None:
            words = Markup(catalogue().ugettext(sentence))  # noqa: S704  our own sentences
            if len(kept) < MOST_KEPT:
                kept[sentence] = words
        # As with gettext of templates elsewhere, a per cent sign is always written twice.
        return words % values if "%" in words else words


def init_app(app: Flask) -> None:
    """Let templates of *app* speak; Flask-Babel must have been set up."""
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda sentence: catalogue().ugettext(sentence),
        ngettext=lambda one, many, count: catalogue().ungettext(one, many, count),
        newstyle=True,
    )
    app.jinja_env.globals["_"] = Phrases().say
    with app.app_context():
        get_babel().instance.domain_instance = Sentences()


class Sentences(Domain):  # type: ignore[misc]  # Flask-Babel is untyped
    """What ``gettext`` of views says; the catalogue is looked for once a request."""

    def get_translations(self) -> Any:
        """Return the catalogue of this request; Flask-Babel looks for it at each sentence."""
        if not has_app_context():
            return super().get_translations()
        if "catalogue" not in g:
            g.catalogue = super().get_translations()
        return g.catalogue


def catalogue() -> Any:
    """Return the catalogue of this request."""
    return get_domain().get_translations()

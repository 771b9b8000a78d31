"""Put the site together."""

from __future__ import annotations

from flask import Flask
from flask_babel import Babel
from jinja2 import StrictUndefined

from quizapp import (
    accounts,
    assets,
    clock,
    compression,
    database,
    errors,
    fragments,
    idempotency,
    jobs,
    learner,
    moments,
    office,
    phrases,
    preferences,
    routing,
    security,
    trainer,
)
from quizapp.config import Settings
from quizapp.languages import CATALOGUES


def build(settings: Settings, tell_time: clock.Clock) -> Flask:
    """Build the site by *settings*, living by the clock *tell_time*."""
    app = Flask(__name__, template_folder=str(assets.folder("templates")), static_folder=None)
    app.jinja_env.undefined = StrictUndefined
    app.extensions["settings"] = settings
    clock.init_app(app, tell_time)
    routing.init_app(app)
    database.init_app(app, settings.database_url)
    security.init_app(app, settings)
    _speak_both_languages(app, settings)
    for part in (
        fragments,
        assets,
        preferences,
        compression,
        errors,
        idempotency,
        jobs,
        moments,
        office,
        accounts,
        learner,
        trainer,
    ):
        part.init_app(app)
    return app


def _speak_both_languages(app: Flask, settings: Settings) -> None:
    Babel(
        app,
        default_locale=settings.language,
        default_timezone="Asia/Shanghai",
        default_translation_directories=str(CATALOGUES),
        locale_selector=preferences.locale,
    )
    phrases.init_app(app)

"""The pages on people and on the office: who comes in, who may what, how the site is set."""

from __future__ import annotations

from flask import Flask

from quizapp.trainer import (
    auditlog,
    groups,
    invitations,
    office,
    people,
    people_import,
    person,
    person_merging,
    requests,
    staff,
)

#: Views of its own belong to the blueprint of one person's page.
PERSON_PAGES = (person_merging,)
PARTS = (people, people_import, person, invitations, groups, requests, staff, office, auditlog)


def init_app(app: Flask) -> None:
    """Register the pages."""
    for part in PARTS:
        app.register_blueprint(part.bp)

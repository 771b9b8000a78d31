"""Pages for trainers: overview, questions, documents, decks."""

from __future__ import annotations

from flask import Flask

from quizapp.trainer import (
    acting,
    answered,
    bulk,
    checking,
    decks,
    documents,
    documents_about,
    documents_adding,
    documents_blueprint,
    documents_changes,
    documents_flags,
    documents_generating,
    documents_jobs,
    documents_repairs,
    documents_shown,
    documents_texts,
    drafts,
    editing,
    exchange,
    exchange_files,
    filters_saved,
    listing,
    office_pages,
    overview,
    papers_pages,
    reports,
    review,
    showing,
    starting,
    statistics,
    words,
)
from quizapp.trainer.blueprint import questions

#: The modules whose views belong to the blueprint of the questions.
QUESTION_PAGES = (
    listing,
    filters_saved,
    bulk,
    showing,
    answered,
    acting,
    drafts,
    editing,
    starting,
)
#: And those whose views belong to the blueprint of the documents.
DOCUMENT_PAGES = (
    documents,
    documents_adding,
    documents_jobs,
    documents_flags,
    documents_repairs,
    documents_generating,
    documents_about,
    documents_changes,
)

#: And those whose views belong to the blueprint of import and export.
EXCHANGE_PAGES = (exchange, exchange_files)


def init_app(app: Flask) -> None:
    """Register the pages and what they need."""
    checking.init_app(app)
    office_pages.init_app(app)
    documents_shown.init_app(app)
    documents_texts.init_app(app)
    for blueprint in (
        overview.bp,
        questions,
        documents_blueprint.bp,
        decks.bp,
        exchange.bp,
        review.bp,
        words.bp,
        reports.bp,
        statistics.bp,
    ):
        app.register_blueprint(blueprint)
    papers_pages.init_app(app)

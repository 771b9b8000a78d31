"""All that is kept about a person, as one file: readable in a browser, and for programs."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Final

from flask import Response, render_template, send_file
from flask_babel import gettext as _

from question_bank.storage import people, records
from quizapp import clock
from quizapp.database import reader
from quizapp.moments import local_day, zone

ZIP: Final = "application/zip"


def data_file(person_id: int) -> Response:
    """Answer with a zip archive of one HTML page and one JSON file."""
    now = clock.now()
    with reader() as session:
        kept = records.data_of(session, person_id)
        record = records.learning_record(session, person_id, now, zone())
        places = people.places_of(session, person_id)
    page = render_template(
        "owndata.html",
        kept=kept,
        record=record,
        groups=places,
        now=now,
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(kept, ensure_ascii=False, indent=2))
        archive.writestr("record.html", page)
    file.seek(0)
    name = f"{_('我的数据')} {local_day(now)}.zip"
    answer = send_file(file, mimetype=ZIP, as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "no-store"
    return answer

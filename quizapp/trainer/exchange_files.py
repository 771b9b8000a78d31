"""Take questions out as a file, and the empty workbook to fill in."""

from __future__ import annotations

from io import BytesIO

from flask import Response, request, send_file
from flask_babel import gettext as _
from flask_login import current_user

from question_bank.errors import QuestionBankError
from question_bank.export.bank_json.reading import schema_text
from question_bank.export.excel.template import template
from question_bank.export.exchange.formats import FILE_TYPES, write_bank
from question_bank.export.exchange.values import Format
from question_bank.storage.imports import record_export
from quizapp import clock, fragments
from quizapp.database import reader, writer
from quizapp.moments import local_day
from quizapp.sending import open_to_send, send_pieces
from quizapp.trainer.exchange import bp
from quizapp.trainer.exchange_choice import exchange_choice, filter_sent, format_sent


@bp.post("/file")
def download() -> Response:
    """Send the questions chosen; say so where there are none."""
    file_format, wanted, now = format_sent(request.form), filter_sent(request.form), clock.now()
    file = open_to_send()
    try:
        with reader() as session:
            written = write_bank(session, file_format, wanted, file, now)
    except QuestionBankError as error:
        file.close()
        if error.message_id != "export.nothing_to_export":
            raise
        return _nothing()
    with writer() as session:
        details: dict[str, str | int] = {"format": file_format.value, "written": written.written}
        record_export(session, by_id=current_user.person_id, details=details, now=now)
        session.commit()
    file_type, title = FILE_TYPES[file_format], str(_("题库"))
    return send_pieces(
        file, f"{title} {local_day(now)}.{file_type.extension}", file_type.media_type
    )


@bp.get("/template.xlsx")
def download_template() -> Response:
    """Send the workbook to fill in."""
    file_type = FILE_TYPES[Format.EXCEL]
    title = str(_("试题导入模板"))
    name = f"{title}.xlsx"
    return send_file(
        BytesIO(template()), mimetype=file_type.media_type, as_attachment=True, download_name=name
    )


@bp.get("/schema.json")
def show_schema() -> Response:
    """Show the JSON Schema of the bank's own format."""
    return Response(schema_text(), mimetype="application/schema+json")


def _nothing() -> Response:
    problem = str(_("这些条件下没有可以导出的题，请换一换条件。"))
    choice = exchange_choice(request.form, export_problem=problem)
    return fragments.page("trainer/exchange.html", block="main", status=422, choice=choice)

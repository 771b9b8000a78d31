from __future__ import annotations

import io
import json
import zipfile

from sqlalchemy import select

from question_bank.storage import groups
from question_bank.storage.models import PersonRequest
from tests.quizapp.conftest import Clock
from tests.quizapp.learner.conftest import Deputy


def test_the_record_says_what_was_done(deputy: Deputy) -> None:
    assert "档案还是空的" in deputy.visitor.get("/me/record").text
    deputy.finish(deputy.start(), wrong=frozenset({1}))

    for htmx in (False, True):
        page = deputy.visitor.get("/me/record", htmx=htmx).text
        assert "<b>1</b> 天学过" in page
        assert "<b>5</b> 题次" in page
        assert "打印 / 存为 PDF" in page


def test_ones_own_data_come_as_a_page_and_as_json(deputy: Deputy) -> None:
    assert deputy.visitor.get("/me/data/data.zip").location == "/me/data"
    deputy.finish(deputy.start())

    archive = zipfile.ZipFile(io.BytesIO(deputy.visitor.get("/me/data/data.zip").data))
    kept = json.loads(archive.read("data.json"))

    assert len(kept["answer"]) == 5
    assert kept["answer"][0]["question"] in archive.read("record.html").decode()
    assert "token" not in json.dumps(kept)


def test_wechat_which_downloads_nothing_is_told_what_to_do(deputy: Deputy) -> None:
    deputy.finish(deputy.start())
    wechat = {"User-Agent": "Mozilla/5.0 (Linux; Android 10) MicroMessenger/8.0.40"}

    assert "在浏览器打开" in deputy.visitor.client.get("/me/data", headers=wechat).text
    assert "在浏览器打开" not in deputy.visitor.get("/me/data").text


def test_another_group_and_removal_are_asked_for_once_and_taken_back(
    deputy: Deputy, clock: Clock
) -> None:
    with deputy.database.writer() as session:
        groups.add_group(session, "第一代表团", None, clock())
        session.commit()
    deputy.start()

    assert deputy.visitor.post("/me/data/group", {"group": ""}).status_code == 422
    assert deputy.visitor.post("/me/data/erase").status_code == 422
    for _ in range(2):
        deputy.visitor.post("/me/data/group", {"group": "1"})
    deputy.visitor.post("/me/data/erase", {"sure": "yes"})
    with deputy.database.reader() as session:
        assert len(session.scalars(select(PersonRequest.id)).all()) == 2
    page = deputy.visitor.get("/me/data").text
    assert "您申请换到第一代表团" in page
    assert "您申请清除身份信息" in page

    deputy.visitor.post("/me/data/withdraw")
    assert "您申请" not in deputy.visitor.get("/me/data").text

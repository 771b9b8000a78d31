"""What the site says of jobs: what they are doing, what came of them; see `quizapp.messages`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from quizapp.languages import mark

JOBS: Final[Mapping[str, str]] = {
    "job.not_found": mark("没有编号为 %(id)s 的任务。"),
    "job.broken": mark("程序在这里出了错，题库没有被改动；请联系管理员查看日志。"),
    "job.gave_up": mark("试了 %(tries)s 次都中断了，已经放弃；请把文件分成几份再试。"),
    "job.unknown_kind": mark("这个版本的程序不会做这项任务（%(kind)s），请升级程序。"),
    "job.runner_is_there": mark("这个文件夹 %(folder)s 已经有一个任务程序在运行。"),
    "job.reading": mark("正在读取文件"),
    "job.points": mark("正在查找要点"),
    "job.questions": mark("正在出题、检查"),
    "job.saving": mark("正在存入题库：%(done)s / %(total)s 题"),
    "job.comparing": mark("正在和上一版对照"),
    "document.done": mark("已出题：新题 %(created)s 道待审，另有 %(refused)s 道没有采用。"),
    "document.known": mark("这个文件已经在题库里，没有重复存入。"),
    "document.version_done": mark(
        "新版本已存入：改动了 %(changed)s 处，%(outdated)s 道题要复核；新题 %(created)s 道待审。"
    ),
    "deck.writing": mark("正在写入牌组：%(done)s / %(total)s 题"),
    "deck.done": mark("牌组做好了：%(notes)s 题、%(cards)s 张卡片。"),
    "document.file_lost": mark("上传的文件已经不在了，请重新上传。"),
}

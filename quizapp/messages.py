"""
What the site and the commands say for a message id.

The question bank raises errors and reports findings by id; here each id has its
Chinese sentence, and `translations/` its English one. Parameters stand as
``%(name)s``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from question_bank.errors import QuestionBankError
from quizapp.bank_messages import BANK
from quizapp.check_messages import CHECKS
from quizapp.import_messages import IMPORTS
from quizapp.job_messages import JOBS
from quizapp.languages import mark
from quizapp.paper_messages import PAPERS
from quizapp.people_messages import PEOPLE

if TYPE_CHECKING:
    from question_bank.questions.values import Finding

Gettext = Callable[[str], str]

SETTINGS: Final = {
    "settings.number": mark(
        "环境变量 %(variable)s 应当是 %(low)s 到 %(high)s 之间的整数，现在是“%(value)s”。"
    ),
    "settings.language": mark("环境变量 %(variable)s 只能是 %(known)s 之一，现在是“%(value)s”。"),
    "settings.one_line": mark("环境变量 %(variable)s 应当是一行文字，不超过 %(limit)s 个字。"),
    "settings.secret_key": mark("环境变量 %(variable)s 太短，至少要 %(shortest)s 个字符。"),
    "settings.database_url": mark(
        "环境变量 %(variable)s 应当是 sqlite:///文件 或 postgresql://用户@主机/库名 这样的地址。"
    ),
    "settings.redis_url": mark("环境变量 %(variable)s 应当像 redis://主机:6379/0。"),
    "settings.redis_missing": mark(
        "设了 %(variable)s，但没有安装 Redis 的客户端，请运行 pip install 'quizapp[redis]'。"
    ),
    "settings.public_url": mark(
        "环境变量 %(variable)s 应当是 https://example.org 这样的网址，后面不带路径，现在是“%(value)s”。"
    ),
    "settings.kept_key": mark("文件 %(file)s 里的密钥不完整，请删掉它再启动（大家需要重新登录）。"),
    "settings.instance": mark(
        "不能在文件夹 %(folder)s 里写文件，请检查权限，或用 %(variable)s 换一个。"
    ),
}

SERVING: Final = {
    "serving.port_taken": mark(
        "%(host)s 的端口 %(port)s 已被占用：请关掉占用它的程序，或用 %(variable)s 换一个端口。"
    ),
    "serving.address": mark("不能在地址 %(host)s 端口 %(port)s 上提供服务：%(reason)s。"),
}

ACCOUNTS: Final = {
    "account.wrong": mark("用户名或密码不对，请再试一次。"),
    "account.link_used_up": mark("这个链接已经用过、已过期或不完整，请向管理员要一个新的。"),
    "account.username_shape": mark("用户名用 2 到 40 个字母、数字、汉字或 . _ - 组成。"),
    "account.username_taken": mark("这个用户名已经有人用了，请换一个。"),
    "account.password_short": mark("密码至少 %(shortest)s 个字符。"),
    "account.password_long": mark("密码最多 %(longest)s 个字符。"),
    "account.password_is_username": mark("密码不能就是用户名，也不能只在用户名后面加几个字。"),
    "account.password_common": mark("这个密码太常见，容易被猜到，请换一个。"),
    "account.password_repeat": mark("两次输入的密码不一样。"),
    "account.password_wrong": mark("现在的密码不对。"),
    "account.unknown": mark("没有叫“%(username)s”的培训人员。"),
}

COMMANDS: Final = {
    "command.no_option": mark("没有 %(option)s 这个选项。"),
    "command.no_command": mark("没有 %(command)s 这个命令，运行 quizapp --help 看有哪些。"),
    "command.missing": mark("缺少 %(parameter)s。"),
    "command.bad_value": mark("%(parameter)s 的值不对：%(reason)s"),
    "command.usage": mark("命令写得不对：%(reason)s"),
    "command.interrupted": mark("已中断。"),
    "file.missing": mark("找不到文件 %(name)s。"),
    "file.unreadable": mark("读不了文件 %(name)s：%(reason)s。"),
    "file.unwritable": mark("写不了文件 %(name)s：%(reason)s。"),
    "file.exists": mark("%(name)s 已经存在，为免覆盖没有写；要覆盖请加 --force。"),
}

#: Title and advice for each HTTP status that the site gives.
STATUSES: Final[Mapping[int, tuple[str, str]]] = {
    400: (mark("这个请求没看懂"), mark("请返回上一页，检查后再试一次。")),
    401: (mark("请先登录"), mark("登录后可以继续刚才的操作。")),
    403: (mark("这一页不对您开放"), mark("如果您认为应该能看，请联系管理员。")),
    404: (mark("没有找到这一页"), mark("网址可能不完整，或者内容已经撤下。")),
    405: (mark("这个网址不能这样打开"), mark("请从首页进入，再点到您要去的地方。")),
    409: (mark("别处刚刚改过"), mark("请刷新页面，看到最新内容后再改。")),
    410: (mark("这里已经结束"), mark("请回到首页，看看现在可以做什么。")),
    413: (mark("内容太大，没有保存"), mark("请缩短文字、分几次提交，或换一个小一些的文件。")),
    422: (mark("有内容需要改正"), mark("请按提示修改后再提交，没有任何内容被改动。")),
    429: (mark("操作太频繁"), mark("请等几分钟再试。")),
    500: (mark("网站出了问题"), mark("我们已经记录下来。请稍后再试，已保存的内容不会丢。")),
    503: (mark("网站正忙"), mark("请过一会儿再试，已保存的内容不会丢。")),
}
OLD_FORM: Final = (
    mark("页面放得太久了"),
    mark("为了安全，这次提交没有生效，内容没有变化。请返回上一页，刷新后再提交一次。"),
)

#: Better than a page about a broken program, should a sentence be missing after all.
UNWORDED: Final = mark("没有完成（%(message_id)s）。")
#: Every message id of an error with its sentence.
ERRORS: Final[Mapping[str, str]] = {
    **BANK,
    **IMPORTS,
    **JOBS,
    **SETTINGS,
    **SERVING,
    **ACCOUNTS,
    **PEOPLE,
    **PAPERS,
    **COMMANDS,
}


def gettext_of_request(sentence: str) -> str:
    """Turn a source sentence into the language of the request."""
    from flask_babel import gettext  # noqa: PLC0415 -- commands word errors without Flask

    translated: str = gettext(sentence)
    return translated


def wording_of_error(error: QuestionBankError, gettext: Gettext = gettext_of_request) -> str:
    """Say in one sentence what went wrong, in the reader's language."""
    sentence = ERRORS.get(error.message_id)
    if sentence is None:
        return gettext(UNWORDED) % {"message_id": error.message_id}
    return gettext(sentence) % error.parameters


def say(message_id: str, **parameters: str | int) -> str:
    """Return the sentence called *message_id* in the language of the request."""
    return gettext_of_request(ERRORS[message_id]) % parameters


def wording(finding: Finding, gettext: Gettext = gettext_of_request) -> str:
    """Say in one sentence what a check found, in the reader's language."""
    return gettext(CHECKS[finding.name]) % dict(finding.parameters)


def wording_of_status(status: int, gettext: Gettext = gettext_of_request) -> tuple[str, str]:
    """Return a title and advice for an HTTP status of 400 or above."""
    title, advice = STATUSES.get(
        status, STATUSES[400 if status < HTTPStatus.INTERNAL_SERVER_ERROR else 500]
    )
    return gettext(title), gettext(advice)


def wording_of_old_form(gettext: Gettext = gettext_of_request) -> tuple[str, str]:
    """Return a title and advice for a form whose token is missing or no longer good."""
    title, advice = OLD_FORM
    return gettext(title), gettext(advice)

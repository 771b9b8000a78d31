"""The group of commands: loads a command when it runs, and words help in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Final

import click

from quizapp.cli.shell import Shell
from quizapp.languages import mark

#: Each command with its module, where it is called `command`, and one line of help.
COMMANDS: Final = {
    "setup": ("quizapp.cli.setup", mark("建立或更新题库，可以放心重复运行")),
    "serve": ("quizapp.cli.serve", mark("启动网站")),
    "work": ("quizapp.cli.work", mark("做网站交代的任务；serve 自己会带一个")),
    "add-text": ("quizapp.cli.add_text", mark("由文件出题并存入题库，新题先待审")),
    "generate": ("quizapp.cli.generate", mark("由文件出题，按行输出 JSON")),
    "read": ("quizapp.cli.read", mark("显示文件清理后的文字、分段和修补之处")),
    "audit": ("quizapp.cli.audit", mark("报告整个题库：覆盖、题型、检查结果、重复的题")),
    "import": ("quizapp.cli.import_questions", mark("把 Excel、Word、Moodle 等文件里的题导入题库")),
    "export": ("quizapp.cli.export", mark("把题库导出为 Excel、JSON、Moodle、QTI 等文件")),
    "export-anki": ("quizapp.cli.export_anki", mark("把题库导出为 Anki 牌组")),
    "backup": ("quizapp.cli.backup", mark("备份题库，网站运行时也可以")),
    "restore": ("quizapp.cli.restore", mark("用备份替换题库，请先停下网站")),
    "add-trainer": ("quizapp.cli.add_trainer", mark("为培训人员生成一次性注册链接")),
    "reset-password": ("quizapp.cli.reset_password", mark("生成一次性链接，重设培训人员的密码")),
    "version": ("quizapp.cli.version", mark("显示版本")),
}
HELP_OPTION: Final = mark("显示这份说明")
HEADINGS: Final = {
    "Usage": mark("用法"),
    "Options": mark("选项"),
    "Commands": mark("命令"),
}


class Formatter(click.HelpFormatter):
    """Lays out help under headings in the reader's language."""

    def __init__(self, width: int | None, gettext: Callable[[str], str]) -> None:
        super().__init__(width=width)
        self._gettext = gettext

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the first line."""
        super().write_usage(prog, args, prefix or f"{self._gettext(HEADINGS['Usage'])}: ")

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        """Write a heading, then what the caller writes, indented."""
        with super().section(self._gettext(HEADINGS.get(name, name))):
            yield


class Context(click.Context):
    """The context of a command whose object is a `Shell`."""

    def make_formatter(self) -> Formatter:
        """Return a formatter that speaks the reader's language."""
        return Formatter(self.terminal_width, _gettext(self))


class Command(click.Command):
    """A command whose help, and that of its options, are marked source sentences."""

    context_class = Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return ``--help``, with help of ours."""
        return _explained(super().get_help_option(ctx))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(_gettext(ctx)(self.help or ""))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        _write_options(self, ctx, formatter)


class Commands(click.Group):
    """All commands; none is imported for the list of them."""

    context_class = Context

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        """Return the names in the order in which they are used."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the command *cmd_name*; return `None` if there is none."""
        if cmd_name not in COMMANDS:
            return None
        module, _summary = COMMANDS[cmd_name]
        command: click.Command = import_module(module).command
        return command

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return ``--help``, with help of ours."""
        return _explained(super().get_help_option(ctx))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        _write_options(self, ctx, formatter)
        gettext = _gettext(ctx)
        with formatter.section("Commands"):
            formatter.write_dl([(name, gettext(line)) for name, (_, line) in COMMANDS.items()])


def _gettext(context: click.Context) -> Callable[[str], str]:
    shell = context.find_object(Shell)
    return shell.gettext if shell is not None else str


def _explained(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = HELP_OPTION
    return option


def _write_options(
    command: click.Command, context: click.Context, formatter: click.HelpFormatter
) -> None:
    in_words = _gettext(context)
    rows = [
        # The record's own text has English remarks of click's in it.
        (record[0], in_words(option.help or ""))
        for option in command.get_params(context)
        if isinstance(option, click.Option) and (record := option.get_help_record(context))
    ]
    with formatter.section("Options"):
        formatter.write_dl(rows)

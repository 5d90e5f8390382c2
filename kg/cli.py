"""The command line: finds the command, lets it run, and turns every fault into one sentence and an exit code.

Commands live in `kg/commands/NAME.py` and are imported only when called, so that a question starts fast.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import typer
import typer.core

from kg.errors import KgError, UsageFault
from kg.garbage import collect_seldom
from kg.messages import LANGUAGES, language, set_language, t

try:  # typer carries its own copy of click from 0.26 on
    from typer import _click as click
    from typer._click import exceptions
except ImportError:
    import click  # type: ignore[no-redef]
    from click import exceptions  # type: ignore[no-redef]

# Order is that of the help page: build, ask, export, look, judge.
COMMANDS = (
    "build", "forget", "show", "trace", "tasks", "deadlines", "impact", "stale", "gaps", "search", "path", "stats", "metrics",
    "sparql", "cypher", "export", "push", "view", "serve", "mcp", "diff", "sample", "evaluate", "check",
)  # fmt: skip


# Faults of the store that are faults of the command line: exit code 2.
WRONG_PATHS = ("graph-folder-missing",)


# Typer has no class of its own for words that a command does not take.
_EXTRA = re.compile(r"unexpected extra arguments?(?:\(s\))? \((.*)\)", re.DOTALL)


# What typer itself says in a help page, as in the messages under `help-words`.
HELP_WORDS = ("usage", "any-option", "any-command", "options", "arguments", "show", "required", "default")


def _in_words(page: str) -> str:
    """A help page with typer's own words in the chosen language; a line may have been broken inside them."""
    for code in HELP_WORDS if language() != "en" else ():
        own = r"\s+".join(map(re.escape, t(f"help-words.{code}", "en").split()))
        page = re.sub(own, t(f"help-words.{code}"), page)
    return page


class Command(typer.core.TyperCommand):
    """A command whose help speaks one language."""

    def get_help(self, ctx: click.Context) -> str:
        return _in_words(super().get_help(ctx))


class Lazy(typer.core.TyperGroup):
    """A group that knows its commands' names and imports one when it is needed."""

    def get_help(self, ctx: click.Context) -> str:
        return _in_words(super().get_help(ctx))

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            raise UsageFault("command-unknown", what=cmd_name, near=_meant(cmd_name))
        module = import_module(f"kg.commands.{cmd_name}")
        app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
        app.command(cmd_name, cls=Command, help=t(f"help.{cmd_name}"), **getattr(module, "SETTINGS", {}))(module.run)
        return typer.main.get_command(app)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(t("help.commands")):
            formatter.write_dl([(name, t(f"help.{name}").split("\n")[0]) for name in COMMANDS])


app = typer.Typer(
    cls=Lazy, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True
)


def _version(asked: bool) -> None:
    if asked:
        from kg import __version__

        typer.echo(f"kg {__version__}")
        raise typer.Exit


def _options() -> Callable[..., None]:
    """What stands before a command; made when the language is known."""

    def options(
        lang: str = typer.Option(
            "", "--lang", metavar="vi|en", help=t("help.lang"), envvar="KG_LANG", show_envvar=False
        ),
        version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help=t("help.version")),
    ) -> None:
        pass

    return options


def _language(args: list[str]) -> list[str]:
    """Take `--lang en` out of the arguments wherever it stands, since the help itself speaks that language."""
    kept: list[str] = []
    rest = iter(args)
    for arg in rest:
        if arg == "--":
            kept += [arg, *rest]
        elif arg == "--lang" or arg.startswith("--lang="):
            asked = next(rest, "") if arg == "--lang" else arg[7:]
            if asked not in LANGUAGES:
                raise UsageFault("language-unknown", what=asked, known=", ".join(LANGUAGES))
            set_language(asked)
        else:
            kept.append(arg)
    return kept


def main(args: list[str] | None = None) -> NoReturn:
    """Entry point. Exit codes: 0 done; 1 the data is at fault or nothing was found; 2 the command line is; 3 built, some files rejected."""
    collect_seldom()
    sys.exit(run(sys.argv[1:] if args is None else args))


def run(args: list[str]) -> int:
    """Run one command line; returns its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        # Under LC_ALL=C the bytes of a Vietnamese word arrive as lone surrogates.
        args = _language([os.fsencode(a).decode("utf-8", "replace") for a in args])
        app.callback(help=t("about"))(_options())
        command = typer.main.get_command(app)
        result = command.main(args=args, prog_name="kg", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except KgError as error:
        sys.stderr.write(explain(error) + "\n")
        return 2 if isinstance(error, UsageFault) or error.code in WRONG_PATHS else 1
    except exceptions.NoArgsIsHelpError as error:
        error.show()
        return 2
    except exceptions.UsageError as error:
        sys.stderr.write(usage(error, next((a for a in args if a in COMMANDS), "")) + "\n")
        return 2
    except (typer.Abort, KeyboardInterrupt):
        sys.stderr.write(t("error.interrupted") + "\n")
        return 130
    except BrokenPipeError:
        _no_more_output()
        return 0
    except OSError as error:
        _no_more_output()  # what is left in the buffer would fail again at the end
        detail = error.strerror or str(error)
        sys.stderr.write(t("error.system", detail=f"{detail}: {error.filename}" if error.filename else detail) + "\n")
        return 1
    except Exception as error:  # a fault of ours; KG_DEBUG=1 shows where it arose
        if os.environ.get("KG_DEBUG"):
            raise
        sys.stderr.write(t("error.internal", detail=_short(f"{type(error).__name__}: {error}{_place(error)}")) + "\n")
        return 1


def _no_more_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _place(error: BaseException) -> str:
    """The last line of our own code that an error went through: ` (deadlines.py:106)`."""
    from traceback import extract_tb

    own = [f for f in extract_tb(error.__traceback__) if Path(f.filename).is_relative_to(Path(__file__).parent)]
    return f" ({Path(own[-1].filename).name}:{own[-1].lineno})" if own else ""


def explain(error: KgError) -> str:
    """The sentence for a fault. What somebody wrote is not repeated at any length; lists of candidates have lines of their own."""
    shown = {k: _short(str(v)) if "\n" not in str(v) else v for k, v in error.params.items()}
    return t(f"error.{error.code}", **shown)


def _short(text: str, most: int = 300) -> str:
    return text if len(text) <= most else text[:most] + "…"


def _alike(word: str, known: Iterable[str]) -> str:
    """` (gần nhất: trace)` where a word is near a known one, else nothing."""
    from difflib import get_close_matches

    near = get_close_matches(word, list(known), 2)
    return t("usage.perhaps", what=", ".join(near)) if near else ""


def _meant(word: str) -> str:
    """The commands that a word may mean: by another word for what they do (`duties`), else by its letters."""
    from kg.text import plain

    asked = plain(word).replace("-", " ")
    other = [
        c for c in COMMANDS for lang in LANGUAGES if asked in map(plain, t(f"command-words.{c}", lang).split(", "))
    ]
    return t("usage.perhaps", what=", ".join(other)) if other else _alike(word, COMMANDS)


def usage(error: exceptions.UsageError, command: str = "") -> str:
    """What is wrong with the command line of a command, and where to look."""
    path = error.ctx.command_path if error.ctx else f"kg {command}".strip()
    return t("error.usage", detail=_short(_wrong(error)), command=path)


def _wrong(error: exceptions.UsageError) -> str:
    """What is wrong in the chosen language; what has no sentence of its own is said as typer says it."""
    if isinstance(error, exceptions.NoSuchOption) and error.ctx and not error.ctx.parent:
        return t("usage.before", what=error.option_name)
    if isinstance(error, exceptions.NoSuchOption):
        bare = error.option_name.lstrip("-")
        if error.ctx and any(p.name == bare and p.param_type_name == "argument" for p in error.ctx.command.params):
            return t("usage.bare", what=error.option_name, command=error.ctx.command_path)
        return t("usage.option", what=error.option_name, near=_alike(error.option_name, error.possibilities or ()))
    if isinstance(error, exceptions.MissingParameter) and error.param and error.ctx:
        help = str(getattr(error.param, "help", None) or "")
        return t("usage.missing", what=_named(error.param), help=f" ({help})" if help else "")
    if isinstance(error, exceptions.BadParameter) and error.param and error.ctx:
        return t("usage.value", what=_named(error.param), wanted=_wanted(error.param.type))
    if isinstance(error, exceptions.BadOptionUsage):
        return t("usage.needs-value", what=error.option_name)
    extra = _EXTRA.search(error.format_message())
    if extra:
        takes_words = error.ctx and any(p.param_type_name == "argument" for p in error.ctx.command.params)
        return t("usage.extra-words" if takes_words else "usage.extra", what=extra[1])
    return error.format_message()


def _named(parameter: Any) -> str:
    """An option as it is written, an argument as the help shows it."""
    options = [o for o in parameter.opts if o.startswith("-")]
    return "/".join(options) or str(parameter.human_readable_name).rstrip(".")


def _wanted(kind: Any) -> str:
    """The values an option takes: `table, json`, `1<=x<=20`, a number."""
    choices = getattr(kind, "choices", None)
    if choices:
        return ", ".join(str(getattr(c, "value", c)) for c in choices)
    described = getattr(kind, "_describe_range", None)
    if described:
        return str(described())
    names = {
        "integer": "number",
        "int": "number",
        "float": "number",
        "path": "path",
        "file": "path",
        "directory": "path",
    }
    return t(f"usage.{names.get(kind.name, 'other')}")

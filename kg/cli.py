"""The command line: finds the command, lets it run, and turns every fault into one sentence and an exit code.

Commands live in `kg/commands/NAME.py` and are imported only when called, so that a question starts fast.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import NoReturn

import typer
import typer.core

from kg.errors import KgError, UsageFault
from kg.messages import set_language, t

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


class Lazy(typer.core.TyperGroup):
    """A group that knows its commands' names and imports one when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"kg.commands.{cmd_name}")
        app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
        app.command(cmd_name, help=t(f"help.{cmd_name}"), **getattr(module, "SETTINGS", {}))(module.run)
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


def _options(
    lang: str = typer.Option("", "--lang", help="vi | en", envvar="KG_LANG", show_envvar=False),
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="version"),
) -> None:
    pass


def _language(args: list[str]) -> list[str]:
    """Take `--lang en` out of the arguments wherever it stands, since the help itself speaks that language."""
    kept: list[str] = []
    rest = iter(args)
    for arg in rest:
        if arg == "--":
            kept += [arg, *rest]
        elif arg == "--lang":
            set_language(next(rest, ""))
        elif arg.startswith("--lang="):
            set_language(arg[7:])
        else:
            kept.append(arg)
    return kept


def main(args: list[str] | None = None) -> NoReturn:
    """Entry point. Exit codes: 0 done; 1 the data is at fault or nothing was found; 2 the command line is; 3 built, some files rejected."""
    sys.exit(run(sys.argv[1:] if args is None else args))


def run(args: list[str]) -> int:
    """Run one command line; returns its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    # Under LC_ALL=C the bytes of a Vietnamese word arrive as lone surrogates.
    args = _language([os.fsencode(a).decode("utf-8", "replace") for a in args])
    app.callback(help=t("about"))(_options)
    command = typer.main.get_command(app)
    try:
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
        sys.stderr.write(usage(error) + "\n")
        return 2
    except (typer.Abort, KeyboardInterrupt):
        sys.stderr.write(t("error.interrupted") + "\n")
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def explain(error: KgError) -> str:
    """The sentence for a fault."""
    return t(f"error.{error.code}", **error.params)


def usage(error: exceptions.UsageError) -> str:
    """What is wrong with the command line, and where to look."""
    path = error.ctx.command_path if error.ctx else "kg"
    return t("error.usage", detail=error.format_message(), command=path)

"""``python -m standout`` and the ``standout`` command: what is raised on purpose is printed, never a traceback."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from collections.abc import Sequence

import click

from standout.cli import cli
from standout.errors import StandoutError
from standout.words import say

DATA_CANNOT_BE_USED, WRONG_USAGE = 1, 2
INTERRUPTED = "Query interrupted"  # what DuckDB raises where Ctrl-C meets it at work


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code: 0 done, 1 the data can't be used, 2 wrong usage."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; give its exit code."""
    try:
        given = cli.main(args=None if arguments is None else list(arguments), standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return WRONG_USAGE
    except StandoutError as error:
        click.echo(str(error), err=True)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo(say("cli.stopped"), err=True)
        return DATA_CANNOT_BE_USED
    except BrokenPipeError:
        # the reader of our output has gone, as `head` does; nothing is left to say to it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        click.echo(say("cli.os_fault", file=str(error.filename or ""), why=error.strerror or str(error)), err=True)
        return DATA_CANNOT_BE_USED
    except Exception as error:  # noqa: BLE001 - the promise that no traceback reaches a user
        if INTERRUPTED in str(error):
            click.echo(say("cli.stopped"), err=True)
            return DATA_CANNOT_BE_USED
        with tempfile.NamedTemporaryFile(
            "w", prefix="standout-", suffix=".txt", delete=False, encoding="utf-8"
        ) as file:
            traceback.print_exc(file=file)
        click.echo(say("cli.fault", file=file.name), err=True)
        return DATA_CANNOT_BE_USED
    return given if isinstance(given, int) else 0


if __name__ == "__main__":
    main()

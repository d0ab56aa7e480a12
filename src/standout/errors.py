"""Errors: everything raised on purpose, and the exit code each ends with.

::

    StandoutError                 shown without a traceback
    ├── UsageError         exit 2  the command or call is wrong
    │   └── SettingError           a setting has no such name or value
    └── DataError          exit 1  the data can't be used as it is
        ├── FileUnreadable         not a file we can open, or not what its name says
        ├── TooLarge               more bytes than are taken in at once
        ├── MappingError           a column can't be what it was said to be
        ├── TableError             no such table or column
        ├── WorkspaceError         no workspace here, or it is in use
        │   └── Busy               another process is writing to it; a little later it can be tried again
        ├── PublishError           a claim that may not be shown to everybody
        └── VerifyError            a page that doesn't match what it was made from

A message says what is wrong and where, what there is, and what to write instead.
The words come from ``words/en``; this module only carries them.
"""

from __future__ import annotations


class StandoutError(Exception):
    """Base of everything raised on purpose: ``message``, and ``hint``, what to write instead."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message if not hint else f"{message}\n{hint}")
        self.message = message
        self.hint = hint


class UsageError(StandoutError):
    """The command or call is wrong."""

    exit_code = 2


class SettingError(UsageError):
    """A setting has no such name, or can't take this value."""


class DataError(StandoutError):
    """The data can't be used as it is."""


class FileUnreadable(DataError):
    """Not a file that can be opened, or not what its name says."""


class TooLarge(DataError):
    """More bytes than are taken in at once, or than the disk has room for."""


class MappingError(DataError):
    """A column can't be what it was said to be."""


class TableError(DataError):
    """No such table, or no such column in it."""


class WorkspaceError(DataError):
    """No workspace here, or another process is writing to it."""


class Busy(WorkspaceError):
    """Another process is writing to the workspace; the same can be tried again."""


class PublishError(DataError):
    """A claim that may not be shown to everybody: the reasons, each with what to do."""


class VerifyError(DataError):
    """A page that doesn't match the workspace or the sums it was made from."""

"""Desk: what the pages of one folder share: its workspace, its worker, the day it is."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from standout import registry
from standout.workspace import Workspace, kept
from standout.workspace import config as configured
from standout.workspace.view import View

if TYPE_CHECKING:
    from standout.app.work import Job, Worker
    from standout.question import Question
    from standout.workspace.kept import Kept

PLAIN = View()


class Desk:
    """What the pages of one folder share.

    Parameters
    ----------
    folder : Path
        What is served; it needs not be a workspace yet.
    worker : Worker
        Where long work is done.
    token : str
        What a browser must bring; empty where only this machine is served.

    """

    def __init__(self, folder: Path, worker: Worker, *, token: str = "") -> None:
        self.folder = folder
        self.worker = worker
        self.token = token

    def workspace(self) -> Workspace | None:
        """Give the workspace, None where the folder isn't one yet."""
        return Workspace(self.folder) if Workspace.there(self.folder) else None

    def there(self) -> bool:
        """Tell whether the folder is a workspace."""
        return Workspace.there(self.folder)

    def language(self) -> str:
        """Give the language the owner reads."""
        return configured.spoken(self.folder)

    def today(self) -> date:
        """Give the day it is here."""
        return datetime.now().astimezone().date()

    def questions(self) -> list[Question]:
        """Give every question, in the order they are read."""
        return sorted(registry.catalogue("standout.questions", "QUESTION").values(), key=lambda one: one.place)

    def kept(self, question: str, view: View = PLAIN) -> Kept | None:
        """Give an answer that was kept, None where there is none."""
        workspace = self.workspace()
        return kept.kept(workspace, view, question) if workspace else None

    def ask_all(self) -> Job:
        """Ask every question; one that is under way is given again."""
        return self.worker.start("standout.app.jobs:ask_all", "app.job.asking", key="ask", folder=str(self.folder))

    def ask(self, question: str, view: View = PLAIN) -> Job:
        """Ask one question of a view; one that is under way is given again."""
        return self.worker.start(
            "standout.app.jobs:ask", "app.job.asking", key=f"ask {question} {view.query()}", folder=str(self.folder),
            question=question, query=view.query(),
        )  # fmt: skip

"""Workspaces whose answers were kept without being asked: what a page shows, made by hand."""

from standout import Workspace, registry
from standout.answer import Answer
from standout.workspace import kept
from standout.workspace.view import View

PLAIN = View()


def answered(folder, chapters, *, ours="Corner Deli", rivals=(), view=PLAIN, seconds=2.4, language=""):
    """Give a workspace that holds these chapters as answers to a view."""
    workspace = Workspace(folder) if Workspace.there(folder) else Workspace.new(folder, ours=ours, rivals=rivals)
    known = registry.catalogue("standout.questions", "QUESTION")
    for one in chapters:
        answer = Answer(
            question=known[one.question], findings=one.findings, table=one.table, evidence=one.evidence
        )  # fmt: skip
        kept.keep(workspace, view, answer, state=kept.state(workspace, one.question), seconds=seconds)
    return workspace

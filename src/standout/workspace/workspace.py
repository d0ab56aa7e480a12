"""Workspace: the thin shell over a project folder.

::

    mybiz/
      standout.toml          the owner's: who we are, who the rivals are, decisions about files
      brief.html             the last brief
      held/
        index.sqlite         what is held
        parts/               immutable Parquet files, one table each
        parts/private/       names and addresses, apart
        answers/             the answers of the last brief, as JSON
        salt                 what people's ids are salted with
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from standout.workspace.askable import Askable
from standout.workspace.spoken import speaks

if TYPE_CHECKING:
    from standout.answer import Answer
    from standout.plan.play import Planned
    from standout.questions.est.claimed import Claimed
    from standout.workspace.carding import Written
    from standout.workspace.circle_lists import Listed
    from standout.workspace.hearing import Heard
    from standout.workspace.planning import Made
    from standout.workspace.readings import Tell
    from standout.workspace.sharing import Shared


@speaks
class Workspace(Askable):
    """A project folder that was made with :meth:`new`, and what can be asked of it.

    Parameters
    ----------
    folder : Path
        Where it is.

    Raises
    ------
    WorkspaceError
        If the folder isn't a workspace.

    """

    def claim(
        self, text: str, *, aspect: str = "", where: Sequence[tuple[str, str]] | None = None, dry_run: bool = False
    ) -> Claimed:
        """Stamp a claim, then test it.

        Parameters
        ----------
        text : str
            Such as ``"friendliest café for families"``.
        aspect, where
            What is meant, where the words don't say: an aspect's label, and label and value of each condition.
        dry_run : bool
            Only read the words.

        Raises
        ------
        UsageError
            If the words can't be read; the message says what can.

        """
        from standout.workspace import claiming  # noqa: PLC0415 - heavy

        return claiming.claim(self, text, aspect, where, dry_run=dry_run)

    def brief(self, out: str | Path | None = None) -> tuple[Path, str]:
        """Write the brief; give its path and its first sentence."""
        from standout.workspace import briefing  # noqa: PLC0415 - heavy

        made = briefing.write(self, out)
        return made.files[0], made.headline

    def card(
        self,
        today: date,
        *,
        aspect: str = "",
        world: Mapping[str, str] | None = None,
        claim: str = "",
        out: str | Path | None = None,
        public: bool = False,
    ) -> Written:
        """Write the card of one answer; with ``public`` also a page for everybody.

        Parameters
        ----------
        today : date
            The day it is made; after 90 days without newer evidence it is out of date.
        aspect, world
            Which answer; the most useful one where neither is given.
        claim : str
            A slogan to stamp and test instead.
        out : Path, optional
            A folder; the workspace's where not given.
        public : bool
            Whether to write the public page.

        Raises
        ------
        PublishError
            If the claim may not be published; the message says why, and what to do.

        """
        from standout.workspace import carding  # noqa: PLC0415 - heavy

        pick = carding.Pick(aspect, world)
        found = carding.claimed(self, claim, pick) if claim else carding.answered(self, pick)
        return carding.write(self, found, today, out=out, public=public)

    def objective(
        self, name: str, today: date, *, target: float = 0.0, by: date | None = None, item: str = ""
    ) -> Answer:
        """Say what the plans are for; give what ``strategy`` says of it.

        Parameters
        ----------
        name : str
            ``reach`` new customers, ``sell`` to current ones, ``save`` costs, ``learn`` about customers, ``launch``
            something new.
        today : date
            The day it is said.
        target : float
            What the metric should reach, each month; 0 where that is left open.
        by : date, optional
            The day to look at it.
        item : str
            What is launched, by its name in the orders.

        """
        from standout.workspace import aims  # noqa: PLC0415 - heavy

        return aims.objective(self, name, today, target=target, by=by, item=item)

    def week(self, today: date, *, hours: float = 1.0, money: float = 0.0, again: bool = False) -> Made:
        """Give this week's plan: what came of the last, what to stop, and at most three plays.

        Parameters
        ----------
        today : date
            The day it is made.
        hours, money : float
            What there is; the plays never take more.
        again : bool
            Make it anew though there is one; both are kept.

        """
        from standout.workspace import planning  # noqa: PLC0415 - heavy

        return planning.week(self, today, hours=hours, money=money, again=again)

    def did(
        self, play: str, state: str, today: date, *, minutes: int | None = None, seen: int | None = None, note: str = ""
    ) -> Planned:
        """Note that a play was done or skipped; give the play.

        Parameters
        ----------
        play : str
            Its number, such as ``2026-W48-1``.
        state : str
            ``done`` or ``skipped``.
        today : date
            The day it was done.
        minutes, seen : int, optional
            What it took, and how many the owner counted.
        note : str
            In the owner's words.

        """
        from standout.workspace import planning  # noqa: PLC0415 - heavy

        return planning.did(self, play, state, today, minutes=minutes, seen=seen, note=note)

    def read(
        self, *, aspects: Sequence[str] = (), trade: str = "", reader: str = "", new_themes: bool = False,
        tell: Tell | None = None,
    ) -> Heard:  # fmt: skip
        """Read the words of every review held; give what they speak of, and which were not read.

        Parameters
        ----------
        aspects : sequence of str
            What to look for, in plain words such as ``"waiting time"``; what is usual in the trade where none is named.
        trade : str
            ``shop``, ``restaurant``, ``hotel``, ``airline``, ``service``, ``software`` or ``band``; as the words tell
            where not given.
        reader : str
            ``lexicon``, ``swift``, ``deep``, or ``auto`` for the best of those there are.
        new_themes : bool
            Whether to find the themes anew; those that are still there keep their ids.
        tell : callable, optional
            Told the way of reading, how many texts were read, and how many there are to read.

        Raises
        ------
        SettingError
            If there is no such trade or reader.

        Notes
        -----
        What is given is kept in ``standout.toml``, for every later question.

        """
        from standout.workspace import hearing  # noqa: PLC0415 - heavy

        return hearing.read(self, aspects, trade, reader, new_themes=new_themes, tell=tell)

    def write_audit(self, path: str | Path, aspects: Sequence[str] = ()) -> Path:
        """Write sentences to mark, so that scores read from words can be checked; give the sheet's path.

        Parameters
        ----------
        path : Path
            Ends in ``.csv`` or ``.xlsx``.
        aspects : sequence of str
            Only these of the aspects that are read; all where none is named.

        Raises
        ------
        UsageError
            If nothing was read, an aspect isn't one that is read, or the file is there already.

        """
        from standout.workspace import hearing  # noqa: PLC0415 - heavy

        return hearing.audit(self, Path(path), aspects)

    def kit(
        self, today: date, *, play: str = "", link: str = "", reward: str = "", out: str | Path | None = None
    ) -> Shared:
        """Write what people need to pass the story on: a card for the counter, texts with codes, and lists.

        Parameters
        ----------
        today : date
            The day it is made.
        play : str
            Only for this play of the plan; for all of this week's where empty.
        link, reward : str
            A page that links lead to, and what whoever passes it on gets; as ``standout.toml`` says where empty.
        out : Path, optional
            A folder; ``kit`` in the workspace where not given.

        Raises
        ------
        UsageError
            If there is no such play, or the link or the reward can't be printed.

        """
        from standout.workspace import sharing  # noqa: PLC0415 - heavy
        from standout.workspace.barring import STORY  # noqa: PLC0415 - as above

        answers: dict[str, Answer] = {}
        self._asked(STORY, {}, answers)
        return sharing.kit(self, answers, today, play=play, link=link, reward=reward, out=out)

    def lists(self, answer: Answer, today: date, out: str | Path) -> Listed:
        """Write whom ``circles`` would tell first as lists, vCards and the map, with names.

        Parameters
        ----------
        answer : Answer
            What ``circles`` answers.
        today : date
            The day they are made.
        out : Path
            A folder: a new one, an empty one, or one that holds earlier lists.

        Raises
        ------
        UsageError
            If it is the answer of another question, or the folder holds files of the owner's.

        """
        from standout.workspace import circle_lists, sharing  # noqa: PLC0415 - heavy
        from standout.workspace.barring import STORY  # noqa: PLC0415 - as above

        circle_lists.checked(answer.question.name, Path(out))
        answers: dict[str, Answer] = {}
        self._asked(STORY, {}, answers)
        return circle_lists.write(self, answer, sharing.line(self, answers, today), today, Path(out))


def open(folder: str | Path) -> Workspace:  # noqa: A001 - the API's own word: standout.open(folder)
    """Open a workspace.

    Raises
    ------
    WorkspaceError
        If the folder isn't one.

    """
    return Workspace(folder)

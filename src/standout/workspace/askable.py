"""Askable: what can be asked of a project folder, all of it or a part, and what is taken out of an answer."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from standout.workspace.folder import Folder
from standout.workspace.spoken import speaks

if TYPE_CHECKING:
    from standout.answer import Answer
    from standout.workspace.backtest import Backtest
    from standout.workspace.scope import Scope

FONTS = "fonts"
"""The folder of a workspace with fonts that pictures are drawn with too."""


@speaks
class Askable(Folder):
    """A project folder, and the questions that can be asked of it; parameters as :class:`Folder` takes them."""

    def ask(
        self,
        question: str,
        *,
        subject: str = "",
        as_of: date | None = None,
        since: date | None = None,
        until: date | None = None,
        rivals: Sequence[str] | None = None,
        where: Sequence[tuple[str, str]] = (),
        **settings: object,
    ) -> Answer:
        """Ask one question of what is committed now; what it shows is remembered, as later claims pay for that.

        Parameters
        ----------
        question : str
            Such as ``"est"``.
        subject : str
            The business it is about; ours where empty; ``"every"`` for each of which something is held.
        as_of : date, optional
            The day the answer speaks of, where it is given and not picked, as in asking again what was asked before;
            the newest row's where not given.
        since, until : date, optional
            Only rows from this day on, and only up to this day, of which the answer then speaks.
        rivals : sequence of str, optional
            Whom it is compared with, in place of those in ``standout.toml``.
        where : sequence of (str, str)
            One kind of customers alone: the label of a descriptor and the value a row must have, as many as are asked.
        settings
            The question's own, before those in ``standout.toml``.

        Raises
        ------
        TableError, UsageError
            If there is no such business, descriptor or value; the message names the nearest.

        Notes
        -----
        Whoever picks days, rivals or a world may do so after a look at the scores.  The first places of ``est`` pay
        for every such view there was to pick; the claims of other questions are told as hints.

        """
        from standout.workspace import asking  # noqa: PLC0415 - heavy

        scope = asking.scoped(
            self.store, self.index, self.config, question, subject=subject, since=since, until=until,
            rivals=rivals or (), where=where,
        )  # fmt: skip
        return self._asked(question, settings, {}, subject=subject, as_of=as_of or until, scope=scope)

    def ask_all(self, *, as_of: date | None = None, replaced: Collection[str] = ()) -> list[Answer]:
        """Ask every question there is, each after those whose tables it reads; give the answers in that order.

        Plays of the weeks in ``replaced`` that were left open count for nothing.
        """
        return list(self.ask_each(as_of=as_of, replaced=replaced))

    def ask_each(self, *, as_of: date | None = None, replaced: Collection[str] = ()) -> Iterator[Answer]:
        """Ask every question as :meth:`ask_all` does, and give each answer when it is there."""
        from standout.workspace import asking  # noqa: PLC0415 - heavy

        heard: dict[str, Answer] = {}
        for one in asking.in_order():
            yield heard.get(one.name) or self._asked(one.name, {}, heard, as_of=as_of, replaced=replaced)

    def _asked(
        self, question: str, settings: Mapping[str, object], heard: dict[str, Answer], *, subject: str = "",
        as_of: date | None = None, replaced: Collection[str] = (), scope: Scope | None = None,
    ) -> Answer:  # fmt: skip
        """Ask; where a first place was looked for on the way, remember what was shown."""
        from standout.questions.est import QUESTION  # noqa: PLC0415 - only who asks needs it
        from standout.workspace import asking, remembered  # noqa: PLC0415 - heavy
        from standout.workspace.scope import Scope  # noqa: PLC0415 - as above

        before = set(heard)
        answer = asking.ask(
            self.store,
            self.index,
            self.config,
            question,
            settings,
            subject=subject,
            as_of=as_of,
            heard=heard,
            replaced=replaced,
            scope=scope or Scope(),
        )
        for one in [*(heard[name] for name in heard if name not in before and heard[name] is not answer), answer]:
            if one.question.name == QUESTION.name:
                remembered.remember(self.index, one.evidence.inputs, one.findings, self.config.aspects)
        return answer

    def write_charts(self, answer: Answer, folder: str | Path, kinds: Sequence[str] = ("png",)) -> list[Path]:
        """Write every picture of an answer as files; give their paths.

        Parameters
        ----------
        answer : Answer
        folder : Path
            Made where it isn't there.
        kinds : sequence of str
            Of ``png``, ``svg`` and ``csv``.

        Raises
        ------
        UsageError
            If a kind is another.

        Notes
        -----
        Fonts in the folder ``fonts`` of the workspace are drawn with too: for names in letters the machine lacks.

        """
        self.fonts()
        return answer.to_charts(Path(folder), [kind.strip().casefold() for kind in kinds])

    def fonts(self) -> bool:
        """Let pictures be drawn with the fonts in the folder ``fonts`` too; tell whether there are any."""
        from standout.charts import out  # noqa: PLC0415 - only where something is drawn

        return out.use_fonts(self.folder / FONTS)

    def backtest(
        self, question: str = "est", *, subject: str = "", as_of: date | None = None, **settings: object
    ) -> Backtest:
        """Ask a question as of the end of each quarter of the past, and see what became of the claims.

        Parameters
        ----------
        question : str
            Only ``"est"``.
        subject, as_of, settings
            As :meth:`ask` takes them; ``as_of`` is the last day to look at.

        """
        from standout.workspace import backtesting, remembered  # noqa: PLC0415 - heavy

        found = backtesting.backtest(
            self.store, self.index, self.config, question, settings, subject=subject, as_of=as_of
        )
        inputs = sorted({one.sha256 for one in self.index.imports()})
        joined = self.config.aspects
        seen = [(label, one.world) for one in found.claims for label in remembered.labels_of(one.aspect, joined)]
        remembered.note(self.index, inputs, seen)
        return found

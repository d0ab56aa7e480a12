"""Folder: a project folder: files in, files out, and who is who; what is asked of it stands in `workspace`."""

from __future__ import annotations

import secrets
import shlex
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from standout.errors import UsageError, WorkspaceError
from standout.plan.objective import OBJECTIVES
from standout.words import FIRST, nearest, say, speaking
from standout.words import language as spoken_now
from standout.workspace import config as configured
from standout.workspace.config import Config
from standout.workspace.index import Index
from standout.workspace.inside import looked_over
from standout.workspace.spoken import speaks

if TYPE_CHECKING:
    from standout.engine.duck import DuckEngine
    from standout.report.chapter import Inventory
    from standout.workspace.outcome import Outcome

HELD = "held"


@speaks
class Folder:
    """A project folder that was made with :meth:`new`.

    Parameters
    ----------
    folder : Path
        Where it is.
    language : str
        What it speaks; as ``standout.toml`` says where empty.

    Raises
    ------
    WorkspaceError
        If the folder isn't a workspace, or something it holds is a link that leads out of it.

    """

    def __init__(self, folder: str | Path, language: str = "") -> None:
        self.folder = Path(folder)
        self._language = language
        if not self.there(self.folder):
            raise WorkspaceError(say("workspace.none", folder=str(folder), quoted=shlex.quote(str(folder))))
        self.store = self.folder / HELD
        looked_over(self.store)
        self.index = Index(self.store / "index.sqlite")

    @staticmethod
    def there(folder: Path) -> bool:
        """Tell whether a folder is a workspace."""
        return (folder / configured.NAME).is_file() and (folder / HELD / "index.sqlite").is_file()

    @classmethod
    def new(
        cls, folder: str | Path, *, ours: str, rivals: Sequence[str] = (), banner: str = "",
        notes: Mapping[str, str] | None = None, objective: str = "", language: str = "",
    ) -> Self:  # fmt: skip
        """Make a workspace.

        Parameters
        ----------
        folder : Path
            A new or empty folder.
        ours : str
            The business it is about.
        rivals : sequence of str
            Those to be compared with; everybody else in the files where empty.
        banner, notes
            A line for the top of every page, and notes for "how do we know", by their heading.
        objective : str
            What plans are for: ``reach``, ``sell``, ``save``, ``learn`` or ``launch``; it can be said later.
        language : str
            What everything is said in, such as ``de``; what is spoken now where empty.

        Raises
        ------
        WorkspaceError
            If the folder is a workspace already, or holds other files.

        """
        folder = Path(folder)
        with speaking(language):
            spoken = spoken_now()
        if not ours.strip():
            raise UsageError(say("workspace.nobody"))
        if objective and objective not in OBJECTIVES:
            raise UsageError(say("aims.no_such", name=objective, near=nearest(objective, OBJECTIVES)))
        if cls.there(folder):
            raise WorkspaceError(say("workspace.exists", folder=shlex.quote(str(folder))))
        store = folder / HELD
        # a folder whose making was cut short holds nothing but these, and is finished rather than refused
        made = {HELD, configured.NAME, f"{configured.NAME}.new"}
        if folder.exists() and not folder.is_dir():
            raise WorkspaceError(say("workspace.is_file", folder=str(folder)))
        if folder.exists() and any(entry.name not in made for entry in folder.iterdir()):
            raise WorkspaceError(say("workspace.occupied", folder=str(folder), other=shlex.quote(f"{folder}-standout")))
        looked_over(store)
        store.mkdir(parents=True, exist_ok=True)
        (store / "salt").write_text(secrets.token_hex(16), encoding="ascii")
        Index(store / "index.sqlite").create()
        said: dict[str, object] = {"ours": ours.strip(), "rivals": _others(ours, rivals)}
        if spoken != FIRST:
            said["language"] = spoken
        if banner:
            said["banner"] = banner
        if notes:
            said["notes"] = dict(notes)
        if objective:
            said["strategy"] = {"objective": objective}
        configured.change(folder, **said)
        return cls(folder)

    @property
    def config(self) -> Config:
        """What ``standout.toml`` says now."""
        return configured.read(self.folder)

    @property
    def language(self) -> str:
        """What it speaks, by its ISO 639-1 code."""
        return self._language or configured.spoken(self.folder)

    def add(
        self,
        files: Sequence[str | Path] | str | Path,
        *,
        business: str = "",
        as_table: str = "",
        maps: Mapping[str, str] | None = None,
        dry_run: bool = False,
        yes: bool = False,
    ) -> list[Outcome]:
        """Read files in; give what came of each.

        Parameters
        ----------
        files : path or sequence of paths
            CSV, TSV, XLSX, JSON, JSON lines, Parquet, gzip or zip of these, or folders of them.
        business : str
            Whose the reviews are, where the file doesn't say.
        as_table : str
            The table it fills (``reviews``, ``orders``, ``people``, ``facts``) or the format it is in.
        maps : mapping of str to str
            What a column is: ``{"overall": "Sterne"}``.
        dry_run : bool
            Say what would be read and store nothing.
        yes : bool
            Store also what was mapped by guess; without it such a file is shown and not stored.

        Raises
        ------
        DataError
            If a file can't be used; files before it are stored.

        """
        from standout.workspace import adding  # noqa: PLC0415 - heavy
        from standout.workspace.outcome import Told  # noqa: PLC0415 - as above

        told = Told(business=business, as_table=as_table, maps=maps or {})
        paths = [Path(files)] if isinstance(files, str | Path) else [Path(file) for file in files]
        return [
            outcome
            for path in paths
            for outcome in adding.add(
                self.folder, self.store, self.index, self.config, path, told, dry_run=dry_run, accepted=yes
            )
        ]

    def remove(self, file: str | Path) -> int:
        """Take an import back; give how many rows went.

        Raises
        ------
        DataError
            If no such file was added; the message names those that were.

        """
        from standout.workspace import removing  # noqa: PLC0415 - heavy

        return removing.remove(self.store, self.index, str(file))

    def engine(self, subject: str = "", replaced: Collection[str] = (), reads: Collection[str] = ()) -> DuckEngine:
        """Give an engine over what is held now; ``subject`` stands in for ours, ``replaced`` are weeks given up.

        Of what the words of reviews say it holds what ``reads`` names.
        """
        from standout.workspace import asking  # noqa: PLC0415 - heavy

        return asking.engine(self.store, self.index, self.config, subject, replaced=replaced, reads=reads)

    def inventory(self) -> Inventory:
        """Give what was read, what is held and what was turned away."""
        from standout.workspace import briefing  # noqa: PLC0415 - heavy

        return briefing.inventory(self.index)

    def rivals(self) -> list[dict[str, Any]]:
        """Give every other business: how many reviews and facts are held, and whether the owner named it."""
        from standout.workspace import rivalry  # noqa: PLC0415 - heavy

        return rivalry.held(self.engine())

    def name_rivals(self, names: Sequence[str]) -> None:
        """Add to the rivals the owner names."""
        config = self.config
        configured.change(self.folder, rivals=_others(config.ours, [*config.rivals, *names]))

    def join(self, spelling: str, name: str) -> None:
        """Say that two spellings are one business."""
        configured.change(self.folder, same={spelling.strip(): name.strip()})

    def write_sheet(self, path: str | Path, items: Sequence[str] = ()) -> Path:
        """Write a sheet to fill by looking at oneself and one's rivals; give its path."""
        from standout.workspace import rivalry  # noqa: PLC0415 - heavy

        return rivalry.sheet(self, Path(path), items)


def _others(ours: str, names: Sequence[str]) -> list[str]:
    """Give the rivals each once, and never ourselves."""
    return [name for name in dict.fromkeys(name.strip() for name in names) if name and name != ours.strip()]

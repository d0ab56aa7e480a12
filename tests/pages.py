"""The pages of the documentation, and the commands they tell people to type."""

import re
import shlex
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def text(page: Path) -> str:
    """Give what a page says."""
    return page.read_text(encoding="utf-8")


def written_commands(page: Path, program: str) -> list[list[str]]:
    """Give the commands of a program in a page's code blocks, then those in its lines, each as its words."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", text(page), re.MULTILINE | re.DOTALL)
    lines = [line.strip() for block in blocks for line in block.replace("\\\n", " ").splitlines()]
    lines += re.findall(rf"`({program} [^`]+)`", text(page))
    return [shlex.split(line, comments=True) for line in lines if line.startswith(f"{program} ")]


def prose(page: Path) -> str:
    """Give the sentences of a page, without code, tables and marks."""
    said = re.sub(r"^```.*?^```|^\|[^\n]*$|<!--.*?-->", "", text(page), flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"\]\([^)]*\)|[`*_#\[\]]", "", said)

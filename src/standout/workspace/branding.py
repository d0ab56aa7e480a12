"""Branding: what ``[brief]`` in ``standout.toml`` puts on a brief, checked; a logo lies inside the workspace.

A logo is put into the page as an image, and a browser neither runs a script of an image nor lets it load anything.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from standout.charts.look import clean
from standout.errors import SettingError
from standout.report.brand import LEAST, PAPERS, Brand, colour, contrast, darkened
from standout.words import nearest, say

KEYS = ("accent", "link", "logo", "paper", "text", "title")
LARGEST = 150_000
"""Bytes a logo may have, so that a brief stays small enough to send."""
MOST_PIXELS = 4_000_000
SCHEMES = ("https://", "http://")
KINDS = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
SVG = "image/svg+xml"
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)


def brand(folder: Path, said: Mapping[str, str], **given: str) -> Brand:
    """Give the brand of a workspace.

    Parameters
    ----------
    folder : Path
        The workspace.
    said : mapping
        What stands under ``[brief]``.
    **given
        In its place: ``title``, ``text``, ``logo``, ``paper``, ``link``; empty ones change nothing.

    Raises
    ------
    SettingError
        If a key isn't one, a colour can't be read on white, or the logo isn't a picture inside the workspace.

    """
    for key in said:
        if key not in KEYS:
            raise SettingError(say("brief.brand.unknown", key=key, near=nearest(key, KEYS)))
    held = {**said, **{key: value for key, value in given.items() if value}}
    made = Brand(title=clean(held.get("title", "")), text=clean(held.get("text", "")))
    if "accent" in held:
        made = replace(made, accent=_accent(held["accent"]))
    if paper := held.get("paper", ""):
        made = replace(made, paper=_paper(paper))
    if address := held.get("link", ""):
        made = replace(made, link=link(address))
    return replace(made, logo=_logo(folder, held["logo"])) if held.get("logo") else made


def _accent(given: str) -> str:
    found = colour(given)
    if not found:
        raise SettingError(say("brief.brand.colour", given=given))
    if contrast(found) < LEAST:
        raise SettingError(say("brief.brand.pale", given=given, contrast=contrast(found), would=darkened(found)))
    return found


def _paper(given: str) -> str:
    if given.lower() not in PAPERS:
        raise SettingError(say("brief.brand.paper", given=given, near=nearest(given, PAPERS)))
    return given.lower()


def link(given: str) -> str:
    """Give an address as it may be printed.

    Raises
    ------
    SettingError
        If it is none a browser opens, or too long for a code that a phone can read.

    """
    address = given.strip()
    plain = address.isascii() and address.isprintable() and not set(address) & set(' "<>\\^`{|}')
    if not address.lower().startswith(SCHEMES) or not plain or not 10 <= len(address) <= 300:
        raise SettingError(say("brief.brand.link", given=given))
    return address


def _logo(folder: Path, given: str) -> str:
    """Give a picture of the workspace, named from it or from where one stands, as an address that holds all of it."""
    home = folder.resolve()
    places = [(folder / given).resolve(), Path(given).resolve()]
    path = next((one for one in places if one.is_relative_to(home) and one.is_file()), None)
    if path is None:
        raise SettingError(say("brief.brand.logo_place", given=given, folder=str(folder)))
    if path.stat().st_size > LARGEST:
        raise SettingError(say("brief.brand.logo_size", given=given, most=LARGEST // 1000))
    content = path.read_bytes()
    kind = _kind(content)
    if not kind or (kind == SVG and _ENTITY.search(content)):
        raise SettingError(say("brief.brand.logo_kind", given=given))
    if kind != SVG and _pixels(content, kind) > MOST_PIXELS:
        raise SettingError(say("brief.brand.logo_pixels", given=given, most=MOST_PIXELS))
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"


def _kind(content: bytes) -> str:
    """Give what a file holds, by its first bytes and not by its name; empty where it is no picture we take."""
    known = next((kind for begins, kind in KINDS.items() if content.startswith(begins)), "")
    if known:
        return known
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""
    return SVG if re.match(r"\s*(<\?xml[^>]*>|<!--.*?-->|<!DOCTYPE[^>\[]*>|\s)*<svg\b", text, re.DOTALL) else ""


def _pixels(content: bytes, kind: str) -> int:
    """Give how many pixels a picture has; a small file may hold a page too large to draw."""
    if kind == "image/png":
        return int.from_bytes(content[16:20], "big") * int.from_bytes(content[20:24], "big")
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if marker in {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}:  # where a frame begins: height, width
            return int.from_bytes(content[at + 5 : at + 7], "big") * int.from_bytes(content[at + 7 : at + 9], "big")
        at += 2 + length
    return MOST_PIXELS + 1

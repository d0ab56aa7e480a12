import base64
import struct
import zlib

import pytest

from standout.errors import SettingError
from standout.workspace.branding import brand

SVG = b'<?xml version="1.0"?>\n<!-- made by hand -->\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def png(wide, high):
    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))


def jpeg(wide, high):
    return (
        b"\xff\xd8\xff\xe0\x00\x10JFIF"
        + b"\0" * 10
        + b"\xff\xc0\x00\x11\x08"
        + struct.pack(">HH", high, wide)
        + b"\0" * 12
    )


def test_what_stands_in_the_settings_is_taken_and_what_is_given_goes_before_it(tmp_path):
    made = brand(tmp_path, {"title": "Ours", "paper": "Letter", "accent": "#7A1F5C"}, title="Mine", text="")
    assert (made.title, made.paper, made.accent, made.text) == ("Mine", "letter", "#7a1f5c", "")


def test_a_pale_colour_is_refused_with_one_that_would_do(tmp_path):
    with pytest.raises(SettingError, match=r"#ffcc00 is too pale .* 1\.5\d, .* #8f7200 would do"):
        brand(tmp_path, {"accent": "#ffcc00"})


@pytest.mark.parametrize(
    ("content", "kind"), [(png(10, 10), "image/png"), (jpeg(10, 10), "image/jpeg"), (SVG, "image/svg+xml")]
)
def test_a_logo_is_put_in_whole_as_an_image_by_what_it_holds(tmp_path, content, kind):
    (tmp_path / "logo.any").write_bytes(content)
    made = brand(tmp_path, {"logo": "logo.any"})
    assert made.logo == f"data:{kind};base64,{base64.b64encode(content).decode()}"


def test_a_logo_may_be_named_from_where_one_stands_too(tmp_path, monkeypatch):
    home = tmp_path / "mybiz"
    home.mkdir()
    (home / "logo.png").write_bytes(png(1, 1))
    monkeypatch.chdir(tmp_path)
    assert brand(home, {"logo": "mybiz/logo.png"}).logo == brand(home, {"logo": "logo.png"}).logo
    (tmp_path / "other.png").write_bytes(png(1, 1))
    with pytest.raises(SettingError, match="There is no logo"):
        brand(home, {"logo": "other.png"})


@pytest.mark.parametrize("where", ["../logo.png", "/etc/hostname", "no.png", "link.png", "."])
def test_no_logo_is_taken_from_outside_the_workspace(tmp_path, where):
    home = tmp_path / "mybiz"
    home.mkdir()
    (tmp_path / "logo.png").write_bytes(png(1, 1))
    (home / "link.png").symlink_to(tmp_path / "logo.png")
    with pytest.raises(SettingError, match="There is no logo"):
        brand(home, {"logo": where})


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (png(10, 10) + b"\0" * 150_001, "too large"),
        (png(3000, 3000), "too many pixels"),
        (jpeg(3000, 3000), "too many pixels"),
        (jpeg(1, 1)[:8], "too many pixels"),
        (b"GIF89a", "no PNG, JPEG or plain SVG"),
        (b"<html><svg></svg></html>", "no PNG, JPEG or plain SVG"),
        (b'<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg>&a;</svg>', "no PNG, JPEG or plain SVG"),
        (b"\xff\xfe<\0s\0v\0g\0", "no PNG, JPEG or plain SVG"),
    ],
)
def test_a_logo_that_is_too_large_or_no_picture_is_refused(tmp_path, content, why):
    (tmp_path / "logo.png").write_bytes(content)
    with pytest.raises(SettingError, match=why):
        brand(tmp_path, {"logo": "logo.png"})


@pytest.mark.parametrize(
    "wrong", ["javascript:alert(1)", "example.org", 'https://a.b/"x', "https://a b.org", "https://" + "a" * 400]
)
def test_only_an_address_a_browser_opens_is_printed(tmp_path, wrong):
    with pytest.raises(SettingError, match="no address that can be printed"):
        brand(tmp_path, {}, link=wrong)


def test_a_key_or_a_paper_that_is_none_is_named_with_those_there_are(tmp_path):
    with pytest.raises(SettingError, match="no use for colour. It takes: .*accent"):
        brand(tmp_path, {"colour": "#000000"})
    with pytest.raises(SettingError, match="“A3” is no paper .* a4, letter"):
        brand(tmp_path, {"paper": "A3"})

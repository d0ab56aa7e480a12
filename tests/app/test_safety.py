"""Who may ask, what may be sent, what a browser may run."""

import pytest
from starlette.testclient import TestClient

from app_forms import word
from standout import Workspace
from standout.app.safety import LARGEST_FORM, SESSION, Safety

OPENED = "/jobs/0"
"""A page that is always there: it says that there is no such job."""


@pytest.fixture
def client(serve, tmp_path):
    Workspace.new(tmp_path / "biz", ours="Corner Deli")
    return serve(tmp_path / "biz")


def csrf(client):
    return word(client, OPENED)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "", "0.0.0.0"])
def test_only_this_machines_own_names_are_answered(client, host):
    assert client.get(OPENED, headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "localhost:8765", "127.0.0.1:1", "[::1]:8765"])
def test_this_machines_own_names_are_answered(client, host):
    assert client.get(OPENED, headers={"host": host}).status_code == 404


def test_every_answer_forbids_scripts_inside_pages_and_pages_inside_frames(client):
    for path in (OPENED, "/static/0.1.0/app.css", "/nowhere"):
        policy = client.get(path).headers["content-security-policy"]

        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert client.get(path).headers["x-content-type-options"] == "nosniff"


def test_a_form_without_the_word_changes_nothing(client):
    assert client.post(OPENED).status_code == 403
    assert client.post(OPENED, data={"csrf": "0" * 32}).status_code == 403


def test_a_form_with_the_word_goes_through(client):
    there = csrf(client)

    assert client.post(OPENED, data={"csrf": there}).status_code == 405  # such a page takes no form
    assert client.post(OPENED, headers={"x-csrf": there}).status_code == 405


def test_the_word_of_one_browser_is_not_another_ones(client, serve, tmp_path):
    other = TestClient(client.app, base_url="http://127.0.0.1", follow_redirects=False)

    assert csrf(client) != csrf(other)
    assert other.post(OPENED, data={"csrf": csrf(client)}).status_code == 403


@pytest.mark.parametrize(
    "headers", [{"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"},
                {"sec-fetch-site": "same-site"}, {"origin": "http://127.0.0.1:9"}],
)  # fmt: skip
def test_a_form_from_another_page_is_refused_even_with_the_word(client, headers):
    assert client.post(OPENED, data={"csrf": csrf(client)}, headers=headers).status_code == 403


def test_a_form_that_is_too_large_is_refused_whatever_it_says_of_its_length(client):
    there = csrf(client)

    def parts():
        for _ in range(LARGEST_FORM // 1000 + 2):
            yield b"x" * 1000

    assert client.post(OPENED, content=b"x" * (LARGEST_FORM + 1), headers={"x-csrf": there}).status_code == 413
    assert client.post(OPENED, content=parts(), headers={"x-csrf": there}).status_code == 413
    assert client.post(OPENED, content=b"x" * 1000, headers={"x-csrf": there}).status_code == 405


def test_with_a_token_nobody_gets_in_without_it(serve, tmp_path):
    Workspace.new(tmp_path / "biz", ours="Corner Deli")
    client = serve(tmp_path / "biz", token="a-long-enough-token", base="http://192.168.0.7")

    assert client.get(OPENED).status_code == 401
    assert client.get(OPENED + "?token=another-long-token!").status_code == 401
    led = client.get(OPENED + "?token=a-long-enough-token&then=%2Fweek")
    assert (led.status_code, led.headers["location"]) == (303, OPENED + "?then=%2Fweek")
    assert client.get(OPENED).status_code == 404  # the cookie stands for it now


def test_the_token_leads_nowhere_else(serve, tmp_path):
    client = serve(tmp_path, token="a-long-enough-token")

    led = client.get("//evil.example/?token=a-long-enough-token").headers["location"]

    assert led.startswith("/")
    assert not led.startswith("//")


@pytest.mark.parametrize("given", ["standout=short", "standout=\x80\x81", "=;=", "standout=" + "a" * 31])
def test_a_broken_cookie_gets_a_new_one(client, given):
    fresh = client.get(OPENED, headers={"cookie": given.encode("latin-1")})

    assert SESSION in fresh.headers["set-cookie"]
    assert "HttpOnly" in fresh.headers["set-cookie"]
    assert "SameSite=Strict" in fresh.headers["set-cookie"]


@pytest.mark.parametrize("path", ["/static/0.1.0/../../page.py", "/static/0.1.0/%2e%2e/%2e%2e/page.py",
                                  "/static/0.1.0//etc/passwd", "/static/0.1.0/vendor/../../app.py"])  # fmt: skip
def test_no_file_but_those_of_the_pages_is_given(client, path):
    assert client.get(path).status_code == 404


def test_a_word_needs_the_secret_of_this_server():
    async def nothing(*_):
        return

    assert Safety(nothing).word("a" * 32) != Safety(nothing).word("a" * 32)

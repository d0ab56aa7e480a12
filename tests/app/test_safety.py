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


@pytest.mark.parametrize(
    "mode", [{"sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"}, {"sec-fetch-mode": "cors"}, {}]
)
@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_picture_or_script_of_another_site_asks_for_nothing(client, site, mode):
    for path in ("/claim?text=best", "/out/est/0.png", "/week", "/static/0.1.0/app.css"):
        assert client.get(path, headers={"sec-fetch-site": site, **mode}).status_code == 403


def test_a_link_on_another_site_leads_here_but_starts_no_work(client):
    led = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}

    shown = client.get("/claim?text=best+coffee", headers=led)

    assert shown.status_code == 200
    assert not client.app.state.desk.worker.under_way("claim")
    assert not [job for job in client.app.state.desk.worker.jobs() if "best coffee" in job.key]
    assert client.post(OPENED, headers=led).status_code == 403


@pytest.mark.parametrize(
    ("then", "leads"),
    [("/week?x=1", "/week?x=1"), ("//evil.example", "/"), ("/\\evil.example", "/"), ("/\t/evil.example", "/"),
     ("https://evil.example", "/"), ("/\r\nx-bad: 1", "/"), ("/€", "/%E2%82%AC"), ("", "/"), ("javascript:x()", "/")],
)  # fmt: skip
def test_a_job_leads_on_inside_this_server_alone(client, then, leads):
    worker = client.app.state.desk.worker
    job = worker.wait(worker.start("builtins:callable", "app.job.asking"), 60)
    there = client.get(f"/jobs/{job.id}", params={"then": then}, headers={"hx-request": "true"})
    whole = client.get(f"/jobs/{job.id}", params={"then": then})

    assert job.result is True
    assert whole.headers["location"] == leads
    assert there.headers["hx-redirect"] == leads
    assert f'href="{leads.replace("&", "&amp;")}"' in there.text


def test_a_fault_of_ours_is_said_with_every_guard_in_place(client, monkeypatch):
    def wrong(*_):
        raise RuntimeError("details of ours")

    monkeypatch.setattr("standout.app.desk.Desk.kept", wrong)
    answered = client.get("/")

    assert answered.status_code == 500
    assert "script-src 'self'" in answered.headers["content-security-policy"]
    assert answered.headers["cache-control"] == "no-store"
    assert "details of ours" not in answered.text
    assert "Nothing was lost" in answered.text


@pytest.mark.parametrize("text", ["ours = [broken", 'rivals = ["a"]', 'ours = "a"\nnonsense = 1', "\x00"])
def test_a_standout_toml_that_cant_be_read_is_told_on_the_page(serve, tmp_path, text):
    Workspace.new(tmp_path / "biz", ours="Corner Deli")
    (tmp_path / "biz" / "standout.toml").write_text(text)
    client = serve(tmp_path / "biz")

    for path in ("/", "/settings", "/questions/est"):
        shown = client.get(path)
        assert shown.status_code == 400
        assert "standout.toml" in shown.text


@pytest.mark.parametrize("path", ["/out/est%00x/0.png", "/paper/a%00b", "/week?x=%00", "/questions/est?aspect=%00"])
def test_a_null_byte_in_an_address_is_no_page(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("name", ["as_of", "where", "since", "question", "self", "rivals", "subject", "nosuch"])
def test_only_settings_of_the_question_are_taken_from_an_address(name):
    from standout.app.jobs import given
    from standout.errors import SettingError
    from standout.workspace.view import View

    with pytest.raises(SettingError, match="alpha"):
        given(View(given=((name, "x"),)), "est")
    assert given(View(given=(("alpha", "0.01"),)), "est") == {"alpha": 0.01}


def test_a_host_that_was_asked_for_is_answered(tmp_path, worker):
    from standout.app.application import application

    Workspace.new(tmp_path / "biz", ours="Corner Deli")
    client = TestClient(application(tmp_path / "biz", host="127.0.0.2", worker=worker), base_url="http://127.0.0.2")

    assert client.get(OPENED).status_code == 404


def test_the_tokens_of_two_servers_on_one_host_dont_meet(serve, tmp_path):
    one = serve(tmp_path, token="a-long-enough-token", base="http://192.168.0.7:8001")
    led = one.get("/?token=a-long-enough-token")

    assert "standout_token_8001=" in led.headers["set-cookie"]

"""The server as a command: where it listens, who may connect, and that nothing is left of it when it ends."""

import http.client
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from standout import Workspace
from standout.cli import cli
from standout.errors import UsageError

SECONDS = 60


def started(folder, *more):
    """Start the command; give its process and its port."""
    process = subprocess.Popen(
        [sys.executable, "-m", "standout", "serve", str(folder), "--no-open", "--port", "0", *more],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    address = process.stdout.readline()
    return process, int(address.split("127.0.0.1:")[1].split("/")[0])


def asked(port, path, method="GET"):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    connection.request(method, path)
    answer = connection.getresponse()
    page = answer.read()
    connection.close()
    return answer.status, page


def working(server):
    """Give the processes that a server started and that still run."""
    found = []
    for place in Path("/proc").iterdir():
        if place.name.isdigit():
            try:
                parent = (place / "stat").read_text().rpartition(")")[2].split()[1]
            except OSError:
                continue
            if int(parent) == server:
                found.append(int(place.name))
    return found


@pytest.fixture
def folder(tmp_path):
    return Workspace.new(tmp_path / "biz", ours="Corner Deli").folder


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_quietly_and_leaves_nothing_running(folder, sent):
    server, port = started(folder)
    assert asked(port, "/")[0] == 200
    server.send_signal(sent)
    _, said = server.communicate(timeout=SECONDS)

    assert server.returncode == 0
    assert said == ""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes where Linux lists them")
def test_its_workers_end_when_it_is_killed(folder):
    server, port = started(folder)
    cookie = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    cookie.request("GET", "/settings")
    held = cookie.getresponse()
    session = held.headers["set-cookie"].split(";")[0]
    word = held.read().decode().split('name="csrf" content="')[1].split('"')[0]
    cookie.request(
        "POST", "/ask", f"csrf={word}", {"Cookie": session, "Content-Type": "application/x-www-form-urlencoded"}
    )
    assert cookie.getresponse().status == 303
    cookie.close()
    there = working(server.pid)
    assert there
    server.kill()
    server.communicate(timeout=SECONDS)

    until = time.monotonic() + 20
    while time.monotonic() < until and any(Path(f"/proc/{one}/cmdline").exists() for one in there):
        time.sleep(0.2)
    assert not [one for one in there if _runs(one)]


def _runs(number):
    try:
        return (Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]) not in "ZX"
    except OSError:
        return False


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.0.7", "::", "my-machine"])
def test_others_are_let_in_only_with_a_token(folder, host):
    done = CliRunner().invoke(cli, ["serve", str(folder), "--host", host])

    assert isinstance(done.exception, UsageError)
    assert "--token auto" in str(done.exception)


def test_a_token_that_can_be_guessed_is_refused(folder):
    done = CliRunner().invoke(cli, ["serve", str(folder), "--token", "short"])

    assert "16 letters" in str(done.exception) + done.output


def test_a_port_that_is_taken_is_said_so(folder):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        done = CliRunner().invoke(cli, ["serve", str(folder), "--port", str(other.getsockname()[1])])

    assert "--port 0" in str(done.exception) + done.output


def test_a_token_made_for_it_stands_in_the_address(folder):
    server, port = started(folder, "--token", "auto")
    try:
        assert asked(port, "/")[0] == 401
    finally:
        server.terminate()
        server.communicate(timeout=SECONDS)

"""Serving: the app on a port of this machine, until it is stopped."""

from __future__ import annotations

import secrets
import signal
import socket
import threading
import webbrowser
from collections.abc import Callable
from contextlib import closing, suppress
from ipaddress import ip_address
from pathlib import Path

from standout.errors import UsageError
from standout.words import say

AUTO = "auto"
LEAST_TOKEN = 16
"""Letters a token must have: one that is shorter can be guessed."""


def serve(folder: Path, *, host: str, port: int, token: str, show: bool, told: Callable[[str], None]) -> None:
    """Serve a folder until it is stopped.

    Parameters
    ----------
    folder : Path
        A workspace, or a folder that will be one.
    host, port : str, int
        Where; port 0 takes one that is free.
    token : str
        What a browser must bring; ``auto`` makes one.
    show : bool
        Whether to open a browser.
    told : callable
        Told the address once it can be opened.

    Raises
    ------
    UsageError
        If others could connect and no token is asked for, the token is too short, or the port is taken.

    """
    import uvicorn  # noqa: PLC0415 - heavy

    from standout.app.application import application  # noqa: PLC0415 - heavy

    token = secrets.token_urlsafe(24) if token == AUTO else token
    if not token and not _here(host):
        raise UsageError(say("app.serve.token_needed", host=host))
    if token and len(token) < LEAST_TOKEN:
        raise UsageError(say("app.serve.token_short", least=LEAST_TOKEN))
    with closing(_listening(host, port)) as listening:
        made = application(folder, token=token, host=host)
        worker = made.state.desk.worker
        address = _address(host, listening.getsockname()[1], token)
        config = uvicorn.Config(
            made, log_level="warning", server_header=False, access_log=False, lifespan="off", ws="none",
            timeout_graceful_shutdown=2,
        )  # fmt: skip
        server = uvicorn.Server(config)
        told(address)
        if show:
            threading.Timer(0.2, webbrowser.open, [address]).start()
        signal.signal(signal.SIGTERM, lambda *_: None)  # uvicorn ends by it, and raises it once more when it has ended
        try:
            with suppress(KeyboardInterrupt):
                server.run(sockets=[listening])
        finally:
            worker.close()


def _here(host: str) -> bool:
    """Tell whether only this machine can reach a host."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _listening(host: str, port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise UsageError(say("app.serve.taken", host=host, port=port, why=error.strerror or str(error))) from None
    return listening


def _address(host: str, port: int, token: str) -> str:
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}/{f'?token={token}' if token else ''}"

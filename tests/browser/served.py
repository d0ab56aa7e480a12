"""A server of the app in this process, for a browser to look at."""

import socket
import threading
import time
from contextlib import contextmanager

import uvicorn

from standout.app.application import application
from standout.app.work import Worker


@contextmanager
def served(folder, *, token=""):
    """Serve a folder; give the address of its first page."""
    worker = Worker()
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    app = application(folder, token=token, worker=worker)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    worker.close()
    thread.join(10)

"""An app to ask: pages of a folder by plain HTTP, with a worker of its own."""

import pytest
from starlette.testclient import TestClient

from standout.app.application import application
from standout.app.work import Worker

HERE = "http://127.0.0.1"


@pytest.fixture(scope="session")
def worker():
    """Give a worker that ends with the tests."""
    made = Worker()
    yield made
    made.close()


@pytest.fixture
def serve(worker):
    """Give ``serve(folder)``: a client that asks the app of a folder as a browser does."""

    def open_(folder, *, token="", base=HERE):
        app = application(folder, token=token, worker=worker)
        return TestClient(app, base_url=base, raise_server_exceptions=False, follow_redirects=False)

    return open_

"""Settings and paper: what is written is what was changed, and files are given by name alone."""

import pytest

from app_forms import word
from standout import Workspace


@pytest.fixture
def there(serve, tmp_path):
    workspace = Workspace.new(tmp_path / "biz", ours="Corner Deli", rivals=["Milk Bar"])
    path = workspace.folder / "standout.toml"
    path.write_text("# my own note\n" + path.read_text())
    return serve(workspace.folder), workspace.folder


def test_saving_changes_what_was_changed_and_keeps_the_owners_notes(there):
    client, folder = there

    led = client.post(
        "/settings",
        data={"csrf": word(client), "language": "de", "ours": "Corner Deli", "rivals": "Milk Bar\n Night  Owl \n\n"},
    )

    assert led.status_code == 303
    text = (folder / "standout.toml").read_text()
    assert "# my own note" in text
    assert Workspace(folder).config.rivals == ("Milk Bar", "Night Owl")
    assert Workspace(folder).config.language == "de"
    assert '<html lang="de">' in client.get("/settings").text


@pytest.mark.parametrize(
    "wrong", [{"ours": ""}, {"ours": "x" * 201}, {"language": "xx"}, {"rivals": "\n".join(map(str, range(1001)))}]
)
def test_what_cant_be_a_setting_changes_nothing_and_says_what_can(there, wrong):
    client, folder = there
    before = (folder / "standout.toml").read_text()
    given = {"csrf": word(client), "language": "en", "ours": "Corner Deli", "rivals": "", **wrong}

    answered = client.post("/settings", data=given)

    assert answered.status_code == 400
    assert 'role="alert"' in answered.text
    assert (folder / "standout.toml").read_text() == before


def test_a_name_with_markup_is_shown_as_it_was_written(there):
    client, _ = there
    name = '<img src=x onerror=alert(1)>"&'
    client.post("/settings", data={"csrf": word(client), "language": "en", "ours": name, "rivals": "</textarea><b>"})

    page = client.get("/settings").text

    assert "<img" not in page
    assert "</textarea><b>" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


@pytest.mark.parametrize("name", ["standout.toml", "..%2Fsecret", "held", "%2Fetc%2Fpasswd", "brief.html%00"])
def test_only_files_that_were_made_to_hand_over_are_given(there, name):
    client, _ = there

    assert client.get(f"/paper/{name}").status_code == 404


def test_a_link_in_the_place_of_a_page_is_not_followed(there, tmp_path):
    client, folder = there
    (tmp_path / "secret").write_text("not yours")
    (folder / "brief.html").symlink_to(tmp_path / "secret")

    assert client.get("/paper/brief.html").status_code == 404
    (folder / "brief.html").unlink()
    (folder / "brief.html").write_text("<p>mine</p>")
    given = client.get("/paper/brief.html")
    assert given.text == "<p>mine</p>"
    assert given.headers["content-disposition"].startswith("attachment")


def test_a_folder_that_is_no_workspace_yet_leads_to_the_first_page(serve, tmp_path):
    client = serve(tmp_path)

    for path in ("/settings", "/paper"):
        assert client.get(path).headers["location"] == "/"

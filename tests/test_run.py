"""The newcomer's two commands: what they install, what they say, and how they end."""

import importlib.util
import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from standout import registry

ROOT = Path(__file__).parents[1]


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Give run.py, at home in an empty folder that holds its requirements, and the commands it would start."""
    spec = importlib.util.spec_from_file_location("run_under_test", ROOT / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in ("requirements.txt", "requirements-dev.txt", "pyproject.toml"):
        (tmp_path / name).write_text((ROOT / name).read_text(encoding="utf-8"), encoding="utf-8")
    home = tmp_path / ".venv"
    monkeypatch.setattr(module, "HERE", tmp_path)
    monkeypatch.setattr(module, "HOME", home)
    monkeypatch.setattr(module, "PYTHON", home / "bin" / "python")
    monkeypatch.setattr(module, "STAMP", home / "standout-installed.json")
    monkeypatch.setattr(module, "SCORES", home / "standout-tests.xml")
    monkeypatch.setattr(module.shutil, "which", lambda _: None)
    module.started = []

    def start(command, **given):
        module.started.append(command)
        if "venv" in command:
            module.PYTHON.parent.mkdir(parents=True)
            module.PYTHON.touch()
        code, said = next((end for word, end in module.ends.items() if word in command), (0, ""))
        return subprocess.CompletedProcess(command, code, said, "")

    module.ends = {}
    monkeypatch.setattr(module.subprocess, "run", start)
    return module


def installs(run):
    return [command for command in run.started if "install" in command]


def test_a_first_run_makes_an_environment_and_installs_what_is_pinned(run):
    assert run.main(["demo"]) == 0

    assert run.started[0][1:3] == ["-m", "venv"]
    assert [command[-1] for command in installs(run)] == [str(run.HERE / "requirements.txt"), str(run.HERE)]
    assert run.started[-1][1:] == ["-m", "demos", "town"]


def test_a_second_run_installs_nothing(run):
    run.main(["demo"])
    run.started.clear()

    run.main(["demo", "coffee"])

    assert run.started == [[str(run.PYTHON), "-m", "demos", "coffee"]]


@pytest.mark.parametrize("file", ["requirements.txt", "pyproject.toml"])
def test_a_changed_requirement_is_installed(run, file):
    run.main(["demo"])
    run.started.clear()
    with (run.HERE / file).open("a", encoding="utf-8") as changed:
        changed.write("\n# changed\n")

    run.main(["demo"])

    assert len(installs(run)) == 2


def test_what_the_tests_need_is_installed_on_top_of_the_demo_once(run):
    run.main(["demo"])
    run.started.clear()

    run.main(["docs"])
    run.main(["demo"])

    assert [command[-1] for command in installs(run)] == [str(run.HERE / "requirements-dev.txt"), str(run.HERE)]


def test_a_failed_install_is_not_taken_for_done_and_shows_the_end_of_what_pip_said(run, capsys):
    run.ends["-r"] = (1, "\n".join(f"line {n}" for n in range(200)))

    assert run.main(["demo"]) == 1

    said = capsys.readouterr().err
    assert "line 199" in said
    assert "line 100\n" not in said
    assert "run the same command again" in said
    assert not run.STAMP.exists()


def test_a_python_without_venv_is_told_what_to_install(run, capsys):
    run.ends["venv"] = (1, "ensurepip is not available")

    assert run.main(["demo"]) == 1

    assert "sudo apt install python3" in capsys.readouterr().err


def test_uv_is_used_where_it_is(run, monkeypatch):
    monkeypatch.setattr(run.shutil, "which", lambda name: "/bin/uv" if name == "uv" else None)

    run.main(["demo"])

    assert run.started[0][:2] == ["/bin/uv", "venv"]
    assert all(command[:3] == ["/bin/uv", "pip", "install"] for command in installs(run))


def test_an_environment_of_an_older_python_is_left_alone_and_named(run, capsys):
    run.PYTHON.parent.mkdir(parents=True)
    run.PYTHON.touch()
    run.ends["-c"] = (1, "")

    assert run.main(["demo"]) == 1

    assert f"The environment in {run.HOME} is of an older Python." in capsys.readouterr().err
    assert installs(run) == []


def test_an_old_python_is_told_so_in_one_sentence(run, monkeypatch, capsys):
    monkeypatch.setattr(run.sys, "version_info", (3, 9, 2))

    assert run.main(["demo"]) == 2

    assert capsys.readouterr().out == ("Standout needs Python 3.11 or newer; this is 3.9.2. Try: python3.11 run.py\n")
    assert run.started == []


def test_a_demo_that_is_not_there_is_answered_with_those_there_are(run, capsys):
    assert run.main(["demo", "tea"]) == 2

    assert capsys.readouterr().err == "There is no demo called tea. There is: town, coffee, lounges, tacos.\n"


def test_a_word_run_does_not_know_is_wrong_usage(run, capsys):
    with pytest.raises(SystemExit) as end:
        run.main(["demo", "--fast"])

    assert end.value.code == 2
    assert "--fast" in capsys.readouterr().err


def scores(run, *cases):
    run.SCORES.parent.mkdir(parents=True, exist_ok=True)
    run.SCORES.write_text(f"<testsuites><testsuite>{''.join(cases)}</testsuite></testsuites>", encoding="utf-8")


SKIPPED = '<testcase name="test_in_a_browser"><skipped type="pytest.skip" message="no Chromium"/></testcase>'
EXPECTED = '<testcase name="test_on_another_engine"><skipped type="pytest.xfail" message="can\'t yet"/></testcase>'


@pytest.fixture
def tests_end(run, monkeypatch):
    """Give a way to let pytest end with these cases."""
    monkeypatch.setattr(run, "install", lambda _: None)

    def ending(*cases, code=0):
        def start(*command):
            scores(run, *cases)
            run.started.append(command)
            return code

        monkeypatch.setattr(run, "_python", start)

    return ending


def with_chromium(run, monkeypatch):
    monkeypatch.setattr(run.shutil, "which", lambda name: "/bin/chromium" if name == "chromium" else None)


def test_a_skipped_test_is_named_and_the_tests_still_pass_at_home(run, tests_end, monkeypatch, capsys):
    monkeypatch.delenv("CI", raising=False)
    tests_end(SKIPPED)

    assert run.main(["test"]) == 0

    said = capsys.readouterr().out
    assert "apt-get install chromium" in said
    assert "Skipped: 1. test_in_a_browser" in said


def test_a_skipped_test_is_a_failure_where_everything_must_run(run, tests_end, monkeypatch):
    monkeypatch.setenv("CI", "true")
    with_chromium(run, monkeypatch)
    tests_end(SKIPPED)

    assert run.main(["test"]) == 1


def test_a_missing_browser_is_a_failure_where_everything_must_run(run, tests_end, monkeypatch):
    monkeypatch.setenv("CI", "true")
    tests_end()

    assert run.main(["test"]) == 1


def test_an_expected_failure_is_no_skip(run, tests_end, monkeypatch, capsys):
    monkeypatch.setenv("CI", "true")
    with_chromium(run, monkeypatch)
    tests_end(EXPECTED)

    assert run.main(["test"]) == 0
    assert "Skipped" not in capsys.readouterr().out


def test_more_words_go_to_pytest(run, tests_end, monkeypatch):
    with_chromium(run, monkeypatch)
    tests_end()

    run.main(["test", "tests/stats", "-q", "-k", "ranks"])

    [command] = run.started
    assert command[-4:] == ("tests/stats", "-q", "-k", "ranks")


def test_checks_run_in_order_a_line_each_and_a_fault_shows_the_end_of_what_was_said(run, monkeypatch, capsys):
    monkeypatch.setattr(run, "install", lambda _: None)
    run.ends["lint-imports"] = (1, "ours")

    def start(command, **_):
        fault = "mypy" in command[0]
        return subprocess.CompletedProcess(command, int(fault), "an argument is wrong" if fault else "", "")

    monkeypatch.setattr(run.subprocess, "run", start)

    assert run.main(["check"]) == 1

    lines = capsys.readouterr().out.splitlines()
    verdicts = [re.split(r"\s+", line.strip())[:2] for line in lines if line.endswith(" s")]
    assert verdicts == [
        ["formatting", "fine"], ["lint", "fine"], ["types", "fault"], ["layers", "fine"], ["docs", "fine"],
    ]  # fmt: skip
    assert "an argument is wrong" in lines


def test_what_benchmarks_share_is_no_benchmark(run, monkeypatch, capsys):
    monkeypatch.setattr(run, "install", lambda _: None)
    (run.HERE / "benchmarks").mkdir()
    (run.HERE / "benchmarks" / "speed.py").write_text('if __name__ == "__main__":\n    pass\n', encoding="utf-8")
    (run.HERE / "benchmarks" / "shapes.py").write_text("STARS = 5\n", encoding="utf-8")

    assert run.main(["bench"]) == 0
    assert run.main(["bench", "shapes"]) == 1

    assert run.started == [[str(run.PYTHON), str(run.HERE / "benchmarks" / "speed.py")]]
    assert capsys.readouterr().err == "There is no benchmark called shapes. There is: speed.\n"


def shown_commands():
    """Give every ``standout ...`` line of the README, as words."""
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    return [shlex.split(line, comments=True)[1:] for line in lines if line.startswith("standout ")]


@pytest.mark.parametrize("words", shown_commands(), ids=lambda words: words[0])
def test_every_command_and_option_the_readme_shows_is_there(words):
    command = registry.load(f"{words[0]}:COMMAND", "standout.cli")
    options = {option for parameter in command.params for option in parameter.opts}

    assert {word for word in words if word.startswith("--")} <= options


def pinned(name):
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return {line.split("==")[0]: line.split("==")[1] for line in lines if "==" in line}


def test_every_dependency_is_pinned_to_a_version_it_allows():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    held = pinned("requirements.txt")

    for wanted in map(Requirement, project["dependencies"]):
        assert held[wanted.name] in wanted.specifier, wanted


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_hold_names_and_versions_only(name):
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()

    rest = [line for line in lines if not re.fullmatch(r"[a-z0-9-]+==[a-z0-9.]+", line)]
    assert [line for line in rest if not line.startswith("#")] == ["-r requirements.txt"][: name.count("dev")]


def test_no_package_is_pinned_twice():
    assert not set(pinned("requirements.txt")) & set(pinned("requirements-dev.txt"))


def test_ci_runs_exactly_the_command_that_anybody_runs():
    script = ROOT / ".ci" / "run"

    assert os.access(script, os.X_OK)
    assert "exec python3 run.py test" in script.read_text(encoding="utf-8")
    assert subprocess.run(["bash", "-n", str(script)], check=False).returncode == 0


def test_run_needs_nothing_but_python_itself():
    code = "import sys, runpy; before = set(sys.modules); runpy.run_path('run.py', run_name='seen')\n"
    code += "print({n.split('.')[0] for n in set(sys.modules) - before} - set(sys.stdlib_module_names))"

    seen = subprocess.run([sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert seen.stdout.strip() == "set()"


def test_the_stamp_names_each_list_that_is_installed(run):
    run.main(["docs"])

    assert set(json.loads(run.STAMP.read_text(encoding="utf-8"))) == {"requirements.txt", "requirements-dev.txt"}

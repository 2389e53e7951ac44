"""What must hold of the project's own files: the same set of libraries everywhere, and nothing of one machine."""

import os
import re
import shutil
import subprocess
from importlib.metadata import Distribution, distribution, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from ruamel.yaml import YAML

import policydiff

ROOT = Path(__file__).parents[1]

# A folder of somebody's machine, or the address of a package index.
OF_ONE_MACHINE = re.compile(
    r"/home/\w+/|/root\b/|/Users/\w+/|[A-Z]:\\Users\b|https?://\S+/simple\b|--(?:extra-)?index[-]url|--find[-]links"
)


def pins() -> dict[str, list[Requirement]]:
    """Return the lines of constraints.txt by name; a library has several where versions differ by Python."""
    found: dict[str, list[Requirement]] = {}
    for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            requirement = Requirement(line)
            found.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return found


def pinned_here() -> dict[str, str | None]:
    """Return the version that constraints.txt holds for this Python and system; None where it holds none for them."""
    return {
        name: next((str(line.specifier) for line in lines if line.marker is None or line.marker.evaluate()), None)
        for name, lines in pins().items()
    }


def required(extra: str) -> dict[str, Distribution]:
    """Return all that policydiff requires with an extra, directly or through another library, as it is installed."""
    found: dict[str, Distribution] = {}
    waiting = [("policydiff", extra)]
    seen = set(waiting)
    while waiting:
        asking, extra = waiting.pop()
        for line in distribution(asking).requires or []:
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
                name = canonicalize_name(requirement.name)
                found[name] = distribution(name)
                steps = {(name, wanted) for wanted in ("", *requirement.extras)} - seen
                seen |= steps
                waiting += steps
    return found


def test_every_installed_library_has_the_version_of_the_constraints():
    installed = {name: f"=={library.version}" for name, library in required("dev").items()}

    assert {name: pinned_here().get(name) for name in installed} == installed


def test_the_constraints_name_one_exact_version_each_and_no_address():
    for lines in pins().values():
        for line in lines:
            assert re.fullmatch(r"==[\w.]+", str(line.specifier)), line
            assert line.url is None
            assert not line.extras


def test_the_constraints_hold_nothing_that_nobody_asks_for():
    assert {name for name, version in pinned_here().items() if version} == required("dev").keys()


def test_no_file_names_a_folder_of_one_machine_or_a_package_index(kept):
    texts = {path: content for path in kept(ROOT) if b"\0" not in (content := path.read_bytes())}

    assert [
        f"{path.relative_to(ROOT)}:{number}: {match.group()}"
        for path, content in texts.items()
        for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1)
        if (match := OF_ONE_MACHINE.search(line))
    ] == []


@pytest.mark.parametrize(
    "line",
    [
        "see /ho" + "me/anna/papers",
        "cp x /ro" + "ot/x",
        "/Use" + "rs/anna/x",
        "C:\\Use" + "rs\\anna",
        "https://example.org/sim" + "ple",
        "--extra-in" + "dex-url https://example.org",
    ],
)
def test_a_folder_of_one_machine_and_a_package_index_are_recognised(line):
    assert OF_ONE_MACHINE.search(line)


def test_the_installed_version_is_the_one_in_the_code():
    assert version("policydiff") == policydiff.__version__, "the version has moved on: make clean, then again"


def test_the_licence_is_whole():
    text = (ROOT / "LICENSE").read_text("utf-8")

    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\nEUPL © the European Union 2007, 2016\n")
    assert [int(number) for number in re.findall(r"^(\d+)\.[A-Z]", text, re.MULTILINE)] == list(range(1, 16))
    assert re.search(r"^ +Appendix$", text, re.MULTILINE)
    assert text.endswith("to this Appendix require the production of a new EUPL version.\n")


@pytest.mark.parametrize("workflow", sorted((ROOT / ".github" / "workflows").glob("*.yml")), ids=lambda path: path.name)
def test_workflows_start_without_rights_and_pin_actions_by_commit(workflow):
    content = YAML(typ="safe").load(workflow)

    assert content["permissions"] == {}
    for job in content["jobs"].values():
        assert "permissions" in job
        for step in job["steps"]:
            assert re.fullmatch(r"\./.*|[\w./-]+@[0-9a-f]{40}", step.get("uses", "./")), step
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False


@pytest.fixture
def checkout(tmp_path) -> Path:
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run make as a person does, whatever the make that runs these tests was told."""
    told = {"MAKEFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "MFLAGS", "PYTHON", "TESTS", "VENV"}
    env = {name: value for name, value in os.environ.items() if name not in told}
    return subprocess.run(["make", *arguments], cwd=folder, env=env, capture_output=True, encoding="utf-8", check=False)


def fake_python(folder: Path, script: str) -> Path:
    path = folder / "python-here"
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)
    return path


def test_a_python_that_is_too_old_is_named_with_the_way_out(checkout):
    old = fake_python(checkout, 'case "$*" in *version_info*) exit 1;; --version) echo Python 3.9.2;; esac')

    done = make(checkout, "test", f"PYTHON={old}")

    assert done.returncode == 2
    assert f"policydiff needs Python 3.11 or newer; {old} is Python 3.9.2.\n" in done.stderr
    assert "make test PYTHON=python3.12" in done.stderr


def test_a_python_without_venv_is_named_with_the_package_to_install(checkout):
    bare = fake_python(checkout, 'case "$*" in *ensurepip*) exit 1;; esac')

    done = make(checkout, "demo", f"PYTHON={bare}")

    assert done.returncode == 2
    assert "On Debian and Ubuntu: apt-get install python3-venv" in done.stderr


def test_a_python_that_is_not_there_is_named(checkout):
    done = make(checkout, "demo", "PYTHON=no-such-python")

    assert done.returncode == 2
    assert "There is no no-such-python here. Install Python 3.11 or newer." in done.stderr


def test_what_is_set_up_is_not_set_up_again(checkout):
    ready(checkout, "python3")

    assert "venv" not in make(checkout, "--dry-run", "test").stdout.replace(".venv/bin", "")


@pytest.mark.parametrize("change", ["constraints.txt", "pyproject.toml", "moved", "PYTHON=python3.12"])
def test_set_up_is_done_again_when_what_it_rests_on_has_changed(checkout, change):
    ready(checkout, "python3")
    if change == "moved":
        checkout = checkout.rename(checkout.with_name("moved-" + checkout.name))
    elif not change.startswith("PYTHON"):
        (checkout / change).touch()

    done = make(checkout, "--dry-run", "test", *([change] if change.startswith("PYTHON") else []))

    assert "-m venv --clear .venv" in done.stdout


def ready(checkout: Path, python: str) -> None:
    """Leave the folder as a finished set-up does, a while after its files were last changed."""
    stamp = checkout / ".venv" / ".ready"
    stamp.parent.mkdir()
    stamp.write_text(f"{checkout} {python}\n", "utf-8")
    for age, file in enumerate((stamp, checkout / "constraints.txt", checkout / "pyproject.toml")):
        os.utime(file, (1000 - age, 1000 - age))

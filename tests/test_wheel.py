"""What a user gets from `pip install policydiff`: the built wheel in an environment that holds nothing else.

No test may need the internet. So the libraries come from the environment that runs the tests; but only those that the
wheel itself asks for, and what they ask for in turn, are let into the new one. A library that policydiff uses without
naming it, or a file that lies in the checkout only, is missing there as it would be for a user.
"""

import os
import subprocess
import sys
import sysconfig
import venv
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from importlib.metadata import PathDistribution as Installed
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
# No setting of this machine may help: no index, no pip configuration, no home with a git identity, no other PATH.
CLEAN = {"PATH": os.environ["PATH"], "PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Environment:
    """A virtual environment with the wheel and its required libraries."""

    folder: Path

    @property
    def bin(self) -> Path:
        return self.folder / "bin"

    @property
    def libraries(self) -> Path:
        return Path(sysconfig.get_path("purelib", vars={"base": str(self.folder)}))


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """Build the sdist, and the wheel from the sdist, as a release does."""
    folder = tmp_path_factory.mktemp("dist")
    build(folder)
    return folder


@pytest.fixture(scope="module")
def wheel(built) -> Path:
    [wheel] = built.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def environment(wheel, tmp_path_factory) -> Environment:
    """Make an empty environment and put in the wheel and the libraries it asks for."""
    environment = Environment(folder=tmp_path_factory.mktemp("user") / "venv")
    venv.create(environment.folder, symlinks=True)
    assert list(environment.libraries.iterdir()) == []
    pip(environment, "install", "--quiet", "--no-deps", wheel)
    for library in asked_for(installed_in(environment)):
        link(library, environment.libraries)
    return environment


def test_the_wheel_is_the_same_from_the_checkout_and_from_the_sdist(wheel, tmp_path):
    build(tmp_path, "--wheel")
    [from_checkout] = tmp_path.glob("*.whl")

    assert contents(from_checkout) == contents(wheel)


def test_the_wheel_holds_every_file_of_the_package(wheel, kept):
    source = ROOT / "src"
    files = {path.relative_to(source).as_posix(): path.read_bytes() for path in kept(source / "policydiff")}

    assert files.items() <= contents(wheel).items()


def test_the_wheel_holds_what_the_demo_reads(wheel, kept):
    papers = [ROOT / "policy" / "papers" / "ruhr-forderungskatalog.txt", *kept(ROOT / "examples")]
    files = {f"policydiff/demo/{path.relative_to(ROOT).as_posix()}": path.read_bytes() for path in papers}

    assert len(files) > 1
    assert files.items() <= contents(wheel).items()


def test_the_wheel_holds_nothing_else(wheel):
    strangers = [
        name
        for name in contents(wheel)
        if not name.startswith("policydiff-") and not (ROOT / "src" / name).is_file() and "/demo/" not in name
    ]

    assert strangers == []


def test_the_required_libraries_are_all_there_and_fit_each_other(environment):
    assert pip(environment, "check") == "No broken requirements found."


def test_nothing_but_the_required_libraries_is_there(environment):
    assert not list(environment.libraries.glob("*pytest*"))


def test_the_installed_command_knows_its_version(environment, tmp_path):
    said = run(environment.bin / "policydiff", "--version", cwd=tmp_path, home=tmp_path)

    assert installed_in(environment).version in said


def test_the_installed_package_is_the_one_that_runs(environment, tmp_path):
    ask = "import policydiff; print(policydiff.__file__)"

    said = run(environment.bin / "python", "-c", ask, cwd=tmp_path, home=tmp_path)

    assert Path(said).is_relative_to(environment.libraries)


def test_the_demo_runs_in_an_empty_folder_and_writes_its_page(environment, tmp_path):
    home, folder = tmp_path / "home", tmp_path / "empty"
    home.mkdir()
    folder.mkdir()

    said = run(environment.bin / "policydiff", "demo", "--output", "out", cwd=folder, home=home)

    page = folder / said.splitlines()[-1]
    assert page.suffix == ".html"
    assert page.is_relative_to(folder / "out")
    assert "</html>" in page.read_text("utf-8")
    assert list((folder / "out").glob("*.md"))
    assert [path.name for path in folder.iterdir()] == ["out"]


def build(folder: Path, *what: str) -> None:
    """Build into a folder with the backend that is installed here; the default is what a release does."""
    command: list[str | Path] = [sys.executable, "-m", "build", "--no-isolation", *what, "--outdir", folder, ROOT]
    run(*command, cwd=folder, home=folder)


def run(*command: str | Path, cwd: Path, home: Path) -> str:
    """Run a command with nothing of this machine's settings and return what it printed, without the last line end."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=CLEAN | {"HOME": str(home)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{command} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}"
    return done.stdout.rstrip("\n")


def pip(environment: Environment, *arguments: str | Path) -> str:
    """Let the pip that runs here work on another environment, which needs none of its own."""
    here = environment.folder.parent
    return run(sys.executable, "-m", "pip", "--python", environment.bin / "python", *arguments, cwd=here, home=here)


def installed_in(environment: Environment) -> Distribution:
    [folder] = environment.libraries.glob("policydiff-*.dist-info")
    return Installed(folder)


def asked_for(asking: Distribution) -> list[Distribution]:
    """Return every distribution that one requires, directly or through another, as this environment has it."""
    found: dict[str, Distribution] = {}
    waiting = [asking]
    while waiting:
        for line in waiting.pop().requires or []:
            requirement = Requirement(line)
            name = canonicalize_name(requirement.name)
            if name not in found and (requirement.marker is None or requirement.marker.evaluate({"extra": ""})):
                found[name] = distribution(name)
                waiting.append(found[name])
    return list(found.values())


def link(library: Distribution, libraries: Path) -> None:
    """Make a library of this environment importable in another, by links to what it installed beside each other."""
    for top in {file.parts[0] for file in library.files or [] if file.parts[0] not in {"..", "__pycache__"}}:
        if not (libraries / top).exists():
            (libraries / top).symlink_to(Path(str(library.locate_file(top))))


def contents(wheel: Path) -> dict[str, bytes]:
    with ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}

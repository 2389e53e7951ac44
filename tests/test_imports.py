"""The import rule of ARCHITECTURE.md. This file is its judge: a new part or library is written here first."""

import ast
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "policydiff"

# What each part may import of the others. `policydiff` itself (`__init__.py`, the public API) may import them all.
RULE = {
    "cli": {"sources", "papers", "core", "render", "publish", "errors", "policydiff"},
    "sources": {"core", "errors"},
    "papers": {"core", "errors"},
    "render": {"core", "errors"},
    "publish": {"render", "core", "errors"},
    "core": {"errors"},
    "errors": set(),
    "__main__": {"cli"},
}

# The only modules that may name a library.
HOMES = {
    "deepdiff": ("core/changes*",),
    "docx": ("render/word*", "render/synopsis/styles*"),
    "git": ("sources/git*",),
    "gitdb": ("sources/git*",),
    "httpx": ("publish/http*",),
    "jinja2": ("render/templates*",),
    "markupsafe": ("render/templates*",),
    "numpy": ("core/matching*",),
    "pyarrow": ("render/export*",),
    "readchar": ("cli/review*",),
    "rich": ("render/terminal/*", "cli/progress*"),
    "ruamel": ("sources/yaml*",),
    "scipy": ("core/matching*",),
    "snowballstemmer": ("render/site/stems*",),
    "svg": ("render/site/drawing*",),
    "weasyprint": ("render/synopsis/pdf*",),
    "xlsxwriter": ("render/export*", "render/tables*"),
}

# Libraries that are installed for another library's sake and never imported by name.
INDIRECT = {"ruamel.yaml.clib"}

# core and render are pure: no file, no environment, no clock, no chance. `importlib.resources` reads what is packaged.
PURE = {"core", "render"}
IMPURE_MODULES = set(
    "asyncio ctypes fileinput getpass glob http importlib io locale logging multiprocessing os pathlib platform random "
    "secrets shutil signal socket sqlite3 subprocess sys tempfile threading time urllib uuid webbrowser".split()
)
PURE_ENOUGH = {"io.StringIO", "io.BytesIO", "urllib.parse"}
# Where what is packaged may be read: templates, words and lexicons.
PACKAGED_FILES = ("render/*", "core/lexicon/*")
IMPURE_CALLS = {"open", "print", "input", "breakpoint"}
CLOCKS = {"now", "today", "utcnow"}

# Where a module may be imported by a name that is known only at run time: commands and the public API load late.
LATE = {"cli", "policydiff"}


def test_the_import_rule_holds():
    assert violations(SOURCE) == []


def test_every_library_has_a_home():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = [line for extra, lines in project["optional-dependencies"].items() if extra != "dev" for line in lines]
    required = {Requirement(line).name for line in (*project["dependencies"], *extras)} - INDIRECT
    imported_as = {
        "GitPython": "git",
        "Jinja2": "jinja2",
        "svg.py": "svg",
        "XlsxWriter": "xlsxwriter",
        "python-docx": "docx",
        "ruamel.yaml": "ruamel",
    }

    assert {imported_as.get(name, name) for name in required} == HOMES.keys() - {"gitdb", "markupsafe"}


@pytest.mark.parametrize(
    ("file", "code", "found"),
    [
        ("core/changes.py", "from policydiff.sources.git import Git", "core may not import sources"),
        ("core/changes.py", "import policydiff.render.html", "core may not import render"),
        ("core/changes.py", "from policydiff import render", "core may not import render"),
        ("core/changes.py", "from ..sources import yaml", "core may not import sources"),
        ("core/changes/signals.py", "from ...cli import main", "core may not import cli"),
        ("core/__init__.py", "from .. import sources", "core may not import sources"),
        ("core/changes.py", "import policydiff", "core may not import policydiff"),
        ("core/changes.py", "from policydiff import load", "core may not import policydiff"),
        ("core/changes.py", "def f():\n    from policydiff import papers", "core may not import papers"),
        (
            "core/changes.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from policydiff.cli import x",
            "core may not import cli",
        ),
        ("core/changes.py", "__import__('policydiff.cli')", "core may not import cli"),
        (
            "papers/text.py",
            "import importlib\nimportlib.import_module('policydiff.render')",
            "papers may not import render",
        ),
        ("papers/text.py", "from policydiff.sources import yaml", "papers may not import sources"),
        ("sources/git.py", "from policydiff.papers import text", "sources may not import papers"),
        ("render/html.py", "from policydiff.publish import site", "render may not import publish"),
        ("publish/site.py", "from policydiff.sources import git", "publish may not import sources"),
        ("errors.py", "from policydiff.core import catalogue", "errors may not import core"),
        ("__main__.py", "from policydiff.core import catalogue", "__main__ may not import core"),
        ("utils.py", "", "utils is no part that the rule knows"),
        ("core/changes.py", "from policydiff.utils import f", "core may not import utils"),
        ("sources/revisions.py", "import git", "git has its home in sources/git*"),
        ("sources/revisions.py", "from git.exc import GitError", "git has its home in sources/git*"),
        ("render/git.py", "import git", "git has its home in sources/git*"),
        ("sources/records.py", "from ruamel.yaml import YAML", "ruamel has its home in sources/yaml*"),
        ("core/report.py", "def f():\n    import deepdiff", "deepdiff has its home in core/changes*"),
        ("render/html.py", "import jinja2", "jinja2 has its home in render/templates*"),
        ("core/wording.py", "import rich", "rich has its home in render/terminal/*, cli/progress*"),
        ("render/markdown.py", "from rich.table import Table", "rich has its home in render/terminal/*, cli/progress*"),
        ("cli/diff.py", "from readchar import readchar", "readchar has its home in cli/review*"),
        ("core/lineage.py", "import numpy as np", "numpy has its home in core/matching*"),
        ("papers/text.py", "import requests", "requests has no home"),
        ("core/report.py", "import os", "core is pure: no os"),
        ("core/report.py", "import os.path as p", "core is pure: no os.path"),
        ("core/report.py", "from pathlib import Path", "core is pure: no pathlib.Path"),
        ("core/report.py", "from importlib.resources import files", "core is pure: no importlib.resources"),
        ("core/report.py", "from importlib import resources", "core is pure: no importlib.resources"),
        ("render/html.py", "from importlib.metadata import version", "render is pure: no importlib.metadata"),
        ("render/html.py", "from time import time", "render is pure: no time"),
        ("render/html.py", "import sys", "render is pure: no sys"),
        ("render/html.py", "from subprocess import run", "render is pure: no subprocess.run"),
        ("render/html.py", "from io import open", "render is pure: no io.open"),
        ("render/html.py", "import io", "render is pure: no io"),
        ("render/html.py", "from urllib.request import urlopen", "render is pure: no urllib.request"),
        ("render/html.py", "from datetime import date\nDAY = date.today()", "render is pure: no today()"),
        ("core/report.py", "import datetime\nNOW = datetime.datetime.now", "core is pure: no now()"),
        ("core/report.py", "def f():\n    print(1)", "core is pure: no print()"),
        ("core/report.py", "TEXT = open('x').read()", "core is pure: no open()"),
        ("sources/git.py", "from importlib import import_module\nimport_module(NAME)", "a name known only at run time"),
    ],
)
def test_a_breach_is_found(tmp_path, file, code, found):
    [violation] = violations(tree(tmp_path, {file: code}))

    assert found in violation
    assert violation.startswith(f"{file}:")


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (
            "__init__.py",
            "from policydiff.core import report\nfrom policydiff.sources import git\nfrom .render import html",
        ),
        ("__init__.py", "from importlib import import_module\ndef __getattr__(name): return import_module(name)"),
        ("__main__.py", "from policydiff.cli import main"),
        (
            "cli/progress.py",
            "import sys\nfrom policydiff import __version__\nfrom policydiff.publish import site\nimport rich",
        ),
        ("sources/git.py", "import os\nfrom git import Repo\nfrom gitdb.exc import BadName\nfrom . import yaml"),
        (
            "sources/git/objects.py",
            "from git import Repo\nfrom ..records import read\nfrom policydiff.core import catalogue",
        ),
        ("sources/yaml.py", "from ruamel.yaml import YAML\nfrom policydiff.errors import Problem"),
        ("papers/text.py", "from policydiff import core, errors\nfrom pathlib import Path"),
        ("core/__init__.py", "from . import catalogue\nfrom .catalogue import Demand"),
        (
            "core/matching/similar.py",
            "import numpy\nfrom scipy.optimize import linear_sum_assignment",
        ),
        (
            "core/report.py",
            "from datetime import date\nDAY = date.fromisoformat('2016-04-01')\nfrom urllib.parse import quote",
        ),
        ("render/templates.py", "import jinja2\nfrom importlib.resources import files\nfrom markupsafe import Markup"),
        ("render/locales.py", "from importlib import resources\nimport importlib.resources"),
        ("render/csv.py", "from io import StringIO\nimport csv"),
        (
            "publish/site.py",
            "from policydiff.render import html\nfrom policydiff.core.report import Report\nimport shutil",
        ),
    ],
)
def test_what_the_rule_allows_is_left_alone(tmp_path, file, code):
    assert violations(tree(tmp_path, {file: code})) == []


def test_all_breaches_of_a_file_are_found_with_their_lines(tmp_path):
    files = {"core/rules.py": "import time", "core/report.py": "import os\n\n\ndef f():\n    import git\n"}

    source = tree(tmp_path, files)

    assert violations(source) == [
        "core/report.py:1: core is pure: no os",
        "core/report.py:5: git has its home in sources/git*",
        "core/rules.py:1: core is pure: no time",
    ]


def tree(folder: Path, files: dict[str, str]) -> Path:
    """Write a made-up `policydiff` and return its folder."""
    source = folder / "policydiff"
    for name, code in files.items():
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(code, "utf-8")
    return source


def violations(source: Path) -> list[str]:
    """Return each breach of the rule in a package folder as `file:line: what`, in the order of the files."""
    found = []
    for path in sorted(source.rglob("*.py")):
        file = path.relative_to(source)
        part = part_of(file)
        if part != "policydiff" and part not in RULE:
            found.append(f"{file.as_posix()}:1: {part} is no part that the rule knows")
            continue
        syntax = ast.walk(ast.parse(path.read_text("utf-8"), filename=str(path)))
        nodes = sorted(
            (node for node in syntax if isinstance(node, ast.expr | ast.stmt)),
            key=lambda node: (node.lineno, node.col_offset),
        )
        found += [f"{file.as_posix()}:{node.lineno}: {what}" for node in nodes for what in breaches(node, part, file)]
    return found


def part_of(file: Path) -> str:
    """Return the part a file belongs to: its folder or module below the package, or `policydiff` for the public API."""
    name = file.parts[0].removesuffix(".py")
    return "policydiff" if name == "__init__" else name


def breaches(node: ast.AST, part: str, file: Path) -> Iterator[str]:
    """Yield what one node of a module's syntax tree does that its part may not do."""
    for name in imported_by(node, file):
        if name is None:
            if part not in LATE:
                yield "imports a name known only at run time, which cannot be judged"
        elif name.split(".")[0] == "policydiff":
            yield from breach_of_direction(name, part)
        elif name.split(".")[0] in sys.stdlib_module_names:
            yield from breach_of_purity(name, part, file)
        else:
            yield from breach_of_home(name, file)
    if part in PURE and isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in IMPURE_CALLS:
        yield f"{part} is pure: no {node.func.id}()"
    if part in PURE and isinstance(node, ast.Attribute) and node.attr in CLOCKS:
        yield f"{part} is pure: no {node.attr}()"


def breach_of_direction(name: str, part: str) -> Iterator[str]:
    """Yield the breach when a part imports another that lies against the flow."""
    other = target_part(name)
    if part not in {"policydiff", other} and other not in RULE[part]:
        yield f"{part} may not import {other}"


def target_part(name: str) -> str:
    """Return the part that `policydiff.part.module.name` lies in; names of the public API belong to `policydiff`."""
    _, _, below = name.partition(".")
    first = below.split(".")[0]
    is_module = first in RULE or "." in below
    return first if is_module else "policydiff"


def breach_of_purity(name: str, part: str, file: Path) -> Iterator[str]:
    """Yield the breach when a pure part imports from the standard library what reaches the world outside."""
    if part not in PURE:
        return
    is_packaged = any(fnmatchcase(file.as_posix(), home) for home in PACKAGED_FILES)
    allowed = PURE_ENOUGH | ({"importlib.resources"} if is_packaged else set())
    is_allowed = any(name == good or name.startswith(good + ".") for good in allowed)
    if name.split(".")[0] in IMPURE_MODULES and not is_allowed:
        yield f"{part} is pure: no {name}"


def breach_of_home(name: str, file: Path) -> Iterator[str]:
    """Yield the breach when a module names an outside library that lives elsewhere or nowhere."""
    library = name.split(".")[0]
    homes = HOMES.get(library)
    if homes is None:
        yield f"{library} has no home"
    elif not any(fnmatchcase(file.as_posix(), home) for home in homes):
        yield f"{library} has its home in {', '.join(homes)}"


def imported_by(node: ast.AST, file: Path) -> list[str | None]:
    """Return the absolute names a node imports (`from a import b` is `a.b`); None is a name known only at run time."""
    match node:
        case ast.Import(names=names):
            return [alias.name for alias in names]
        case ast.ImportFrom(module=module, names=names, level=level):
            package = ("policydiff", *file.parent.parts)
            above = ".".join(package[: len(package) - level + 1]) if level else ""
            origin = ".".join(filter(None, [above, module]))
            return [f"{origin}.{alias.name}" for alias in names]
        case ast.Call(func=ast.Name(id=called) | ast.Attribute(attr=called)) if called in {
            "__import__",
            "import_module",
        }:
            match node.args:
                case [ast.Constant(value=str(name)), *_]:
                    return [name]
            return [None]
    return []

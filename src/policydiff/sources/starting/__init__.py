"""A new policy repository: the files it starts with, and putting them where nothing is lost."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from pathlib import Path
from urllib.parse import urlsplit

from policydiff.core.catalogue import Addressee, Catalogue, Level
from policydiff.errors import Phrase, Problem, UsageError
from policydiff.sources.acceptances import ACCEPTED
from policydiff.sources.placing import place_files
from policydiff.sources.reading import COVER, GROUP
from policydiff.sources.records import cover_values, group_values
from policydiff.sources.rulebook import LEXICON, SETTINGS
from policydiff.sources.schema import (
    Schema,
    draw_acceptances,
    draw_catalogue,
    draw_demand,
    draw_group,
    draw_lexicon,
    draw_settings,
)
from policydiff.sources.yaml import write_document

SCHEMAS = ".policydiff/schema"
# The catalogue's folder where commands are told of no other.
USUAL_FOLDER = "policy"
# Whom German catalogues address, from the widest level to the narrowest.
USUAL_ADDRESSEES = (
    Addressee(key="eu", name="EU", level=Level.EUROPEAN),
    Addressee(key="bund", name="Bund", level=Level.FEDERAL),
    Addressee(key="land", name="Land", level=Level.STATE),
    Addressee(key="kommunen", name="Kommunen", level=Level.MUNICIPAL),
)
_TOOL = re.compile(r"(?P<url>https://[\w.:-]+/[\w./-]+?)(?:\.git)?@(?P<commit>[0-9a-f]{40})", re.ASCII)
_TOOL_REMEDY = Phrase(
    "write the address and the full commit, such as {example}", example="https://github.com/owner/policydiff@0123…cdef"
)


class Pipeline(StrEnum):
    """Whose pipelines check a pull or merge request."""

    GITHUB = "github"
    GITLAB = "gitlab"


@dataclass(frozen=True, kw_only=True, slots=True)
class Tool:
    """Where policydiff itself is kept, and the commit that pipelines use: a name or a tag could be moved."""

    url: str
    commit: str

    @property
    def path(self) -> str:
        """Return the path on its server, such as `owner/policydiff`."""
        return urlsplit(self.url).path.strip("/")

    @property
    def usual_pipeline(self) -> Pipeline:
        """Return whose pipelines can take it from there: GitHub's only from GitHub."""
        return Pipeline.GITHUB if "github" in (urlsplit(self.url).hostname or "") else Pipeline.GITLAB


@dataclass(frozen=True, kw_only=True, slots=True)
class Start:
    """What a new policy repository is to hold; without a tool it has no pipelines and no hooks.

    `language` is that of the editors' texts, `policy` the folder of the catalogue, `branch` the one that changes
    are made for; with `pages` the pipelines publish the archive.
    """

    catalogue: Catalogue
    language: str
    policy: str = USUAL_FOLDER
    branch: str = "main"
    tool: Tool | None = None
    pipelines: tuple[Pipeline, ...] = ()
    pages: bool = False


def read_tool(text: str) -> Tool:
    """Return the tool that `URL@COMMIT` names; raises UsageError for anything else."""
    match = _TOOL.fullmatch(text)
    if not match:
        raise UsageError(Problem(found=Phrase("{text!r} is no address of policydiff", text=text), remedy=_TOOL_REMEDY))
    return Tool(url=match["url"], commit=match["commit"])


def draw_start(start: Start) -> dict[str, bytes]:
    """Return the files of a new policy repository, path → content."""
    policy, catalogue = start.policy, start.catalogue
    files = {f"{policy}/{COVER}": write_document(cover_values(catalogue))}
    for group in catalogue.working_groups:
        files[f"{policy}/{group.key}/{GROUP}"] = write_document(group_values(group))
    language = start.language if start.language in ("de", "en") else "en"
    files[f"{policy}/README.md"] = _align(_fill(f"README.{language}.md", start).decode()).encode()
    files[f"{policy}/.editorconfig"] = _fill("editorconfig", start)
    files[f"{policy}/.gitattributes"] = _fill("gitattributes", start)
    files |= draw_schemas(catalogue, language)
    files[".vscode/settings.json"] = _as_json({"yaml.schemas": _associations(policy), **_EDITOR})
    files[".vscode/extensions.json"] = _as_json({"recommendations": ["redhat.vscode-yaml"]})
    if start.tool:
        files[".pre-commit-config.yaml"] = _fill("pre-commit-config.yaml", start)
    if start.tool and Pipeline.GITHUB in start.pipelines:
        files[".github/workflows/policydiff.yml"] = _fill("github.yml", start)
        files[".github/workflows/policydiff-comment.yml"] = _fill("github-comment.yml", start)
        if start.pages:
            files[".github/workflows/policydiff-pages.yml"] = _fill("github-pages.yml", start)
    if start.tool and Pipeline.GITLAB in start.pipelines:
        files[".gitlab-ci.yml"] = _fill("gitlab.yml", start)
        if start.pages:
            files[".gitlab-ci.yml"] += _fill("gitlab-pages.yml", start)  # one more line of the list that it ends with
    return files


def draw_schemas(catalogue: Catalogue, language: str) -> dict[str, bytes]:
    """Return the schema files of a policy repository, path → content; `language` is that of the descriptions."""
    schemas = {
        "catalogue": draw_catalogue(language),
        "group": draw_group(language),
        "demand": draw_demand(language, addressees=catalogue.addressees),
        "settings": draw_settings(language),
        "lexicon": draw_lexicon(language, words=catalogue.language),
        "accepted": draw_acceptances(language),
    }
    return {f"{SCHEMAS}/{name}.json": as_text(schema).encode() for name, schema in schemas.items()}


def as_text(schema: Schema) -> str:
    """Return a schema as the text of a file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def start_repository(root: Path, start: Start, *, keep: bool = False) -> tuple[list[str], list[str]]:
    """Put the files of a new policy repository into a folder; return those that were written, and those there already.

    A file that says the same is left alone, and with `keep` any other too. Raises UsageError with every file that says
    something else, and then writes nothing.
    """
    files = draw_start(start)
    wanted = {path: content for path, content in files.items() if not (keep and (root / path).exists())}
    written = place_files(root, wanted, remedy=Phrase("move it away first, or let it stay with --keep"))
    return written, [path for path in files if path not in written]


def _associations(policy: str) -> dict[str, str | list[str]]:
    """Return which schema belongs to which files, as the YAML extension wants it."""
    return {
        f"{SCHEMAS}/catalogue.json": f"{policy}/{COVER}",
        f"{SCHEMAS}/group.json": f"{policy}/*/{GROUP}",
        f"{SCHEMAS}/demand.json": [f"{policy}/*/*.yaml", f"!{policy}/*/{GROUP}"],
        f"{SCHEMAS}/settings.json": f"{policy}/{SETTINGS}",
        f"{SCHEMAS}/lexicon.json": f"{policy}/{LEXICON}",
        f"{SCHEMAS}/accepted.json": f"{policy}/{ACCEPTED}",
    }


_EDITOR: Mapping[str, object] = {
    # The extension would ask a server on the internet for schemas of all the world's YAML files.
    "yaml.schemaStore.enable": False,
    "[yaml]": {"editor.wordWrap": "on", "editor.tabSize": 2, "editor.insertSpaces": True},
    "files.encoding": "utf8",
}


def _as_json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _fill(name: str, start: Start) -> bytes:
    """Return a packaged file with its `@NAME@` filled in; a name that is not known is our bug and raises KeyError."""
    text = resources.files(__package__).joinpath("files", name).read_text(encoding="utf-8")
    tool = start.tool or Tool(url="", commit="")
    values = {
        "TITLE": start.catalogue.title,
        "POLICY": start.policy,
        "ADDRESSEES": _row(one.key for one in start.catalogue.addressees),
        "FIRST": next((one.key for one in start.catalogue.addressees), "bund"),
        "GROUP": next((one.key for one in start.catalogue.working_groups), "verkehr"),
        "BRANCH": start.branch,
        "URL": tool.url,
        "PATH": tool.path,
        "COMMIT": tool.commit,
        "ACCEPTED": ACCEPTED,
        "WHERE": "" if start.policy == USUAL_FOLDER else f" --policy-dir {start.policy}",
    }
    return re.sub(r"@([A-Z]+)@", lambda match: values[match[1]], text).encode()


def _align(guide: str) -> str:
    """Return the guide with what it says about files in one column."""
    width = max(map(len, _TREE_ROW.findall(guide)), default=0) + 3
    return _TREE_ROW.sub(lambda row: row[1].ljust(width), guide)


_TREE_ROW = re.compile(r"^(\S+)   +(?=\S)", re.MULTILINE)


def _row(keys: Iterable[str]) -> str:
    return ", ".join(f"`{key}`" for key in keys)

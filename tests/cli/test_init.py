"""`policydiff init`: a new policy repository, in an empty folder or beside what is there."""

import fcntl
import io
import json
import os
import re
import signal
import subprocess
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from string import Formatter

import pytest
from jsonschema import Draft7Validator

from policydiff.cli import main
from policydiff.cli.questions import ask
from policydiff.sources.adding import read_loosely
from policydiff.sources.yaml import read_document
from tests.policies import commit, make_repository

TITLE = "Koalitionsvertrag Musterland 2026"
TOOL = "https://github.com/acme/policydiff@" + "0123456789" * 4


@pytest.fixture
def installed(tmp_path_factory, monkeypatch) -> Path:
    """Let Python find a policydiff that was installed from no repository, whatever machine this is."""
    folder = tmp_path_factory.mktemp("installed") / "policydiff-0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: policydiff\nVersion: 0\n", "utf-8")
    monkeypatch.syspath_prepend(folder.parent)
    return folder


@pytest.fixture
def folder(tmp_path, monkeypatch, installed) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@contextmanager
def interrupted_at_a_write(folder: Path) -> Iterator[None]:
    """Let the kernel send what Ctrl-C sends as soon as something is written into a file of this folder."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    watched = os.open(folder, os.O_RDONLY)
    fcntl.fcntl(watched, fcntl.F_SETSIG, signal.SIGINT)
    fcntl.fcntl(watched, fcntl.F_NOTIFY, fcntl.DN_MODIFY)
    try:
        yield
    finally:
        os.close(watched)
        signal.signal(signal.SIGINT, before)


def answers(monkeypatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_new_repository_in_an_empty_folder_takes_a_first_demand(folder, capsys):
    assert main(["init", "--title", TITLE, "--group", "AG Verkehr"]) == 0
    assert main(["new", "--text", "Radwege bauen", "--group", "AG Verkehr", "--addressee", "Land"]) == 0
    make_repository(folder)

    assert main(["check"]) == 0, capsys.readouterr()
    assert main(["diff", "dir:policy", "dir:policy"]) == 0


def test_what_is_not_given_is_the_usual_of_germany(folder):
    main(["init", "--title", TITLE])

    catalogue = read_loosely(folder / "policy", "policy")
    assert (catalogue.edition, catalogue.language) == ("koalitionsvertrag-musterland-2026", "de")
    assert [(one.key, one.name, str(one.level)) for one in catalogue.addressees] == [
        ("eu", "EU", "european"),
        ("bund", "Bund", "federal"),
        ("land", "Land", "state"),
        ("kommunen", "Kommunen", "municipal"),
    ]


def test_addressees_can_be_named_with_their_level(folder):
    main(["init", "--title", TITLE, "--addressee", "Bund, Regionalverband Ruhr:regional", "--addressee", "Hochschulen"])

    catalogue = read_loosely(folder / "policy", "policy")
    assert [(one.key, str(one.level)) for one in catalogue.addressees] == [
        ("bund", "federal"),
        ("regionalverband-ruhr", "regional"),
        ("hochschulen", "other"),
    ]


def test_a_person_is_asked_for_what_is_not_given(folder, monkeypatch, capsys):
    answers(monkeypatch, f"{TITLE}\nmusterland\nBund, Land\nAG Verkehr\n\n")

    assert main(["init"]) == 0

    catalogue = read_loosely(folder / "policy", "policy")
    assert (catalogue.title, catalogue.edition) == (TITLE, "musterland")
    assert [group.name for group in catalogue.working_groups] == ["AG Verkehr"]
    assert [one.key for one in catalogue.addressees] == ["bund", "land"]
    printed = capsys.readouterr()
    assert "Titel des Katalogs" in printed.err
    assert printed.out.splitlines()[0] == "policy/catalogue.yaml"


def test_an_empty_answer_takes_what_is_proposed(folder, monkeypatch):
    answers(monkeypatch, f"{TITLE}\n\n\n\n\n")

    assert main(["init"]) == 0

    catalogue = read_loosely(folder / "policy", "policy")
    assert catalogue.edition == "koalitionsvertrag-musterland-2026"
    assert len(catalogue.addressees) == 4


def test_an_answer_that_will_not_do_is_asked_for_again(folder, monkeypatch, capsys):
    answers(monkeypatch, f"\n{TITLE}\nzwei worte\nmusterland\nBund:stat\nBund\n\nkeine-adresse\n{TOOL}\n")

    assert main(["init"]) == 0
    said = capsys.readouterr().err
    for words in (
        "Der Katalog hat keinen Titel; einen angeben",
        "„zwei worte“, enthält unerlaubte Zeichen",
        "Die Ebene „stat“ gibt es nicht; meinten Sie „state“?",
        "„keine-adresse“ ist keine Adresse von policydiff",
    ):
        assert words in said
    assert (folder / ".github" / "workflows" / "policydiff.yml").exists()


@pytest.mark.parametrize("typed", ["", f"{TITLE}\n"])
def test_nobody_answering_leaves_nothing_behind(folder, monkeypatch, capsys, typed):
    answers(monkeypatch, typed)

    assert main(["init"]) == 2
    assert "Niemand antwortet; mit --" in capsys.readouterr().err
    assert files_in(folder) == {}


def test_leaving_with_ctrl_c_leaves_nothing_behind(folder, monkeypatch):
    def interrupt() -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.input", interrupt)

    assert main(["init"]) == 130
    assert files_in(folder) == {}


def test_a_repository_with_other_content_keeps_it(folder):
    make_repository(folder)
    (folder / "README.md").write_text("Unser Projekt\n", "utf-8")
    (folder / ".gitattributes").write_text("*.bin binary\n", "utf-8")
    commit(folder)

    assert main(["init", "--title", TITLE]) == 0
    assert (folder / "README.md").read_text("utf-8") == "Unser Projekt\n"
    assert (folder / ".gitattributes").read_text("utf-8") == "*.bin binary\n"


def test_all_files_in_the_way_are_named_and_nothing_is_written(folder, capsys):
    (folder / ".vscode").mkdir()
    (folder / ".vscode" / "settings.json").write_text("{}", "utf-8")
    (folder / "policy").mkdir()
    (folder / "policy" / "catalogue.yaml").write_text("edition: alt\n", "utf-8")
    before = files_in(folder)

    assert main(["init", "--title", TITLE]) == 2
    said = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[1] for line in said] == ["policy/catalogue.yaml", ".vscode/settings.json"]
    assert all("--keep" in line for line in said)
    assert files_in(folder) == before


def test_the_same_call_again_changes_nothing(folder):
    main(["init", "--title", TITLE, "--group", "AG Verkehr"])
    before = files_in(folder)

    assert main(["init", "--title", TITLE, "--group", "AG Verkehr"]) == 0
    assert files_in(folder) == before


def test_pipelines_can_be_added_to_a_catalogue_that_has_grown(folder):
    main(["init", "--title", TITLE])
    main(["new", "--text", "Radwege bauen", "--new-group", "AG Verkehr"])
    before = files_in(folder)

    assert main(["init", "--keep", "--tool", TOOL]) == 0
    after = files_in(folder)
    assert before.items() <= after.items()
    assert after.keys() - before.keys() == {
        ".github/workflows/policydiff-comment.yml",
        ".github/workflows/policydiff.yml",
        ".pre-commit-config.yaml",
    }


@pytest.mark.parametrize(
    ("tool", "written"),
    [(TOOL, ".github/workflows/policydiff.yml"), (TOOL.replace("github.com", "gitlab.example.org"), ".gitlab-ci.yml")],
)
def test_the_pipelines_are_those_of_the_platform_that_has_the_tool(folder, tool, written):
    main(["init", "--title", TITLE, "--tool", tool])

    pipelines = {path for path in files_in(folder) if path.startswith((".github", ".gitlab")) and "comment" not in path}
    assert pipelines == {written}


@pytest.mark.parametrize(
    ("tool", "file"),
    [
        (TOOL, ".github/workflows/policydiff-pages.yml"),
        (TOOL.replace("github.com", "gitlab.example.org"), ".gitlab-ci.yml"),
    ],
)
def test_pipelines_publish_the_archive_when_that_is_wanted(folder, capsys, tool, file):
    main(["init", "plain", "--title", TITLE, "--tool", tool])
    assert "Mit --pages veröffentlichen" in capsys.readouterr().err
    assert main(["init", "--title", TITLE, "--tool", tool, "--pages"]) == 0

    assert "--pages" not in capsys.readouterr().err
    plain = files_in(folder / "plain")
    added = {path for path, content in files_in(folder).items() if path in plain and content != plain[path]}
    added |= {path for path in files_in(folder) if not path.startswith("plain/")} - plain.keys()
    assert added == {file}


def test_publishing_the_archive_needs_to_know_where_policydiff_is_kept(folder, capsys):
    assert main(["init", "--title", TITLE, "--pages"]) == 2
    assert "--pages braucht Pipelines" in capsys.readouterr().err
    assert files_in(folder) == {}


@pytest.mark.parametrize("tool", ["acme/policydiff@v1", TOOL[:-1], "http" + TOOL.removeprefix("https"), f"{TOOL} x"])
def test_a_tool_without_a_full_commit_is_refused(folder, capsys, tool):
    assert main(["init", "--title", TITLE, "--tool", tool]) == 2
    assert "die Adresse und den vollständigen Commit angeben" in capsys.readouterr().err
    assert files_in(folder) == {}


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ("../anderswo", "--policy-dir „../anderswo“ führt aus dem Repository hinaus"),
        ("/policy/../..", "--policy-dir „/policy/../..“ ist ein absoluter Pfad"),
        ("/tmp/katalog", "--policy-dir „/tmp/katalog“ ist ein absoluter Pfad"),
        (".git", "Der Ordnername „.git“ enthält unerlaubte Zeichen"),
        ("a/b c/d", "Der Ordnername „b c“ enthält unerlaubte Zeichen oder ist zu lang; nur Buchstaben ohne Umlaute"),
        (".", "--policy-dir „.“ ist das Repository selbst; der Katalog braucht einen eigenen Ordner, etwa policy"),
        ("", "ist das Repository selbst"),
    ],
)
def test_the_catalogue_stays_inside_the_repository(folder, capsys, where, found):
    assert main(["init", "--title", TITLE, "--policy-dir", where]) == 2
    assert found in capsys.readouterr().err
    assert files_in(folder) == {}


@pytest.mark.parametrize("where", ["unser/katalog/", "./unser/katalog", "unser//katalog"])
def test_a_folder_for_the_catalogue_is_written_as_git_writes_it(folder, capsys, where):
    assert main(["init", "--title", TITLE, "--tool", TOOL, "--policy-dir", where]) == 0
    assert "policydiff new --policy-dir unser/katalog fragt" in capsys.readouterr().err
    assert main(["init", "ohne", "--title", TITLE, "--policy-dir", where]) == 0
    assert "policydiff init --policy-dir unser/katalog --keep --tool" in capsys.readouterr().err
    assert "policydiff new --policy-dir unser/katalog\n" in (folder / "unser/katalog/README.md").read_text("utf-8")
    assert "policy-dir: unser/katalog\n" in (folder / ".github/workflows/policydiff.yml").read_text("utf-8")


@pytest.mark.parametrize("where", ["unter/tief", "unter/tief/"])
def test_in_a_folder_of_a_repository_the_pipelines_go_to_its_root(folder, capsys, where):
    make_repository(folder)

    assert main(["init", where, "--title", TITLE, "--tool", TOOL]) == 0
    said = capsys.readouterr().err
    assert f"liegt im git-Repository {folder}. Was Prüfung und Editor brauchen, liegt deshalb dort" in said
    files = files_in(folder)
    at_root = {path for path in files if not path.startswith((".git/", "unter/tief/policy/"))}
    assert {".github/workflows/policydiff.yml", ".pre-commit-config.yaml", ".vscode/settings.json"} <= at_root
    assert not [path for path in at_root if path.startswith("unter")]
    assert b"policy-dir: unter/tief/policy\n" in files[".github/workflows/policydiff.yml"]
    assert main(["new", "--policy-dir", "unter/tief/policy", "--text", "Radwege bauen", "--new-group", "AG Rad"]) == 0


def test_the_root_of_a_repository_is_not_told_of(folder, capsys):
    make_repository(folder)

    assert main(["init", ".", "--title", TITLE]) == 0
    assert "liegt im git-Repository" not in capsys.readouterr().err
    assert (folder / "policy/catalogue.yaml").is_file()


def test_a_file_where_the_folder_is_to_be_is_told_of(folder, capsys):
    (folder / "datei").write_text("x", "utf-8")

    assert main(["init", "datei", "--title", TITLE]) == 2
    assert "policydiff: datei: Das ist kein Ordner; einen anderen nennen" in capsys.readouterr().err


@pytest.mark.parametrize("edition", ["HEAD", "head", "FETCH_HEAD", "WORKTREE", "index", "a..b", "0123456789" * 4])
def test_an_edition_has_no_name_that_git_reads_otherwise(folder, capsys, edition):
    assert main(["init", "--title", TITLE, "--edition", edition]) == 2
    said = capsys.readouterr().err
    assert f"Das Kürzel „{edition}“ für die Fassung lässt sich mit einer git-Revision verwechseln" in said
    assert files_in(folder) == {}


def test_signs_that_nobody_sees_are_not_written(folder):
    words = ["--group", "AG\u200b Verkehr", "--addressee", "Bu\u00adnd"]
    assert main(["init", "--title", "\u202eTitel\u200b des  Katalogs", *words]) == 0
    assert main(["init", "leer", "--title", "\u202e\u200b"]) == 2

    catalogue = read_loosely(folder / "policy", "policy")
    assert catalogue.title == "Titel des Katalogs"
    assert [one.key for one in catalogue.addressees] == ["bund"]
    assert [one.name for one in catalogue.working_groups] == ["AG Verkehr"]


@pytest.mark.parametrize(
    ("words", "german", "english"),
    [
        (["--title", " "], "Der Katalog hat keinen Titel", "a catalogue without a title"),
        (["--title", TITLE, "--date", "31.12.2026"], "Das Datum „31.12.2026“ ist nicht gültig", "the date '31.12.2026'"),
        (["--title", TITLE, "--addressee", "Land:x"], "Die Ebene „x“ gibt es nicht", "the level 'x'"),
        (["--title", TITLE], "Die Datei gibt es schon, mit anderem Inhalt", "is there already and says something else"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_in_the_language_of_the_catalogue_or_the_one_asked_for(
    folder, capsys, words, german, english
):
    (folder / ".vscode").mkdir()
    (folder / ".vscode/settings.json").write_text("{}", "utf-8")
    for language, found in (
        ([], german),
        (["--language", "en"], english),
        (["--lang", "en"], english),
        (["--language", "en", "--lang", "de"], german),
    ):
        assert main(["init", *words, *language]) == 2
        assert found in capsys.readouterr().err


def test_a_catalogue_that_is_there_says_in_which_language_it_is_kept(folder, capsys):
    main(["init", "--title", TITLE, "--language", "en"])
    capsys.readouterr()

    assert main(["init", "--keep"]) == 0
    said = capsys.readouterr().err
    assert "was there already: policy/catalogue.yaml" in said
    assert "Next: policydiff new asks" in said
    (folder / "policy/catalogue.yaml").write_text("language: en\ntitle: a: b\n", "utf-8")
    assert main(["init", "--keep"]) == 2
    assert "not valid YAML: mapping values are not allowed" in capsys.readouterr().err


@pytest.mark.parametrize("group", ["AG Rad", "AG Verkehr", "AG Wirtschaft, Digitalisierung und Beteiligung"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_the_tree_in_the_guide_is_in_line(folder, language, group):
    main(["init", "--title", TITLE, "--lang", language, "--group", group])

    text = (folder / "policy/README.md").read_text("utf-8")
    rows = text.split("```")[1].strip().splitlines()
    columns = {len(row) - len(re.split(r" {3,}", row)[1]) for row in rows}
    assert len(rows) == 4
    assert len(columns) == 1


def test_a_folder_that_is_a_link_is_not_written_into(folder, tmp_path_factory, capsys):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (folder / ".vscode").symlink_to(elsewhere)

    assert main(["init", "--title", TITLE]) == 2
    assert ".vscode: Das ist kein Ordner" in capsys.readouterr().err
    assert list(elsewhere.iterdir()) == []


def test_leaving_half_way_takes_everything_back(folder):
    editor = folder / "new" / ".vscode"
    editor.mkdir(parents=True)

    with interrupted_at_a_write(editor):
        assert main(["init", "new", "--title", TITLE]) == 130
    assert list((folder / "new").rglob("*")) == [editor]


def test_an_error_half_way_takes_everything_back(folder, capsys, with_room):
    assert main(["init", "whole", "--title", TITLE]) == 0
    sizes = [Path(path).stat().st_size for path in capsys.readouterr().out.splitlines()]
    room = max(sizes) - 1
    assert 0 < sizes.index(max(sizes)) < len(sizes) - 1

    done = with_room(room, "init", "new", "--title", TITLE)
    assert (done.returncode, done.stdout) == (2, "")
    assert "File too large" in done.stderr
    assert list((folder / "new").iterdir()) == []


@pytest.mark.parametrize(
    ("origin", "pipelines"),
    [
        ({"url": TOOL[:-41], "vcs_info": {"vcs": "git", "commit_id": TOOL[-40:]}}, {"policydiff.yml"}),
        ({"url": "file:///srv/policydiff", "vcs_info": {"vcs": "git", "commit_id": TOOL[-40:]}}, set()),
        ({"url": "file:///srv/policydiff", "dir_info": {"editable": True}}, set()),
    ],
    ids=["repository", "repository of this machine", "folder"],
)
def test_pipelines_get_policydiff_from_where_it_was_installed_from(folder, installed, origin, pipelines):
    (installed / "direct_url.json").write_text(json.dumps(origin), "utf-8")

    assert main(["init", "--title", TITLE]) == 0
    written = {path.name: path.read_text("utf-8") for path in folder.glob(".github/workflows/*.yml")}
    assert written.keys() - {"policydiff-comment.yml"} == pipelines
    assert all(TOOL[-40:] in text for text in written.values())


def test_the_editor_gets_a_schema_for_each_file_it_knows(folder):
    main(["init", "--title", TITLE, "--group", "AG Verkehr"])
    settings = json.loads((folder / ".vscode" / "settings.json").read_text("utf-8"))["yaml.schemas"]
    extensions = json.loads((folder / ".vscode" / "extensions.json").read_text("utf-8"))

    assert extensions["recommendations"] == ["redhat.vscode-yaml"]
    for path in settings:
        Draft7Validator.check_schema(json.loads((folder / path).read_text("utf-8")))
    for name, file in (("catalogue", "policy/catalogue.yaml"), ("group", "policy/verkehr/_group.yaml")):
        drawn = json.loads((folder / f".policydiff/schema/{name}.json").read_text("utf-8"))
        Draft7Validator(drawn).validate(read_document((folder / file).read_bytes(), file).values)


def test_schemas_are_renewed_when_the_catalogue_has_a_new_addressee(folder, capsys):
    main(["init", "--title", TITLE])
    path = folder / "policy" / "catalogue.yaml"
    path.write_text(path.read_text("utf-8") + "  rvr: {name: RVR, level: regional}\n", "utf-8")
    capsys.readouterr()

    assert main(["schema", "--write"]) == 0
    assert capsys.readouterr().out == ".policydiff/schema/demand.json\n"
    assert main(["schema", "--write"]) == 0
    assert capsys.readouterr().out == ""
    assert main(["schema", "demand"]) == 0
    drawn = json.loads(capsys.readouterr().out)
    assert drawn["properties"]["addressees"]["items"]["enum"] == ["eu", "bund", "land", "kommunen", "rvr"]
    assert drawn == json.loads((folder / ".policydiff/schema/demand.json").read_text("utf-8"))


@pytest.mark.parametrize("words", [[], ["demand", "--write"]])
def test_a_schema_is_either_printed_or_written(folder, words):
    assert main(["schema", *words]) == 2


def test_descriptions_are_german_for_a_german_catalogue_and_english_on_demand(folder, capsys):
    main(["init", "--title", TITLE])
    capsys.readouterr()
    titles = []
    for words in ([], ["--lang", "en"]):
        main(["schema", "demand", *words])
        titles.append(json.loads(capsys.readouterr().out)["title"])

    assert titles == ["Forderung", "Demand"]


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_guide_is_for_editors_and_complete(folder, language):
    main(["init", "--title", TITLE, "--lang", language, "--group", "AG Verkehr"])

    text = (folder / "policy" / "README.md").read_text("utf-8")
    assert TITLE in text
    assert "`eu`, `bund`, `land`, `kommunen`" in text
    assert not re.search(r"@[A-Z]+@", text)
    said = re.sub(r"```.*?```", "", text, flags=re.DOTALL)  # what is typed is git's
    assert not re.search(r"\b(commit|branch|merge|YAML|JSON|repository|Repository|pull request)\b", said)
    assert "policydiff import" in text
    assert "git push" in text
    example = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert example
    drawn = json.loads((folder / ".policydiff/schema/demand.json").read_text("utf-8"))
    Draft7Validator(drawn).validate(read_document(example[1].encode(), "README").values)


def test_git_keeps_the_papers_byte_for_byte(folder):
    make_repository(folder)
    main(["init", "--title", TITLE])
    (folder / "policy" / "papers").mkdir()
    (folder / "policy" / "papers" / "alt.txt").write_bytes(b"a\r\nb\r\n")
    commit(folder)

    command = ["git", "-C", str(folder), "cat-file", "blob", "HEAD:policy/papers/alt.txt"]
    assert subprocess.run(command, check=True, capture_output=True).stdout == b"a\r\nb\r\n"


def words(language: str) -> dict[str, object]:
    source = resources.files("policydiff.cli.words").joinpath(f"{language}.toml")
    tables = tomllib.loads(source.read_text("utf-8"))
    return {f"{table}.{name}": text for table, entries in tables.items() for name, text in entries.items()}


def test_questions_say_the_same_in_both_languages_and_all_are_asked():
    german, english = words("de"), words("en")
    package = Path(str(resources.files("policydiff.cli")))
    code = "\n".join(path.read_text("utf-8") for path in package.glob("*.py"))

    assert german.keys() == english.keys()
    for key in german:
        assert f'"{key}"' in code, key
        names = [{name for _, name, _, _ in Formatter().parse(str(text[key]))} for text in (german, english)]
        assert names[0] == names[1]


def test_an_answer_is_asked_for_on_stderr(monkeypatch, capsys):
    answers(monkeypatch, "x\n")

    assert ask("Frage", str, option="--frage", default="y") == "x"
    assert capsys.readouterr() == ("", "Frage [y]: ")


@pytest.mark.parametrize("branch", ["master", "haupt", "main"])
def test_pipelines_watch_the_branch_that_the_repository_has(folder, branch):
    subprocess.run(["git", "init", "--quiet", f"--initial-branch={branch}", "."], check=True)
    assert main(["init", "--title", TITLE, "--tool", TOOL, "--pages"]) == 0
    for name in ("policydiff", "policydiff-pages"):
        assert f"branches: [{branch}]\n" in (folder / f".github/workflows/{name}.yml").read_text()


def test_below_a_catalogue_at_the_root_no_second_one_is_begun_unasked(folder, monkeypatch, capsys):
    make_repository(folder)
    assert main(["init", "--title", TITLE]) == 0
    (folder / "texte").mkdir()
    monkeypatch.chdir(folder / "texte")
    capsys.readouterr()
    assert main(["init", "--title", TITLE]) == 2
    assert "Das Repositorium hat an seiner Wurzel schon einen Katalog" in capsys.readouterr().err
    assert list((folder / "texte").iterdir()) == []

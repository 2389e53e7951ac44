"""Every rule of the catalogue, on the smallest catalogue that breaks it: what is found, and where."""

import html
import os
import tomllib
from importlib import resources
from pathlib import Path
from string import Formatter

import pytest

from policydiff.core.rules import RULES, Severity, Subject
from policydiff.errors import PolicydiffError
from policydiff.render.checks import FORMATS, render_check
from policydiff.render.messages import messages
from policydiff.render.safety import line
from policydiff.sources.checking import MENDABLE
from policydiff.sources.reports import read_inspection
from tests.policies import (
    ADDRESSEES,
    BRIDGES,
    LIBRARIES,
    commit,
    demand,
    git,
    make_partial,
    make_repository,
    write_policy,
)
from tests.sources.inspections import inspect_here

ROOT = Path(__file__).parents[2]
DEMANDS = (demand("bibliotheken", LIBRARIES), demand("bruecken", BRIDGES, group="verkehr", addressees=("bund",)))
USED = tuple(one for one in ADDRESSEES if one.key in ("bund", "land"))
COVER = (
    "edition: e\ntitle: t\nlanguage: de\nworking_groups: [bildung, verkehr]\n"
    "addressees:\n  bund: {name: Bund, level: federal}\n  land: {name: Land, level: state}\n"
)
HEAD = "id: bibliotheken\n"
TEXT = f"text: {LIBRARIES}\n"
END = "addressees: [land]\n"
FILE = "bildung/bibliotheken.yaml"
BRIDGE = "verkehr/bruecken.yaml"
LATER = "let `policydiff check --fix` mend it, once the file can be read"
LOOK = "compare the text with the paper: an import may have cut it"
PAPER = "papers/e.txt"
CITED = COVER.replace("working_groups", f"paper: {{file: {PAPER}}}\nworking_groups")

# Story → (files to write, what must be found besides nothing else: place, rule, message).
BROKEN = {
    "no cover": ({"catalogue.yaml": None}, [("policy:1:1", "catalogue-missing",
        "no catalogue: there is no catalogue.yaml; import a paper with `policydiff import`, or name the folder with --policy-dir")]),
    "no demand": ({FILE: None, BRIDGE: None}, [("policy/catalogue.yaml:1:1", "catalogue-empty",
        "an empty catalogue: there is no demand in WORKTREE; put demands into <working-group>/<demand-id>.yaml, or import a paper")]),
    "no YAML": ({FILE: "id: a: b\n"}, [(f"policy/{FILE}:1:6", "yaml-invalid",
        "not valid YAML: mapping values are not allowed in this context; put texts with “: ”, “#” or quotes at their start in quotes, and indent with blanks")]),
    "not UTF-8": ({FILE: b"id: bibliotheken\ntext: Stra\xdfe\n"}, [(f"policy/{FILE}:2:11", "yaml-invalid",
        "the byte 0xDF, which is not UTF-8; save the file as UTF-8")]),
    "an alias": ({FILE: f"{HEAD}{TEXT}addressees: [&x land]\ntitle: *x\n"}, [(f"policy/{FILE}:4:1", "yaml-invalid",
        "“title” takes its value from elsewhere in the file, with an asterisk (*name); write the value itself here; a text that begins with “*” goes into quotes")]),
    "a quotation mark that nothing closes": ({FILE: f'{HEAD}text: "{LIBRARIES}\n{END}'}, [(f"policy/{FILE}:2:7", "yaml-invalid",
        "not valid YAML: found unexpected end of stream; write the missing quotation mark")]),
    "hidden signs where nothing can be read": ({FILE: f'{HEAD}text: "Biblio\u200btheken\u202e\n{END}'}, [
        (f"policy/{FILE}:2:7", "yaml-invalid", "not valid YAML: found unexpected end of stream; write the missing quotation mark"),
        (f"policy/{FILE}:2:21", "sign-turning", f"a sign that turns the direction of writing: U+202E RIGHT-TO-LEFT OVERRIDE; {LATER}"),
        (f"policy/{FILE}:2:14", "sign-invisible", f"a sign that cannot be seen: U+200B ZERO WIDTH SPACE; {LATER}")]),
    "a key twice": ({FILE: f"{HEAD}{TEXT}{END}{END}"}, [(f"policy/{FILE}:4:1", "key-duplicate",
        "the key 'addressees' a second time (first in line 3); keep one of them")]),
    "a key misspelt": ({FILE: f"{HEAD}{TEXT}addresees: [land]\n", BRIDGE: f"id: bruecken\ntext: {BRIDGES}\naddressees: [bund, land]\n"}, [
        (f"policy/{FILE}:3:1", "key-unknown", "the unknown key 'addresees'; did you mean 'addressees'?"),
        (f"policy/{FILE}:1:1", "addressee-missing", "nobody is asked to act; name who must act under “addressees”, if the paper says so"),
    ]),
    "no title": ({"catalogue.yaml": COVER.replace("title: t\n", "")}, [
        ("policy/catalogue.yaml:1:1", "field-missing", "no title; add “title: …”")]),
    "a number for a text": ({FILE: f"{HEAD}text: 12\n{END}"}, [(f"policy/{FILE}:2:1", "field-invalid",
        "text is the number 12, not a text; put it in quotes")]),
    "a level nobody knows": ({"catalogue.yaml": COVER.replace("level: state", "level: stat")}, [
        ("policy/catalogue.yaml:7:22", "field-invalid", "level is 'stat'; did you mean 'state'?")]),
    "a severity nobody knows": ({"policydiff.yaml": "severities:\n  demand-added: huge\n"}, [
        ("policy/policydiff.yaml:2:3", "field-invalid", "demand-added is 'huge'; known are: major, minor, notice")]),
    "a file out of place": ({"bildung/x.yml": "id: x\n"}, [("policy/bildung/x.yml:1:1", "file-misplaced",
        "only files that end with .yaml are read, and this one does not; name it x.yaml, or remove it")]),
    "a file too deep": ({"bildung/neu/x.yml": "id: x\n"}, [("policy/bildung/neu/x.yml:1:1", "file-misplaced",
        "a YAML file where none is read; a demand lies in <working-group>/<demand-id>.yaml; move or remove the file")]),
    "an ending in capitals": ({"bildung/neu.YAML": f"id: neu\ntext: Wald\n{END}", "catalogue.Yml": COVER}, [
        ("policy/bildung/neu.YAML:1:1", "file-misplaced",
            "only files that end with .yaml are read, and this one does not; name it neu.yaml, or remove it"),
        ("policy/catalogue.Yml:1:1", "file-misplaced",
            "only files that end with .yaml are read, and this one does not; name it catalogue.yaml, or remove it")]),
    "an ending that an editor put behind": ({"bildung/neu.yaml.txt": f"id: neu\ntext: Wald\n{END}", "bildung/notizen.txt": "Wald\n"}, [
        ("policy/bildung/neu.yaml.txt:1:1", "file-misplaced",
            "only files that end with .yaml are read, and this one does not; name it neu.yaml, or remove it")]),
    "hidden demands, among what systems hide": ({
        "bildung/.wald.yaml": f"id: wald\ntext: Wald\n{END}", ".alt/bildung/moor.yaml": f"id: moor\ntext: Moor\n{END}",
        "bildung/._bibliotheken.yaml": b"\0\5\26\7\0\2\0\0Mac OS X", ".github/workflows/ci.yaml": "jobs: {}\n"}, [
        (f"policy/{path}:1:1", "file-hidden", "a demand in a hidden file: what begins with a full stop stands in no report; "
            "give file and folder names without a full stop at the start, or remove the file")
        for path in (".alt/bildung/moor.yaml", "bildung/.wald.yaml")]),
    "an odd name": ({"bildung/zwei worte.yaml": f"id: zwei worte\ntext: Wald\n{END}"}, [
        ("policy/bildung/zwei worte.yaml:1:1", "id-invalid",
            "the id 'zwei worte'; use letters without accents, digits, “.”, “-” and “_”, at most 120 characters, a letter or digit first")]),
    "another id than the file": ({FILE: f"id: buecherei\n{TEXT}{END}"}, [(f"policy/{FILE}:1:1", "id-mismatched",
        "the id 'buecherei' in a file named bibliotheken.yaml; let both be the same")]),
    "an id with an umlaut, in two forms": ({FILE: None, "bildung/bu\u0308cher.yaml": f"id: b\u00fccher\n{TEXT}{END}"}, [
        ("policy/bildung/bu\u0308cher.yaml:1:1", "id-invalid",
            "the id 'bu\u0308cher'; use letters without accents, digits, “.”, “-” and “_”, at most 120 characters, a letter or digit first")]),
    "a number for an id, laid out otherwise": ({FILE: None, "bildung/007.yaml": f"{TEXT}{END}id: 007\n"}, [
        ("policy/bildung/007.yaml:3:1", "field-invalid", "id is the number 7, not a text; put it in quotes")]),
    "a key nobody knows, above others": ({FILE: f"txt: Wald\n{HEAD}{TEXT}{END}"}, [
        (f"policy/{FILE}:1:1", "key-unknown", "the unknown key 'txt'; did you mean 'text'?")]),
    "an id twice, but for case": ({"verkehr/Bibliotheken.yaml": f"id: Bibliotheken\ntext: Wald\n{END}"}, [
        ("policy/verkehr/Bibliotheken.yaml:1:1", "id-duplicate",
            f"the id 'Bibliotheken' a second time (also in policy/{FILE}); give one of them another id")]),
    "an unknown addressee": ({FILE: f"{HEAD}{TEXT}addressees: [land, lnd]\n"}, [(f"policy/{FILE}:3:20", "addressee-unknown",
        "the unknown addressee 'lnd'; did you mean 'land'? New ones go into catalogue.yaml under “addressees”")]),
    "an unknown group": ({"catalogue.yaml": COVER.replace("verkehr]", "verkehr, wald]")}, [
        ("policy/catalogue.yaml:4:36", "group-unknown", "the working group 'wald' without a folder; known are: bildung, verkehr")]),
    "a group without a name": ({"wald/eiche.yaml": f"id: eiche\ntext: Wald\n{END}"}, [
        ("policy/wald:1:1", "group-undescribed", "a working group without _group.yaml; add policy/wald/_group.yaml with “name: …”")]),
    "no text": ({FILE: f"{HEAD}text:\n{END}"}, [(f"policy/{FILE}:2:1", "text-empty", "an empty text; add “text: …”")]),
    "a text of signs": ({FILE: f"{HEAD}text: – …\n{END}"}, [(f"policy/{FILE}:2:1", "text-empty",
        "the text “– …” holds no word; write what is demanded, or remove the file")]),
    "a predecessor that never was": ({FILE: f"{HEAD}{TEXT}{END}succeeds: [brueken]\n"}, [
        (f"policy/{FILE}:4:12", "succeeds-dangling", "succeeds names 'brueken', an id that no edition ever had; correct the id, or remove it")]),
    "no paper": ({"catalogue.yaml": CITED}, [("policy/catalogue.yaml:4:9", "paper-missing",
        f"there is no paper '{PAPER}' in the folder papers; put it there as it was published, or correct the path (papers/…)")]),
    "a paper elsewhere": ({"catalogue.yaml": CITED.replace(PAPER, f'"../../{PAPER}"')}, [("policy/catalogue.yaml:4:9", "paper-missing",
        f"there is no paper '../../{PAPER}' in the folder papers; put it there as it was published, or correct the path (papers/…)")]),
    "a text that turns": ({FILE: f"{HEAD}text: Öffentliche \u202eBibliotheken\n{END}"}, [(f"policy/{FILE}:2:19", "sign-turning",
        "a sign that turns the direction of writing: U+202E RIGHT-TO-LEFT OVERRIDE; let `policydiff check --fix` mend it")]),
    "a repetition": ({"verkehr/a.yaml": "id: a\ntext: Öffentliche Bibliothek sonntags kostenfrei zugänglich machen\naddressees: [bund]\n"}, [
        ("policy/verkehr/a.yaml:2:1", "demand-repeated",
            "nearly the same (99 %) as 'bibliotheken': “Öffentliche Bibliotheken sonntags kostenfrei zugänglich mac…”; keep one of them; if both are meant, say in the texts how they differ")]),
    "addressees in the text": ({FILE: f"{HEAD}text: {LIBRARIES} (Bund, Land)\n{END}"}, [(f"policy/{FILE}:2:1", "bracket-left",
        "addressees left in the text: “(Bund, Land)”; move the names to “addressees” and remove the brackets from the text")]),
    "a placeholder": ({FILE: f"{HEAD}text: {LIBRARIES}, mit [Betrag einsetzen] Euro\n{END}"}, [(f"policy/{FILE}:2:1", "bracket-left",
        "a placeholder left in the text: “[Betrag einsetzen]”; write what is meant, or remove the brackets")]),
    "an open bracket": ({FILE: f"{HEAD}text: {LIBRARIES} (auch an\n{END}"}, [(f"policy/{FILE}:2:1", "bracket-left",
        f"a bracket that is not closed: “(auch an”; {LOOK}")]),
    "a bracket that only closes": ({FILE: f"{HEAD}text: a) {LIBRARIES}) bald\n{END}"}, [(f"policy/{FILE}:2:1", "bracket-left",
        f"a bracket that nothing opened: “…s kostenfrei zugänglich machen)”; {LOOK}")]),
    "other words than the paper": ({"catalogue.yaml": CITED, PAPER: f"1 {LIBRARIES.replace('sonntags', 'samstags')}\n",
        FILE: f"{HEAD}{TEXT}{END}source: {{line: 1}}\n"}, [(f"policy/{FILE}:2:1", "text-not-in-paper",
        "the text is not in policy/papers/e.txt, from “Bibliotheken sonntags kostenfrei zugänglich machen” on; quote the paper as it is; to change the wording, remove “source”")]),
    "another line than the paper": ({"catalogue.yaml": CITED, PAPER: f"Vorwort der Vorsitzenden zum Katalog\n\n{LIBRARIES}\n",
        FILE: f"{HEAD}{TEXT}{END}source: {{line: 1}}\n"}, [(f"policy/{FILE}:4:10", "source-misplaced",
        "the text stands in line 3 of policy/papers/e.txt, not in line 1; write “line: 3”")]),
    "a dispute without words": ({FILE: f"{HEAD}{TEXT}{END}status: disputed\n"}, [(f"policy/{FILE}:4:1", "dispute-unworded",
        "a disputed demand without any party's wording; add “positions: {party: wording}”, or say “status: agreed”")]),
    "a reference that leads nowhere": ({FILE: f"{HEAD}{TEXT}{END}note: Siehe `brueken`, `id`, `Zahl`, ganz-neue-bruecken und https://example.org/a-b-c-d\n"}, [
        (f"policy/{FILE}:4:1", "reference-dangling", "the note names 'brueken', an id that no edition ever had; correct the id, or remove it"),
        (f"policy/{FILE}:4:1", "reference-dangling", "the note names 'ganz-neue-bruecken', an id that no edition ever had; did you mean 'bruecken'?"),
    ]),
    "a paper nobody cites": ({"papers/alt.txt": "Wald"}, [("policy/papers/alt.txt:1:1", "paper-orphaned",
        "a paper that no edition in the history cites; name it in catalogue.yaml under “paper”, or remove it")]),
    "a language without words": ({"catalogue.yaml": COVER.replace("language: de", "language: deutsch")}, [
        ("policy/catalogue.yaml:3:1", "language-unknown",
            "the language 'deutsch'; write one of these: de, en; reports in any other language come out in English, and no meaning is recognised")]),
    "signs nobody sees": ({FILE: f"{HEAD}text: {LIBRARIES} – dauer\u00adhaft\u200b\n{END}"}, [(f"policy/{FILE}:2:77", "sign-invisible",
        "2 signs that cannot be seen, the first is U+00AD SOFT HYPHEN; let `policydiff check --fix` mend it")]),
    "a sign spelt out": ({FILE: f'{HEAD}text: "Sonntags\\u200b Bibliotheken öffentlich machen"\n{END}'}, [(f"policy/{FILE}:2:16", "sign-invisible",
        "a sign that cannot be seen, spelt as \\u200b; let `policydiff check --fix` mend it"),
        (f"policy/{FILE}:2:7", "layout-differing", "“text: \"Sonntags\\u200b Bibliotheken öffentlich machen\"” where we write “text: Sonntags Bibliotheken öffentlich machen”; let `policydiff check --fix` do it")]),
    "a control spelt by a letter": ({FILE: f'{HEAD}text: "Sonntags\\a Bibliotheken öffentlich machen" # oft\n{END}'}, [(f"policy/{FILE}:2:16", "sign-invisible",
        "a sign that cannot be seen, spelt as \\a; let `policydiff check --fix` mend it")]),
    "a variant that nothing varies": ({FILE: f"{HEAD}text: {LIBRARIES}\ufe0f ☀\ufe0f\n{END}"}, [(f"policy/{FILE}:2:69", "sign-invisible",
        "a sign that cannot be seen: U+FE0F VARIATION SELECTOR-16; let `policydiff check --fix` mend it")]),
    "a sign spelt out that turns": ({FILE: f'{HEAD}text: "Bibliotheken\\u200b am Sonntag\\u202e öffnen" # oft\n{END}'}, [
        (f"policy/{FILE}:2:37", "sign-turning",
            "a sign that turns the direction of writing, spelt as \\u202e; let `policydiff check --fix` mend it"),
        (f"policy/{FILE}:2:20", "sign-invisible",
            "a sign that cannot be seen, spelt as \\u200b; let `policydiff check --fix` mend it")]),
    "a sign spelt out with eight digits, in a note": ({FILE: f'{HEAD}{TEXT}{END}note: "Siehe\\U0000200b oben" # oft\n'}, [
        (f"policy/{FILE}:4:13", "sign-invisible",
            "a sign that cannot be seen, spelt as \\U0000200b; let `policydiff check --fix` mend it")]),
    "a sign spelt out in a file of the project": ({"accepted.yaml": 'abcdefghijklmnop: {by: Erika, reason: "beschlossen\\ufff9"}\n'}, [
        ("policy/accepted.yaml:1:51", "sign-invisible",
            "a sign that cannot be seen, spelt as \\ufff9; let `policydiff check --fix` mend it")]),
    "letters put together": ({FILE: f"{HEAD}text: {LIBRARIES} fu\u0308r alle\n{END}"}, [(f"policy/{FILE}:2:71", "form-decomposed",
        "letters put together from parts (not normal form C), the first is “u\u0308”; let `policydiff check --fix` mend it")]),
    "nobody asked": ({FILE: f"{HEAD}{TEXT}addressees: []\n", BRIDGE: f"id: bruecken\ntext: {BRIDGES}\naddressees: [bund, land]\n"}, [
        (f"policy/{FILE}:3:1", "addressee-missing", "nobody is asked to act; name who must act under “addressees”, if the paper says so")]),
    "an addressee nobody names": ({"catalogue.yaml": COVER + "  eu: {name: EU, level: european}\n"}, [
        ("policy/catalogue.yaml:8:3", "addressee-unused", "the addressee 'eu' is named by no demand; remove it, if nobody is to use it")]),
    "a group without a place": ({"catalogue.yaml": COVER.replace("bildung, ", "")}, [
        ("policy/catalogue.yaml:4:1", "group-unordered",
            "the working group 'bildung' is not in “working_groups”; name it where the paper has it: reports put it last until then")]),
    "a paper that is no text": ({"catalogue.yaml": CITED, PAPER: b"%PDF-1.7"}, [("policy/catalogue.yaml:4:9", "paper-unread",
        "the paper 'policy/papers/e.txt' cannot be compared with the texts: this is a PDF file, not text; keep its text as a .txt file beside it and cite that")]),
    "keys in another order": ({FILE: f"{TEXT}{HEAD}{END}"}, [(f"policy/{FILE}:1:1", "layout-differing",
        "“text: Öffentliche Bibliotheken sonntags kostenfrei zugängli…” where we write “id: bibliotheken”; let `policydiff check --fix` do it")]),
    "quotes that are not needed": ({FILE: f'{HEAD}{TEXT}addressees: ["land"]\n'}, [(f"policy/{FILE}:3:14", "layout-differing",
        "“addressees: [\"land\"]” where we write “addressees: [land]”; let `policydiff check --fix` do it")]),
    "two sentences in a line": ({FILE: f"{HEAD}text: {LIBRARIES}. Wir zahlen das.\n{END}"}, [(f"policy/{FILE}:2:7", "layout-differing",
        "a text in one line, where we write one sentence a line; let `policydiff check --fix` do it")]),
    "blanks at the end": ({FILE: f"{HEAD}{TEXT}{END.rstrip()}   \n\n"}, [(f"policy/{FILE}:3:1", "layout-differing",
        "blanks, blank lines or line ends that we do not write; let `policydiff check --fix` do it")]),
}  # fmt: skip
GERMAN: dict[str, str] = tomllib.loads(
    resources.files("policydiff.render").joinpath("locales", "findings-de.toml").read_text("utf-8")
)
# What English sentences say between their values, as far as it is longer than a word.
ENGLISH = {
    words
    for template in GERMAN
    for piece, *_ in Formatter().parse(template)
    if " " in (words := piece.strip(" ,;:“”()")) and words not in GERMAN.values()
}
# Rules that need more than files: each has a test of its own below.
APART = {"file-linked", "merge-conflicting", "id-recycled", "history-incomplete"}


@pytest.fixture
def repository(tmp_path, monkeypatch):
    folder = make_repository(tmp_path / "repository")
    write_policy(folder / "policy", *DEMANDS, edition="e", title="t", addressees=USED)
    commit(folder, tag="v1")
    monkeypatch.chdir(folder)
    return folder


def write(folder, files):
    for path, content in files.items():
        target = folder / "policy" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            target.unlink()
        else:
            target.write_bytes(content if isinstance(content, bytes) else content.encode())


def found(*arguments, **given):
    defects = inspect_here(*arguments, **given).defects
    assert all(text.template in GERMAN.keys() - {"{text}"} for one in defects for text in (one.found, one.remedy))
    return [(f"{one.file}:{one.line}:{one.column}", one.rule, f"{one.found}; {one.remedy}") for one in defects]


def rules(*arguments):
    return [rule for _, rule, _ in found(*arguments)]


def test_a_sound_catalogue_has_no_finding(repository):
    assert found() == found("HEAD") == found("INDEX") == []


@pytest.mark.parametrize("story", BROKEN)
def test_what_is_broken_is_found_with_its_place(repository, story):
    files, expected = BROKEN[story]
    write(repository, files)
    assert found() == expected


@pytest.mark.parametrize("story", BROKEN)
def test_a_commit_and_a_directory_say_the_same(repository, story, tmp_path):
    files, expected = BROKEN[story]
    write(repository, files)
    commit(repository)
    assert [rule for _, rule, _ in expected] == rules("HEAD")
    without_history = {"succeeds-dangling", "reference-dangling", "paper-orphaned"}
    if story == "no cover":
        return  # no directory with a catalogue: that is a wrong call, as for every other command
    known = [rule for _, rule, _ in expected if rule not in without_history]
    assert [rule for rule in rules("dir:policy") if rule != "history-incomplete"] == known


@pytest.mark.parametrize("story", BROKEN)
def test_what_is_broken_is_told_in_german_in_every_format(repository, story):
    write(repository, BROKEN[story][0])
    inspection = inspect_here()
    told = [line(messages("de").tell(text)) for one in inspection.defects for text in (one.found, one.remedy)]
    for format in FORMATS:
        shown = html.unescape(" ".join(render_check(inspection, format=format, language="de").split()))
        shown = shown.replace("%25", "%").replace("\\\\", "\\").replace('\\"', '"')
        assert [words for words in told if words not in shown] == []
        assert [words for words in ENGLISH if words in shown] == []


@pytest.mark.parametrize("story", BROKEN)
def test_what_is_found_is_read_back_by_the_posting_job(repository, story):
    write(repository, BROKEN[story][0])
    inspection = inspect_here()
    content = render_check(inspection, format="json", language="de").encode()

    read = read_inspection(content, "check.json")
    assert [(one.rule, one.file, one.others) for one in read.defects] == [
        (one.rule, one.file, one.others) for one in inspection.defects
    ]


@pytest.mark.parametrize(
    "path", ["../papers/e.txt", "/etc/passwd", "papers//e.txt", "https://example.org/e.txt", "..", "a\\b"]
)
def test_a_path_of_a_paper_that_leads_anywhere_stops_no_comment(repository, path):
    write(repository, {"catalogue.yaml": CITED.replace(PAPER, f"'{path}'")})
    inspection = inspect_here()

    assert "paper-missing" in [one.rule for one in inspection.defects]
    read_inspection(render_check(inspection, format="json", language="de").encode(), "check.json")


def test_every_rule_of_the_catalogue_is_tried():
    tried = {rule for _, expected in BROKEN.values() for _, rule, _ in expected}
    assert tried | APART == {rule.code for rule in RULES if rule.subject is Subject.CATALOGUE}
    assert not tried & APART
    assert tried >= MENDABLE


def test_backslashes_that_spell_no_sign_are_none(repository):
    write(repository, {FILE: f"{HEAD}{TEXT}{END}title: C:\\u200b\nnote: \"C:\\\\u200b und 👨\\u200d👩\" # 'C:\\xad'\n"})
    assert {rule for rule in rules() if rule.startswith("sign")} == set()


def test_all_problems_are_told_at_once(repository):
    write(repository, {FILE: "id: x\naddressees: [bnd]\nfoo: 1\n", BRIDGE: "id: a: b\n", "catalogue.yaml": "a: [\n"})
    assert sorted(rules()) == ["id-mismatched", "key-unknown", "text-empty", "yaml-invalid", "yaml-invalid"]


def test_a_link_is_refused_wherever_it_is(repository):
    (repository / "policy/bildung/link.yaml").symlink_to("bibliotheken.yaml")
    message = "a symbolic link; put the file itself there: links are not followed"
    expected = [("policy/bildung/link.yaml:1:1", "file-linked", message)]
    assert found() == expected
    commit(repository)
    assert found("HEAD") == expected
    sha = git(repository, "rev-parse", "HEAD")
    git(repository, "update-index", "--add", "--cacheinfo", f"160000,{sha},policy/verkehr/sub")
    assert ("policy/verkehr/sub:1:1", "file-linked") in [one[:2] for one in found("INDEX")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without pipes in folders")
def test_a_pipe_is_refused_and_not_waited_for(repository):
    os.mkfifo(repository / "policy/bildung/f.yaml")
    message = "a pipe, a socket or a device; remove it: only files are read, and git keeps nothing else"
    assert found() == [("policy/bildung/f.yaml:1:1", "file-linked", message)]


def test_an_id_that_once_was_another_demand_is_found_in_the_whole_history(repository):
    (repository / "policy" / FILE).unlink()
    commit(repository)
    write(repository, {"verkehr/bibliotheken.yaml": f"id: bibliotheken\ntext: Radwege bauen\n{END}"})
    expected = [("policy/verkehr/bibliotheken.yaml:1:1", "id-recycled",
        "the id 'bibliotheken' once was another demand: “Öffentliche Bibliotheken sonntags kostenfrei zugänglich mac…”; "
        "give the new demand an id of its own; if it is the same, write “succeeds: [bibliotheken]”")]  # fmt: skip
    assert found() == expected
    commit(repository)
    assert found("HEAD") == expected
    write(
        repository,
        {"verkehr/bibliotheken.yaml": f"id: bibliotheken\ntext: Radwege bauen\n{END}succeeds: [bibliotheken]\n"},
    )
    assert found() == []


def test_a_demand_that_was_reworded_step_by_step_kept_its_id(repository):
    texts = [
        "Öffentliche Bibliotheken sonntags kostenfrei öffnen",
        "Bibliotheken sonntags kostenfrei öffnen und ausstatten",
        "Bibliotheken mit Geräten ausstatten und sonntags öffnen",
    ]
    for text in texts:
        write(repository, {FILE: f"{HEAD}text: {text}\n{END}"})
        commit(repository)
    assert found("HEAD") == []


def test_an_id_that_an_earlier_edition_had_may_be_named(repository):
    (repository / "policy" / BRIDGE).unlink()
    write(repository, {FILE: f"{HEAD}{TEXT}addressees: [land, bund]\nsucceeds: [bruecken]\nnote: Siehe `bruecken`\n"})
    assert found() == []
    commit(repository)
    assert found("HEAD") == []


def test_a_paper_of_an_earlier_edition_is_no_orphan(repository):
    write(repository, {"catalogue.yaml": CITED, PAPER: LIBRARIES})
    commit(repository)
    write(repository, {"catalogue.yaml": COVER.replace("edition: e", "edition: f")})
    assert found() == []


def test_a_shallow_clone_says_what_it_cannot_check(repository, tmp_path, monkeypatch):
    commit(repository)
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{repository}", "shallow")
    monkeypatch.chdir(tmp_path / "shallow")
    write(tmp_path / "shallow", {FILE: f"{HEAD}{TEXT}{END}succeeds: [brueken]\n", "papers/alt.txt": "Wald"})
    expected = [("policy/catalogue.yaml:1:1", "history-incomplete",
        "this is a shallow clone: recycled ids, dangling references and orphan papers cannot be seen; "
        "check where the whole history is: git fetch --unshallow (in CI: fetch-depth: 0)")]  # fmt: skip
    assert found() == expected


def test_a_partial_clone_says_what_it_cannot_check(repository, tmp_path, monkeypatch):
    write(repository, {FILE: f"{HEAD}text: Wald\n{END}"})
    commit(repository)
    write(repository, {FILE: f"{HEAD}{TEXT}{END}"})
    commit(repository)
    monkeypatch.chdir(make_partial(repository, tmp_path / "partial"))
    assert found() == [("policy/catalogue.yaml:1:1", "history-incomplete",
        "this is a partial clone: recycled ids, dangling references and orphan papers cannot be seen; "
        "check where the whole history is: git fetch --refetch --no-filter")]  # fmt: skip


def branch(repository, name, files):
    git(repository, "checkout", "--quiet", "-b", name, "v1")
    write(repository, files)
    commit(repository)


def test_an_id_is_found_twice_when_two_branches_that_pass_alone_are_merged(repository):
    branch(repository, "eins", {"bildung/wald.yaml": f"id: wald\ntext: Wälder anpflanzen\n{END}"})
    branch(repository, "zwei", {"verkehr/Wald.yaml": f"id: Wald\ntext: Waldwege sperren\n{END}"})
    assert found("eins") == found("zwei") == []
    message = "the id '{}' a second time (also in {}); give one of them another id"
    one, other = "policy/bildung/wald.yaml", "policy/verkehr/Wald.yaml"
    assert found("eins", merge_with="zwei") == [(f"{one}:1:1", "id-duplicate", message.format("wald", other))]
    assert found("zwei", merge_with="eins") == [(f"{other}:1:1", "id-duplicate", message.format("Wald", one))]


def test_two_branches_that_take_one_id_for_two_demands_are_told_once(repository):
    branch(repository, "eins", {"verkehr/neu.yaml": f"id: neu\ntext: Brücken an Autobahnen sanieren\n{END}"})
    branch(repository, "zwei", {"bildung/neu.yaml": f"id: neu\ntext: Speicher für Strom fördern\n{END}"})
    branch(repository, "drei", {"bildung/neu.yaml": f"id: neu\ntext: Museen am Abend öffnen\n{END}"})
    for given in ({}, {"since": "main"}):
        assert [one[:2] for one in found("zwei", merge_with="eins", **given)] == [
            ("policy/bildung/neu.yaml:1:1", "id-duplicate")
        ]
        assert [one[:2] for one in found("drei", merge_with="zwei", **given)] == [
            ("policy/bildung/neu.yaml:1:1", "merge-conflicting")
        ]


def test_what_two_files_are_about_is_told_at_the_one_that_was_changed(repository):
    write(repository, {"verkehr/zug.yaml": "id: zug\ntext: Züge öfter fahren lassen\naddressees: [bund]\n"})
    base = commit(repository)
    repeated = {"bildung/bahn.yaml": "id: bahn\ntext: Züge öfter fahren lassen\naddressees: [bund]\n"}
    write(repository, {**repeated, "bildung/Bruecken.yaml": f"id: Bruecken\ntext: Wald\n{END}"})
    expected = [
        ("policy/bildung/Bruecken.yaml:1:1", "id-duplicate", "the id 'Bruecken' a second time (also in policy/verkehr/bruecken.yaml); give one of them another id"),
        ("policy/bildung/bahn.yaml:2:1", "demand-repeated", "the same as 'zug': “Züge öfter fahren lassen”; keep one of them; if both are meant, say in the texts how they differ"),
    ]  # fmt: skip
    assert found(since=base) == expected
    assert [one[0] for one in found()] == ["policy/verkehr/bruecken.yaml:1:1", "policy/verkehr/zug.yaml:2:1"]


def test_a_commit_without_a_catalogue_is_told_once_by_the_name_of_the_folder(repository):
    (repository / "policy" / "catalogue.yaml").unlink()
    head = commit(repository)
    for spec, version in (("HEAD", "HEAD"), (head, head[:7])):
        (one,) = found(spec, since="v1")
        assert one[:2] == ("policy:1:1", "catalogue-missing")
        assert one[2].startswith(f"no catalogue: there is no catalogue.yaml in {version}; ")


def test_what_cannot_be_mended_yet_is_not_said_to_be_mendable(repository):
    write(repository, {FILE: f'{HEAD}text: "Biblio\u200btheken\n{END}', BRIDGE: f"id: bruecken\ntext: {BRIDGES}\u200b\naddressees: [bund]\n"})  # fmt: skip
    mendable = {one.file: one.is_mendable for one in inspect_here().defects if one.rule == "sign-invisible"}
    assert mendable == {f"policy/{FILE}": False, f"policy/{BRIDGE}": True}
    inspect_here(has_to_mend=True)
    assert not any(one.is_mendable for one in inspect_here().defects)


def test_a_merge_follows_what_moved_and_joins_what_both_changed(repository):
    branch(repository, "eins", {"catalogue.yaml": COVER + "  eu: {name: EU, level: european}\n"})
    git(repository, "mv", f"policy/{BRIDGE}", "policy/bildung/bruecken.yaml")
    write(repository, {FILE: f"{HEAD}{TEXT}addressees: [land, eu]\n"})
    commit(repository)
    branch(
        repository,
        "zwei",
        {
            "catalogue.yaml": COVER.replace("title: t", "title: u"),
            BRIDGE: f"id: bruecken\ntext: {BRIDGES}\naddressees: [bund, land]\n",
        },
    )
    assert found("eins", merge_with="zwei") == []
    branch(repository, "drei", {"catalogue.yaml": COVER + "  rvr: {name: RVR, level: regional}\n"})
    message = "changed here and in 'eins', and git cannot tell how both go together; merge the two and decide which words count; everything else is checked as this side has it"
    assert ("policy/catalogue.yaml:1:1", "merge-conflicting", message) in found("drei", merge_with="eins")


def test_a_merge_is_tried_without_a_trace(repository):
    branch(repository, "eins", {FILE: f"{HEAD}text: Wald\n{END}"})
    branch(repository, "zwei", {BRIDGE: "id: bruecken\ntext: Moor\naddressees: [bund]\n"})

    def state():
        files = [path for path in sorted(repository.rglob("*")) if path.is_file()]
        return {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in files}

    before = state()
    found("eins", merge_with="zwei")
    found("eins", since="main")
    assert state() == before


def test_only_what_changed_since_a_revision_is_told(repository):
    write(repository, {FILE: f"{TEXT}{HEAD}{END}", BRIDGE: "id: bruecken\ntext: –\naddressees: [bund]\n"})
    commit(repository)
    branch(repository, "eins", {"bildung/wald.yaml": f"id: wald\ntext: {LIBRARIES}\n{END}"})
    git(repository, "rebase", "--quiet", "main")
    write(repository, {"verkehr/moor.yaml": "id: Moor\ntext: Moore nässen\naddressees: [bund]\n"})
    message = "the same as 'bibliotheken': “Öffentliche Bibliotheken sonntags kostenfrei zugänglich mac…”"
    expected = [
        ("policy/verkehr/moor.yaml:1:1", "id-mismatched"),
        ("policy/bildung/wald.yaml:2:1", "demand-repeated"),
    ]
    assert [one[:2] for one in found(since="main")] == expected
    assert found(since="main")[1][2].startswith(message)
    assert len(found()) == 4


def test_what_a_change_does_to_other_files_is_told_too(repository):
    branch(repository, "eins", {"catalogue.yaml": COVER.replace("  bund: {name: Bund, level: federal}\n", "")})
    assert [one[:2] for one in found("eins", since="main")] == [(f"policy/{BRIDGE}:3:14", "addressee-unknown")]
    branch(repository, "zwei", {"bildung/_group.yaml": None})
    assert rules_since("zwei") == ["group-undescribed"]
    branch(
        repository, "drei", {"catalogue.yaml": CITED, PAPER: LIBRARIES, FILE: f"{HEAD}{TEXT}{END}source: {{line: 1}}\n"}
    )
    git(repository, "tag", "cited")
    write(repository, {PAPER: "Anderes"})
    assert [one[1] for one in found(since="cited")] == ["text-not-in-paper"]


def rules_since(spec):
    return [rule for _, rule, _ in found(spec, since="main")]


def test_a_large_catalogue_is_read_in_part_and_a_repetition_found_all_the_same(repository):
    words = "Ausbau Öffnung Sanierung Förderung Erprobung".split()
    places = [
        f"{one}{two}" for one in "Nord Süd Ost West Mittel".split() for two in "heim dorf stadt hausen kirchen".split()
    ]
    things = [
        f"{one}{two}" for one in "Rad Wasser Wald Berg".split() for two in "wege häuser stellen türme gärten".split()
    ]
    rows = [
        f"{word} der {thing} zwischen {place} und dem Kanal"
        for place in places
        for thing in things
        for word in words[:2]
    ]
    for number, text in enumerate(rows):
        write(repository, {f"bildung/z{number}.yaml": f"id: z{number}\ntext: {text}\n{END}"})
    commit(repository)
    branch_text = rows[321].replace("Kanal", "Kanale")
    git(repository, "checkout", "--quiet", "-b", "eins")
    write(repository, {"verkehr/neu.yaml": f"id: neu\ntext: {branch_text}\n{END}"})
    assert found(since="main")[0][2].startswith("nearly the same (9")


def test_severities_are_those_of_the_project_or_of_another_version(repository):
    write(
        repository,
        {
            FILE: f"{HEAD}{TEXT}addressees: [land]\nstatus: disputed\n",
            "policydiff.yaml": "severities: {dispute-unworded: notice}\n",
        },
    )
    assert [one.severity for one in inspect_here().defects] == [Severity.NOTICE]
    assert [one.severity for one in inspect_here(rules="v1").defects] == [Severity.MINOR]


def test_defects_are_in_order_and_their_fingerprints_their_own(repository):
    note = "note: '`aaa-x` `bbb-x`'\n"
    write(repository, {FILE: f"{HEAD}{TEXT}{END}{note}", BRIDGE: "id: bruecken\ntext: –\naddressees: []\n"})
    first = inspect_here().defects
    assert [one.severity for one in first] == sorted((one.severity for one in first), key=list(Severity).index)
    assert len({one.fingerprint for one in first}) == len(first)
    write(repository, {FILE: f"# Kommentar\n{HEAD}{TEXT}{END}{note}"})
    again = inspect_here().defects
    assert [one.fingerprint for one in again] == [one.fingerprint for one in first]
    assert [one.line for one in again] != [one.line for one in first]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            {"since": "v1"},
            "--since and --with need a repository, and 'dir:policy' is a folder; name a revision, WORKTREE or INDEX",
        ),
        ({"merge_with": "v1"}, "--since and --with need a repository"),
    ],
)
def test_a_directory_has_no_commits(repository, given, message):
    with pytest.raises(PolicydiffError) as refused:
        inspect_here("dir:policy", **given)
    assert str(refused.value).startswith(message)


def test_what_cannot_be_merged_or_compared_says_why(repository):
    with pytest.raises(PolicydiffError, match="--with merges two commits; commit first, then: policydiff check HEAD"):
        inspect_here("WORKTREE", merge_with="v1")
    with pytest.raises(PolicydiffError, match="there is no revision or edition 'nirgends'"):
        inspect_here(since="nirgends")
    git(repository, "checkout", "--quiet", "--orphan", "fremd")
    commit(repository, message="fremd")
    with pytest.raises(PolicydiffError, match="v1 and what is checked share no history; check without --since"):
        inspect_here("fremd", since="v1")
    with pytest.raises(PolicydiffError, match="cannot merge: .*unrelated histories"):
        inspect_here("fremd", merge_with="v1")


def test_a_repository_without_a_commit_can_be_checked(tmp_path, monkeypatch):
    folder = make_repository(tmp_path / "leer")
    write_policy(folder / "policy", *DEMANDS, edition="e", addressees=USED)
    monkeypatch.chdir(folder)
    assert found() == []


def test_the_real_catalogue_passes():
    inspection = inspect_here(f"dir:{ROOT / 'policy'}")
    assert inspection.demands == 64
    assert [one for one in inspection.defects if one.severity is not Severity.NOTICE] == []

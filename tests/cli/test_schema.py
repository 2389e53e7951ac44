"""`policydiff schema` as a person or a hook calls it."""

import json

import pytest
from jsonschema import Draft7Validator

from policydiff.cli import main
from policydiff.sources.yaml import read_document


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["init", "--title", "Gondelprogramm"]) == 0
    return tmp_path


@pytest.mark.parametrize("kind", ["demand", "group", "catalogue", "settings", "lexicon", "accepted"])
def test_a_printed_schema_is_the_one_that_editors_find(folder, capsys, kind):
    capsys.readouterr()
    assert main(["schema", kind]) == 0
    printed = json.loads(capsys.readouterr().out)

    Draft7Validator.check_schema(printed)
    assert printed == json.loads((folder / f".policydiff/schema/{kind}.json").read_text("utf-8"))
    associated = json.loads((folder / ".vscode/settings.json").read_text("utf-8"))["yaml.schemas"]
    assert f".policydiff/schema/{kind}.json" in associated


def test_the_schema_of_acceptances_knows_what_accept_writes(folder, capsys):
    associated = json.loads((folder / ".vscode/settings.json").read_text("utf-8"))["yaml.schemas"]
    assert associated[".policydiff/schema/accepted.json"] == "policy/accepted.yaml"
    drawn = json.loads((folder / ".policydiff/schema/accepted.json").read_text("utf-8"))
    text = "abcdefghijklmnop:\n  by: Erika Mustermann\n  reason: so beschlossen\n"

    assert Draft7Validator(drawn).is_valid(read_document(text.encode(), "x.yaml").values)
    assert not Draft7Validator(drawn).is_valid(read_document(text.replace("by:", "von:").encode(), "x.yaml").values)


def test_without_a_catalogue_nothing_is_written_and_what_is_asked_for_is_printed(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["schema", "--write"]) == 2
    assert "make a new repository with `policydiff init`" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    assert main(["schema", "accepted", "--lang", "de"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Freigaben"

"""`policydiff review` at a real terminal: keys, and files that change while a question stands there."""

import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from policydiff.cli import main
from tests.policies import BRIDGES, LIBRARIES, MUSIC, SCHOOLS, demand, make_editions

LENT, READ = "Kinder bekommen Musikinstrumente geliehen", "Stadtteile bekommen Bibliotheken"
OLD = (
    demand("ganztagsschulen", SCHOOLS, position=1),
    demand("bibliotheken", LIBRARIES, position=2),
    demand("musik", MUSIC, position=3),
    demand("bruecken", BRIDGES, group="verkehr", position=4),
)
NEW = (OLD[0], demand("lesen", READ, position=2), demand("instrumente", LENT, position=3), OLD[3])
PROMPT = "Taste: "
HINT = "Hier gelten nur die Tasten 1, 0, s und q."
# Longer than any comparison of so few demands takes.
PATIENCE = 60.0


class Terminal:
    """policydiff at a terminal of 60 columns: what is typed, and what it shows until it asks or ends."""

    def __init__(self, folder: Path, *words: str) -> None:
        self.ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (40, 60))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "policydiff", *words],
            cwd=folder,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**os.environ, "NO_COLOR": "1"},
            start_new_session=True,
        )
        os.close(theirs)

    def read(self) -> str:
        """Return what is shown until the next prompt, or until the end."""
        shown = b""
        while not shown.endswith(PROMPT.encode()):
            if not select.select([self.ours], [], [], PATIENCE)[0]:
                raise TimeoutError(shown.decode())
            try:
                part = os.read(self.ours, 4096)
            except OSError:  # Linux says so when the other side has closed
                part = b""
            if not part:
                break
            shown += part
        return shown.decode().replace("\r\n", "\n")

    def type(self, keys: str) -> str:
        os.write(self.ours, keys.encode())
        return self.read()

    def end(self) -> int:
        code = self.process.wait(PATIENCE)
        os.close(self.ours)
        return code


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """Return a repository with two open questions, and stand in it."""
    folder = make_editions(tmp_path / "repository", alt=OLD, neu=NEW)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def reading(repository):
    return repository / "policy/bildung/lesen.yaml"


def folded(text: str) -> str:
    return " ".join(text.split())


def test_a_question_shows_who_must_act_and_where_it_stands(repository):
    terminal = Terminal(repository, "review")
    shown = folded(terminal.read())

    assert f"neu {READ} (AG Bildung; Land; lesen)" in shown
    assert re.search(r"\(AG Bildung; Land; bibliotheken; Wert 0,\d\d\)", shown)
    assert "1 = ja · 0 = nein: lesen ist neu · s = später · q = aufhören" in shown
    terminal.type("q")
    assert terminal.end() == 0


def test_ctrl_c_leaves_the_line_of_the_question(repository):
    terminal = Terminal(repository, "review")
    terminal.read()

    terminal.process.send_signal(signal.SIGINT)
    assert terminal.read() == "\n"
    assert terminal.end() == 130


@pytest.mark.parametrize("key", ["x", "9", "\n", "\x1b", "\x1b[A", "\x1b[1~", "\x1b[1;2C", "ä", "1s1"])
def test_a_key_that_means_nothing_is_answered_with_those_that_do(repository, key):
    terminal = Terminal(repository, "review")
    terminal.read()

    assert terminal.type(key) == f"\n{HINT}\n{PROMPT}"
    assert terminal.type("q").endswith("2 Fragen sind noch offen.\n")
    assert terminal.end() == 0


def test_what_was_said_no_to_is_written_as_the_key_said(repository, reading):
    terminal = Terminal(repository, "review")
    terminal.read()

    assert "lesen ist als neu erklärt." in terminal.type("0")
    assert "1 Frage beantwortet; 1 ist noch offen." in terminal.type("q")
    assert terminal.end() == 0
    assert "succeeds: []\n" in reading.read_text()


def test_a_demand_that_changes_while_it_is_asked_about_is_asked_about_again(repository, reading):
    terminal = Terminal(repository, "review")
    terminal.read()
    reading.write_text(reading.read_text().replace(READ, f"{READ}!"))
    changed = reading.read_bytes()
    shown = folded(terminal.type("1"))

    assert "Zu lesen hat sich inzwischen etwas geändert. Die Antwort ist nicht geschrieben;" in shown
    assert f"neu {READ}! (AG" in shown
    assert reading.read_bytes() == changed
    assert "lesen führt jetzt bibliotheken fort." in terminal.type("1")
    terminal.type("q")
    assert terminal.end() == 0


def test_what_was_declared_elsewhere_meanwhile_stays(repository, reading):
    terminal = Terminal(repository, "review")
    terminal.read()
    assert main(["link", "lesen", "--none"]) == 0
    shown = folded(terminal.type("1"))

    assert "Zu lesen hat sich inzwischen etwas geändert." in shown
    assert f"neu {LENT}" in shown
    assert terminal.type("q").endswith("1 Frage ist noch offen.\n")
    assert terminal.end() == 0
    assert "succeeds: []\n" in reading.read_text()


def test_a_demand_that_moves_while_it_is_asked_about_is_found(repository, reading):
    terminal = Terminal(repository, "review")
    terminal.read()
    home = reading.rename(repository / "policy/verkehr/lesen.yaml")

    assert "lesen führt jetzt bibliotheken fort." in terminal.type("1")
    assert "1 Frage beantwortet; 1 ist noch offen." in terminal.type("q")
    assert terminal.end() == 0
    assert "succeeds: [bibliotheken]\n" in home.read_text()


def test_a_file_that_cannot_be_written_does_not_stop_the_other_questions(repository, reading):
    terminal = Terminal(repository, "review")
    terminal.read()
    reading.unlink()
    shown = terminal.type("1")

    assert (
        "policydiff: policy/bildung/lesen.yaml: the demand is no\n"
        "longer there; bring the file back, or compare anew without\n"
        "it\n"
    ) in shown
    assert f"neu  {LENT}" in shown
    assert "instrumente führt jetzt musik fort." in (shown := terminal.type("1"))
    assert shown.endswith("1 Frage beantwortet; keine ist mehr offen.\n")
    assert terminal.end() == 2


@pytest.mark.parametrize("broken", ["lesen", "instrumente"])
def test_a_file_that_breaks_is_told_once_and_stops_no_other_question(repository, broken):
    terminal = Terminal(repository, "review")
    terminal.read()
    (repository / f"policy/bildung/{broken}.yaml").write_text("id: [a\n")
    shown = folded(terminal.type("1"))

    assert shown.count(f"policy/bildung/{broken}.yaml:1: not valid YAML") == 1
    assert ("lesen führt jetzt bibliotheken fort." in shown) == (broken != "lesen")
    assert f"neu {LENT}" in shown
    shown = terminal.type("1")
    assert ("instrumente führt jetzt musik fort." in shown) == (broken == "lesen")
    assert shown.endswith("1 Frage beantwortet; 1 ist noch offen.\n")
    assert terminal.end() == 2


def test_a_demand_that_changes_while_another_file_breaks_is_put_off(repository, reading):
    terminal = Terminal(repository, "review")
    terminal.read()
    reading.write_text(reading.read_text().replace(READ, f"{READ}!"))
    (repository / "policy/verkehr/bruecken.yaml").write_text("id: [a\n")
    shown = folded(terminal.type("1"))

    assert "Zu lesen hat sich inzwischen etwas geändert." in shown
    assert "policy/verkehr/bruecken.yaml:1: not valid YAML" in shown
    assert f"neu {LENT}" in shown
    assert terminal.type("s").endswith("2 Fragen sind noch offen.\n")
    assert terminal.end() == 2


def test_a_write_protected_file_is_left_alone(repository, reading, capsys):
    reading.chmod(0o444)
    before = reading.read_bytes()

    assert main(["link", "lesen", "bibliotheken"]) == 2
    assert capsys.readouterr().err == (
        "policydiff: policy/bildung/lesen.yaml: the file is write-protected; "
        "allow writing to it first: chmod u+w policy/bildung/lesen.yaml\n"
    )
    terminal = Terminal(repository, "review")
    terminal.read()
    assert f"neu  {LENT}" in terminal.type("1")
    assert terminal.type("s").endswith("2 Fragen sind noch offen.\n")
    assert terminal.end() == 2
    assert reading.read_bytes() == before
    assert not list(repository.rglob("policy/*/.*"))

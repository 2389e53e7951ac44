"""The documents in a real LibreOffice: opened, all changes accepted, all rejected."""

import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest

from policydiff.core.catalogue import Catalogue
from policydiff.sources.reading import read_version
from policydiff.sources.snapshots import take_folder
from tests.render.word.settling import Line, paper, redline
from tests.render.word.test_redline import PAIRS

ROOT = Path(__file__).parents[3]
PATIENCE = 180

# LibreOffice has no option for what its menu calls Edit > Track Changes > Accept All. Its own Basic comes with it,
# where its Python does not.
LIBRARIES = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">
<library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple"
 library:link="false"/></library:libraries>"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Settling"/></library:library>"""
MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Settling" script:language="StarBasic">
Sub SettleAll(folder As String, files As Integer)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  Dim word(0) As New com.sun.star.beans.PropertyValue
  word(0).Name = "FilterName"
  word(0).Value = "MS Word 2007 XML"
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  For number = 0 To files - 1
    For Each what In Array("Accept", "Reject")
      document = StarDesktop.loadComponentFromURL(folder &amp; number &amp; ".docx", "_blank", 0, hidden())
      command = ".uno:" &amp; what &amp; "AllTrackedChanges"
      dispatcher.executeDispatch(document.CurrentController.Frame, command, "", 0, Array())
      document.storeToURL(folder &amp; what &amp; "/" &amp; number &amp; ".docx", word())
      document.close(True)
    Next
  Next
End Sub
</script:module>"""


@pytest.fixture(scope="module")
def office(program: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return the command that starts LibreOffice with a profile of its own that holds our macro."""
    profile = tmp_path_factory.mktemp("profile")
    command = [program("soffice"), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    # The first start makes the profile and would take no notice of a macro.
    subprocess.run([*command, "--terminate_after_init"], check=True, capture_output=True, timeout=PATIENCE)
    basic = profile / "user" / "basic"
    (basic / "Standard").mkdir(parents=True, exist_ok=True)
    (basic / "script.xlc").write_text(LIBRARIES, "utf-8")
    (basic / "Standard" / "script.xlb").write_text(LIBRARY, "utf-8")
    (basic / "Standard" / "Settling.xba").write_text(MODULE, "utf-8")
    return command


@pytest.fixture(scope="module")
def stories() -> dict[str, tuple[Catalogue, Catalogue]]:
    """Return all pairs of editions, the real one with its invented following one among them."""
    real = read_version(take_folder(ROOT / "policy", "real", "policy/")).catalogue
    following = ROOT / "examples" / "fortschreibung-2018-erfundenes-beispiel"
    invented = read_version(take_folder(following, "invented", "policy/")).catalogue
    told = {name: pair for name, pair in PAIRS.items() if "XML" not in name}
    return {**told, "the example": (real, invented), "the example back": (invented, real)}


def test_accepting_and_rejecting_in_libreoffice_gives_the_new_and_the_old_edition(office, stories, tmp_path):
    names = {f"{number}.docx": story for number, story in enumerate(stories)}
    for name, story in names.items():
        (tmp_path / name).write_bytes(redline(*stories[story]))
    for what in ("Accept", "Reject"):
        (tmp_path / what).mkdir()
    command = [*office, f'macro:///Standard.Settling.SettleAll("{tmp_path.as_uri()}/", {len(names)})']
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)

    for name, story in names.items():
        old, new = stories[story]
        assert _read(tmp_path / "Accept" / name) == paper(new), story
        assert _read(tmp_path / "Reject" / name) == paper(old), story


STYLES = {
    "Title": "title",
    "Subtitle": "state",
    "Heading 1": "heading",
    "Body Text": "prose",
    "List Bullet": "demand",
    "List Bullet 2": "position",
}


def _read(path: Path) -> list[Line]:
    document = docx.Document(BytesIO(path.read_bytes()))
    found = [(one.style.name if one.style else "", one.text.rstrip()) for one in document.paragraphs]
    return [(STYLES[style or ""], text) for style, text in found if text]

"""`policydiff synopsis`: two or three versions side by side, as legislative staff hand them on."""

import re
import shutil
import subprocess
from argparse import ArgumentParser, Namespace
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from policydiff.cli.options import add_language, add_place, place_of, warn_if_shallow, write_file, write_out
from policydiff.cli.progress import RENDER, ProgressBar
from policydiff.core.changes import Kind
from policydiff.core.report import Report
from policydiff.errors import FINE, Problem, UsageError
from policydiff.sources.pairs import compare_versions

FORMATS = ("html", "pdf", "docx", "odt")
# The longest a conversion may take: a catalogue of 2,000 demands took 20 s on two cores.
_PATIENCE = 300
# By these LibreOffice knows again what was written in one sitting; they are drawn by lot.
_RANDOM = re.compile(rb'<config:config-item config:name="Rsid(?:Root)?"[^>]*>[^<]*</config:config-item>')
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "versions",
        nargs="+",
        metavar="VERSION",
        help="OLD, OLD NEW, OLD..NEW, OLD...NEW or OLD NEW NEWER; NEW is WORKTREE if left out",
    )
    parser.add_argument("--changes-only", action="store_true", help="leave out what is unchanged")
    parser.add_argument("--format", choices=FORMATS, help="(default: by the ending of FILE, else html)")
    parser.add_argument("-o", "--output", metavar="FILE", help="write to a file")
    add_language(parser)
    add_place(parser)


def run(options: Namespace) -> int:
    """Run the command and return its exit code."""
    if len(options.versions) > 3:
        raise UsageError(Problem(found=f"{len(options.versions)} versions", remedy="name one, two or three"))
    ending = Path(options.output or "").suffix[1:].lower()
    format = options.format or (ending if options.output else "html")
    if format not in FORMATS:
        found = f"-o {options.output}: no Synopse ends with {'.' + ending if ending else 'nothing'}"
        raise UsageError(
            Problem(found=found, remedy=f"name a file that ends with .{', .'.join(FORMATS)}, or say --format")
        )
    soffice = _find_office() if format == "odt" else ""
    drawn = "docx" if format == "odt" else format
    with ProgressBar(options) as progress:
        reports = _compare(options, progress)
        from policydiff.render.synopsis import render_synopsis  # not for a usage error

        progress(RENDER, 0, 0)
        content = render_synopsis(reports, format=drawn, language=options.lang, changes_only=options.changes_only)
    if format == "odt":
        content = _as_odt(content, soffice)
    if options.output:
        write_file(Path(options.output), content)
    else:
        write_out(content.decode() if format == "html" else content, format)
    return FINE


def _compare(options: Namespace, progress: ProgressBar) -> list[Report]:
    place = place_of(options)
    versions = tuple(options.versions)
    steps = list(pairwise(versions)) if len(versions) == 3 else [versions]
    reports = [compare_versions(place, step, whole=True, progress=progress) for step in steps]
    if any(report.kinds[Kind.ADDED] and report.old.commit for report in reports):
        warn_if_shallow(place.open())
    return reports


def _find_office() -> str:
    program = next(filter(None, map(shutil.which, ("soffice", "libreoffice"))), None)
    if program is None:
        remedy = "install it (on Debian and Ubuntu: apt-get install libreoffice-writer-nogui), or ask for docx"
        raise UsageError(Problem(found="odt is made by LibreOffice, which is not installed", remedy=remedy))
    return program


def _as_odt(document: bytes, soffice: str) -> bytes:
    """Return a Word document as OpenDocument, with nothing in it that depends on when it was made."""
    with TemporaryDirectory(prefix="policydiff-odt-") as name:
        folder = Path(name)
        (folder / "synopsis.docx").write_bytes(document)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [soffice, profile, "--headless", "--norestore", "--convert-to", "odt", "--outdir", name]
        try:
            done = subprocess.run(
                [*command, str(folder / "synopsis.docx")], check=False, capture_output=True, timeout=_PATIENCE
            )
        except subprocess.TimeoutExpired as error:
            found = f"LibreOffice did not finish in {_PATIENCE} seconds"
            raise UsageError(Problem(found=found, remedy="ask for docx and save it as odt")) from error
        made = folder / "synopsis.odt"
        if done.returncode or not made.is_file():
            said = done.stderr.decode(errors="replace").strip().splitlines()
            found = f"LibreOffice could not make odt{': ' + said[-1] if said else ''}"
            raise UsageError(Problem(found=found, remedy="ask for docx and save it as odt"))
        return _without_dates(made.read_bytes())


def _without_dates(document: bytes) -> bytes:
    """Return an OpenDocument file with the first day of ZIP for all its files; `mimetype` stays first and as it is."""
    packed = BytesIO()
    with ZipFile(BytesIO(document)) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = ZipInfo(name, date_time=_ZIP_DATE)
            info.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            content = source.read(name)
            target.writestr(info, _RANDOM.sub(b"", content) if name == "settings.xml" else content)
    return packed.getvalue()

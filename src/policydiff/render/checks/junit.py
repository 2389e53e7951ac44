"""What a check found as a JUnit report, which nearly every CI shows: a case for each finding and each rule that holds.

Findings that are too light to fail the check are passed cases that say what was found.
"""

from xml.etree import ElementTree

from policydiff.core.checks import Defect, Inspection
from policydiff.core.rules import RULES, Subject
from policydiff.render.checks.words import message_of, name_of
from policydiff.render.messages import Messages
from policydiff.render.safety import line


def render_check(inspection: Inspection, messages: Messages) -> str:
    """Return the report as XML."""
    broken = {one.rule for one in inspection.defects}
    holding = [rule.code for rule in RULES if rule.subject is Subject.CATALOGUE and rule.code not in broken]
    failures = sum(map(inspection.is_failure, inspection.defects))
    counts = {"tests": str(len(inspection.defects) + len(holding)), "failures": str(failures), "errors": "0"}
    root = ElementTree.Element("testsuites", {"name": "policydiff check", **counts})
    suite = ElementTree.SubElement(root, "testsuite", {"name": line(inspection.spec), **counts})
    for defect in inspection.defects:
        _add_case(suite, defect, messages, fails=inspection.is_failure(defect))
    for code in holding:
        ElementTree.SubElement(suite, "testcase", {"classname": "policydiff", "name": code})
    ElementTree.indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _add_case(suite: ElementTree.Element, defect: Defect, messages: Messages, *, fails: bool) -> None:
    file = line(defect.file)
    place = f"{file}:{defect.line}:{defect.column}"
    case = ElementTree.SubElement(
        suite,
        "testcase",
        {"classname": file, "name": f"{defect.rule} ({place})", "file": file, "line": str(defect.line)},
    )
    text = f"{place}: {name_of(defect, messages)}: {message_of(defect, messages)}"
    if fails:
        about = {"message": message_of(defect, messages), "type": f"{defect.severity}: {defect.rule}"}
        ElementTree.SubElement(case, "failure", about).text = text
    else:
        ElementTree.SubElement(case, "system-out").text = f"{defect.severity}: {text}"

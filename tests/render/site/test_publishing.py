"""The job that publishes the archive on GitLab Pages; tests/workflows looks at the one for GitHub."""

import re
import subprocess

from ruamel.yaml import YAML

from tests.workflows.runner import ROOT


def test_the_gitlab_component_reads_inputs_through_variables_alone():
    text = (ROOT / "templates" / "pages" / "template.yml").read_text("utf-8")
    header, jobs = YAML(typ="safe", pure=True).load_all(text)

    assert list(jobs) == ["pages"]
    assert jobs["pages"]["artifacts"]["paths"] == ["public"]
    asked = set(re.findall(r"\$\[\[ inputs\.([\w-]+) \]\]", str(jobs)))
    assert asked == header["spec"]["inputs"].keys()
    for script in jobs["pages"]["script"]:
        assert "$[[" not in script
        subprocess.run(["bash", "-n"], input=script, encoding="utf-8", check=True)

"""The jobs that publish the archive, and what `policydiff init` writes to call them."""

import re
import subprocess

from ruamel.yaml import YAML

from policydiff.cli import main
from tests.workflows.runner import ROOT, load


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


def started(folder, server):
    """Make a new policy repository whose pipelines publish, and return the commit of policydiff that they use."""
    commit = "0123456789" * 4
    words = ["--title", "Erfundener Katalog", "--tool", f"https://{server}/acme/policydiff@{commit}", "--pages"]
    assert main(["init", str(folder), *words]) == 0
    return commit


def test_a_new_workflow_gives_ours_what_it_asks_for_and_no_more_rights_than_it_needs(tmp_path):
    commit = started(tmp_path, "github.com")
    ours = load(ROOT / ".github" / "workflows" / "pages.yml")
    content = load(tmp_path / ".github" / "workflows" / "policydiff-pages.yml")
    (job,) = content["jobs"].values()

    assert content["permissions"] == {}
    assert job["uses"] == f"acme/policydiff/.github/workflows/pages.yml@{commit}"
    assert job["with"].keys() <= ours["on"]["workflow_call"]["inputs"].keys()
    needed = {right: level for one in ours["jobs"].values() for right, level in one["permissions"].items()}
    assert job["permissions"] == needed


def test_a_new_gitlab_pipeline_includes_the_component_that_publishes(tmp_path):
    commit = started(tmp_path, "gitlab.example.org")
    header, _ = YAML(typ="safe", pure=True).load_all((ROOT / "templates/pages/template.yml").read_text("utf-8"))
    checks, publishes = load(tmp_path / ".gitlab-ci.yml")["include"]

    assert checks["component"] == f"$CI_SERVER_FQDN/acme/policydiff/policydiff@{commit}"
    assert publishes["component"] == f"$CI_SERVER_FQDN/acme/policydiff/pages@{commit}"
    asked = header["spec"]["inputs"]
    assert publishes["inputs"].keys() <= asked.keys()
    assert all(name in publishes["inputs"] or "default" in one for name, one in asked.items())

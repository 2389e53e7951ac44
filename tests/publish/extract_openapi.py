"""Cuts what these tests use out of GitHub's OpenAPI description, as JSON Schema.

    npm pack @octokit/openapi && tar xzf octokit-openapi-*.tgz
    python tests/publish/extract_openapi.py package/generated/api.github.com.json > tests/publish/github-openapi.json

The description is published under the MIT licence (https://github.com/octokit/openapi, made from
https://github.com/github/rest-api-description); its version, licence and address stand at the head of the result.
"""

import json
import sys
from pathlib import Path
from typing import Any

USED = {
    "/repos/{owner}/{repo}/issues/{issue_number}/comments": ("get", "post"),
    "/repos/{owner}/{repo}/issues/comments/{comment_id}": ("patch", "delete"),
    "/repos/{owner}/{repo}/commits/{commit_sha}/pulls": ("get",),
    "/user": ("get",),
}
EXAMPLES = ("issue-comment", "pull-request-simple-items", "private-user")
# Words for readers and for code generators; no validation looks at them.
LEFT_OUT = {"description", "title", "example", "examples", "discriminator", "externalDocs", "deprecated", "x-github"}


def extract(description: dict[str, Any]) -> dict[str, Any]:
    """Return request and answer schemas of the used endpoints, and GitHub's own examples to build answers from."""
    endpoints = {}
    for path, methods in USED.items():
        for method in methods:
            operation = description["paths"][path][method]
            answers = {
                status: _schema_of(_follow(description, answer)) for status, answer in operation["responses"].items()
            }
            endpoints[f"{method.upper()} {path}"] = {
                "request": _schema_of(operation.get("requestBody", {})),
                "answers": answers,
            }
    schemas: dict[str, Any] = {}
    _collect(description, endpoints, schemas)
    examples = {name: description["components"]["examples"][name]["value"] for name in EXAMPLES}
    return {
        "from": "npm package @octokit/openapi, generated/api.github.com.json, cut by extract_openapi.py",
        "version": description["info"]["version"],
        "licence": "MIT, Copyright (c) 2020 Octokit contributors; the description itself is GitHub's, MIT as well",
        "endpoints": endpoints,
        "examples": examples,
        "components": {"schemas": {name: schemas[name] for name in sorted(schemas)}},
    }


def _follow(description: dict[str, Any], value: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in value:
        found: Any = description
        for key in value["$ref"].removeprefix("#/").split("/"):
            found = found[key]
        value = found
    return value


def _schema_of(answer: dict[str, Any]) -> Any:
    schema = answer.get("content", {}).get("application/json", {}).get("schema")
    return None if schema is None else _converted(schema)


def _collect(description: dict[str, Any], value: Any, schemas: dict[str, Any]) -> None:
    """Bring every schema that is referred to into `schemas`, over as many steps as it takes."""
    if isinstance(value, list):
        for one in value:
            _collect(description, one, schemas)
    elif isinstance(value, dict):
        name = str(value.get("$ref", "")).removeprefix("#/components/schemas/")
        if name and name not in schemas:
            schemas[name] = _converted(description["components"]["schemas"][name])
            _collect(description, schemas[name], schemas)
        for one in value.values():
            _collect(description, one, schemas)


def _converted(schema: Any, *, holds_names: bool = False) -> Any:
    """Return a schema of OpenAPI 3.0 as JSON Schema: `nullable` becomes a type. Names of properties stay as they are."""
    if isinstance(schema, list):
        return [_converted(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if holds_names:
        return {name: _converted(one) for name, one in schema.items()}
    kept = {
        key: _converted(value, holds_names=key == "properties")
        for key, value in schema.items()
        if key not in LEFT_OUT and key != "nullable"
    }
    return {"anyOf": [kept, {"type": "null"}]} if schema.get("nullable") else kept


if __name__ == "__main__":
    source = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    print(json.dumps(extract(source), indent=1, ensure_ascii=False))

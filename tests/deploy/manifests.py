"""The manifests as kubectl renders them, for the tests that hold them against schemas, settings and code."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import ceil
from pathlib import Path
from typing import Any

import pytest
import yaml

KUBERNETES = Path(__file__).resolve().parents[2] / "deploy" / "kubernetes"
FOLDERS = ("base", "overlays/keda", "overlays/strimzi")
OF_OPERATORS = {"PodMonitor", "PrometheusRule", "ScaledObject", "TriggerAuthentication", "KafkaTopic", "KafkaUser"}
# Words of before kustomize 2.1, the only ones that Debian's kubectl has; kustomize 5 takes them too, and says this.
OLD_WORDS = tuple(f"# Warning: '{word}' is deprecated." for word in ("bases", "patchesStrategicMerge"))


@dataclass(frozen=True, slots=True)
class Manifests:
    """What one folder gives."""

    documents: tuple[Mapping[str, Any], ...]

    def all(self, kind: str) -> list[Mapping[str, Any]]:
        return [document for document in self.documents if document["kind"] == kind]

    def one(self, kind: str) -> Mapping[str, Any]:
        (document,) = self.all(kind)
        return document

    @property
    def pod(self) -> Mapping[str, Any]:
        return self.one("Deployment")["spec"]["template"]["spec"]

    @property
    def pod_labels(self) -> Mapping[str, str]:
        return self.one("Deployment")["spec"]["template"]["metadata"]["labels"]

    @property
    def container(self) -> Mapping[str, Any]:
        (container,) = self.pod["containers"]
        return container

    def environment(self) -> dict[str, str]:
        """What the container's variables hold, those of its ConfigMap and those of its resources."""
        found = dict(self.one("ConfigMap")["data"])
        for variable in self.container["env"]:
            of_resource = variable["valueFrom"]["resourceFieldRef"]
            section, _, resource = of_resource["resource"].partition(".")
            amount = quantity(self.container["resources"][section][resource])
            found[variable["name"]] = str(ceil(amount / quantity(of_resource["divisor"])))
        return found

    def files(self) -> Iterator[str]:
        """The files that its volumes put into the container."""
        volumes = {volume["name"]: volume for volume in self.pod["volumes"]}
        for mount in self.container["volumeMounts"]:
            for item in volumes[mount["name"]]["secret"]["items"]:
                yield f"{mount['mountPath']}/{item['path']}"


@cache
def rendered(folder: str | Path) -> Manifests:
    """The manifests of a folder under deploy/kubernetes, or of any other."""
    kubectl = shutil.which("kubectl")
    if not kubectl:
        pytest.skip("kubectl is not installed (Debian: apt-get install --no-install-recommends kubernetes-client)")
    command = [kubectl, "kustomize", KUBERNETES / folder]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=os.environ | {"KUBECONFIG": "/dev/null"}
    )
    assert done.returncode == 0, done.stderr
    assert not [line for line in done.stderr.splitlines() if not line.startswith(OLD_WORDS)]
    return Manifests(tuple(yaml.safe_load_all(done.stdout)))


def quantity(written: object) -> float:
    """A quantity as Kubernetes writes it, in its base unit.

    >>> quantity("2500m"), quantity("3Gi"), quantity(2)
    (2.5, 3221225472.0, 2.0)
    """
    units = {"m": 1e-3, "Mi": 2.0**20, "Gi": 2.0**30}
    text = str(written)
    unit = next((unit for unit in units if text.endswith(unit)), "")
    return float(text.removesuffix(unit)) * units.get(unit, 1.0)

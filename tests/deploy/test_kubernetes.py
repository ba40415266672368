"""The Kubernetes manifests: valid where they are applied, and in step with the code that they run."""

import re
import shutil
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from deploy.manifests import FOLDERS, KUBERNETES, OF_OPERATORS, quantity, rendered
from deploy.stopping import stop_seconds_max
from worker.settings import Settings, load_settings

ROOT = Path(__file__).resolve().parents[2]
VERSIONS = ("1.30.0", "1.33.0", kubernetes_validate.latest_version())  # 1.30: the first with preStop's sleep


@pytest.fixture(params=FOLDERS)
def folder(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def settings_of(folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The settings that a pod would start with: its variables, and stand-ins for the files that are mounted in it."""
    manifests = rendered(folder)
    mounted = set(manifests.files())
    for name, value in manifests.environment().items():
        if value.startswith("/"):
            assert value in mounted, f"{name}: nothing puts {value} into the container"
            stand_in = tmp_path / value.replace("/", "-")
            stand_in.write_text("secret")
            monkeypatch.setenv(name, str(stand_in))
        else:
            monkeypatch.setenv(name, value)
    return load_settings()


def matches(selector: Mapping[str, Any], labels: Mapping[str, str]) -> bool:
    return bool(selector) and selector["matchLabels"].items() <= labels.items()


@pytest.mark.parametrize("version", VERSIONS)
def test_what_is_kubernetes_own_is_valid_and_has_no_unknown_field(folder: str, version: str) -> None:
    for document in rendered(folder).documents:
        if document["kind"] not in OF_OPERATORS:  # those have tests of their own
            kubernetes_validate.validate(document, version, strict=True)


def test_the_worker_takes_each_variable_that_is_set_for_it(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_of(folder, tmp_path, monkeypatch)
    assert settings.security.security_protocol == "SASL_SSL"
    assert settings.enrich.processes == quantity(rendered(folder).container["resources"]["requests"]["cpu"])


def test_it_listens_on_the_port_that_is_probed_scraped_and_let_in_for_both_families(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifests, http = rendered(folder), settings_of(folder, tmp_path, monkeypatch).http
    (port,) = manifests.container["ports"]
    assert (http.host, http.port) == ("::", port["containerPort"])
    probes = [manifests.container[f"{name}Probe"]["httpGet"] for name in ("startup", "liveness", "readiness")]
    (scraped,) = manifests.one("PodMonitor")["spec"]["podMetricsEndpoints"]
    ((let_in,),) = (rule["ports"] for rule in manifests.one("NetworkPolicy")["spec"]["ingress"])
    assert {probe["port"] for probe in probes} == {scraped["port"]} == {let_in["port"]} == {port["name"]}


def test_the_network_is_open_for_the_scrape_for_names_and_for_the_brokers_alone(folder: str) -> None:
    manifests = rendered(folder)
    policy = manifests.one("NetworkPolicy")["spec"]
    assert policy["policyTypes"] == ["Ingress", "Egress"]
    ((whence,),) = (rule["from"] for rule in policy["ingress"])
    assert whence.keys() == {"namespaceSelector", "podSelector"}  # both at once: a pod of Prometheus, over there
    brokers = manifests.environment()["WIRE_BOOTSTRAP_SERVERS"].split(",")
    to_brokers = {("TCP", int(broker.rpartition(":")[2])) for broker in brokers}
    out = {(port["protocol"], port["port"]) for rule in policy["egress"] for port in rule["ports"]}
    assert out == {("UDP", 53), ("TCP", 53)} | to_brokers


def test_every_selector_finds_the_pods(folder: str) -> None:
    manifests, labels = rendered(folder), rendered(folder).pod_labels
    assert matches(manifests.one("Deployment")["spec"]["selector"], labels)
    assert matches(manifests.one("PodDisruptionBudget")["spec"]["selector"], labels)
    assert matches(manifests.one("NetworkPolicy")["spec"]["podSelector"], labels)
    assert matches(manifests.one("PodMonitor")["spec"]["selector"], labels)
    for spread in manifests.pod["topologySpreadConstraints"]:
        assert matches(spread["labelSelector"], labels)


def test_every_name_that_the_pod_refers_to_is_there(folder: str) -> None:
    manifests = rendered(folder)
    ((source,),) = (each.values() for each in manifests.container["envFrom"])
    assert source["name"] == manifests.one("ConfigMap")["metadata"]["name"]
    assert manifests.pod["serviceAccountName"] == manifests.one("ServiceAccount")["metadata"]["name"]


def test_it_gets_no_token_no_privilege_and_no_file_to_write(folder: str) -> None:
    manifests = rendered(folder)
    assert manifests.one("ServiceAccount")["automountServiceAccountToken"] is False
    assert manifests.pod["automountServiceAccountToken"] is False
    of_pod, of_container = manifests.pod["securityContext"], manifests.container["securityContext"]
    assert of_pod["runAsNonRoot"]
    assert f"USER {of_pod['runAsUser']}:{of_pod['runAsGroup']}" in (ROOT / "deploy" / "Dockerfile").read_text()
    assert of_pod["seccompProfile"] == {"type": "RuntimeDefault"}
    assert of_container["readOnlyRootFilesystem"]
    assert of_container["allowPrivilegeEscalation"] is False
    assert of_container["capabilities"] == {"drop": ["ALL"]}
    assert all(mount["readOnly"] for mount in manifests.container["volumeMounts"])


def test_a_stop_ends_before_the_grace_period_whatever_it_waits_for(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, manifests = settings_of(folder, tmp_path, monkeypatch), rendered(folder)
    pre_stop = manifests.container["lifecycle"]["preStop"]["sleep"]["seconds"]
    assert pre_stop + stop_seconds_max(settings) < manifests.pod["terminationGracePeriodSeconds"]


def test_children_at_their_bound_leave_the_container_alive_and_the_loop_its_share(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, resources = settings_of(folder, tmp_path, monkeypatch), rendered(folder).container["resources"]
    of_children = settings.enrich.process_count * settings.limits.child_bytes_max
    assert quantity(resources["limits"]["memory"]) >= quantity(resources["requests"]["memory"]) + of_children
    assert quantity(resources["limits"]["cpu"]) > settings.enrich.process_count


def test_a_new_pod_is_there_before_an_old_one_goes(folder: str) -> None:
    spec = rendered(folder).one("Deployment")["spec"]
    assert spec["strategy"]["rollingUpdate"] == {"maxSurge": 1, "maxUnavailable": 0}
    assert rendered(folder).one("PodDisruptionBudget")["spec"]["maxUnavailable"] == 1


def test_the_image_is_of_this_version(folder: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert rendered(folder).container["image"] == f"{project['name']}:{project['version']}"


def test_the_rules_are_those_that_promtool_has_tested() -> None:
    rules = yaml.safe_load((ROOT / "deploy" / "prometheus" / "rules.yaml").read_text())
    assert rendered("base").one("PrometheusRule")["spec"] == rules, "make schemas"


def test_its_job_is_the_one_that_the_alerts_look_for() -> None:
    manifests = rendered("base")
    job = manifests.pod_labels[manifests.one("PodMonitor")["spec"]["jobLabel"]]
    wanted = {
        matcher
        for group in manifests.one("PrometheusRule")["spec"]["groups"]
        for rule in group["rules"]
        for matcher in re.findall(r'job=~"(.*?)"', str(rule["expr"]))
    }
    assert wanted
    assert all(re.fullmatch(matcher, job) for matcher in wanted)


# ── KEDA ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def triggers() -> dict[str, Mapping[str, str]]:
    """By topic, what its trigger says."""
    return {
        trigger["metadata"]["topic"]: trigger["metadata"]
        for trigger in rendered("overlays/keda").one("ScaledObject")["spec"]["triggers"]
    }


def test_each_input_topic_scales_the_worker_and_its_group_is_asked(tmp_path, monkeypatch) -> None:
    manifests = rendered("overlays/keda")
    settings = settings_of("overlays/keda", tmp_path, monkeypatch)
    assert triggers().keys() == {*settings.kafka.input_topics}
    for trigger in triggers().values():
        assert {trigger["bootstrapServersFromEnv"], trigger["consumerGroupFromEnv"]} <= manifests.environment().keys()
        assert trigger["offsetResetPolicy"] == settings.kafka.start
        assert trigger["sasl"] == settings.security.sasl_mechanism.lower().replace("-", "_").replace("sha_", "sha")
    login = manifests.one("TriggerAuthentication")
    assert {variable["name"] for variable in login["spec"]["env"]} == {"WIRE_SASL_USERNAME"}
    assert {secret["name"] for secret in login["spec"]["secretTargetRef"]} == {
        volume["secret"]["secretName"] for volume in manifests.pod["volumes"]
    }


def test_it_never_scales_above_the_partitions_and_leaves_the_number_of_pods_to_nobody_else() -> None:
    scaled = rendered("overlays/keda").one("ScaledObject")["spec"]
    partitions = {
        topic["metadata"]["name"]: topic["spec"]["partitions"]
        for topic in rendered("overlays/strimzi").all("KafkaTopic")
    }
    assert scaled["maxReplicaCount"] <= max(partitions[topic] for topic in triggers())
    assert rendered("base").one("Deployment")["spec"]["replicas"] == scaled["minReplicaCount"]
    assert "replicas" not in rendered("overlays/keda").one("Deployment")["spec"]


def test_a_stuck_partition_or_idle_members_do_not_scale_it() -> None:
    for trigger in triggers().values():
        assert trigger["allowIdleConsumers"] == "false"
        assert trigger["limitToPartitionsWithLag"] == trigger["excludePersistentLag"] == "true"


def test_it_stands_on_the_overlay_for_strimzi_as_well(tmp_path: Path) -> None:
    shutil.copytree(KUBERNETES, tmp_path / "kubernetes")
    both = tmp_path / "kubernetes" / "overlays" / "keda"
    kustomization = both / "kustomization.yaml"
    kustomization.write_text(kustomization.read_text().replace("- ../../base", "- ../strimzi"))
    kinds = {document["kind"] for document in rendered(both).documents}
    assert {"ScaledObject", "KafkaUser", "KafkaTopic", "Deployment"} <= kinds

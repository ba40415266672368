"""Where settings come from, which of them hold, and what is said of one that is wrong."""

import os
import pickle
from datetime import UTC, datetime
from pathlib import Path

import pytest

import worker
from worker.errors import SettingsError
from worker.item import Hints
from worker.settings import Settings, describe_settings, load_settings
from worker.settings.sections import Section

PASSWORD = "correct horse"


@pytest.fixture(autouse=True)
def _no_variables_of_ours(monkeypatch: pytest.MonkeyPatch):
    for variable in [name for name in os.environ if name.startswith("WIRE_")]:
        monkeypatch.delenv(variable)


def write(folder: Path, text: str) -> Path:
    file = folder / "wire.toml"
    file.write_text(text)
    return file


def refusal(**flags: object) -> str:
    with pytest.raises(SettingsError) as caught:
        load_settings(flags)
    return str(caught.value)


# ── Sources ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_topics_have_the_names_that_the_contract_gives_them():
    kafka = load_settings().kafka
    assert (kafka.input_topics, kafka.output_topic, kafka.dead_letter_topic) == (("wire.in",), "wire.out", "wire.dlq")


def test_the_defaults_would_pass_as_values():
    load_settings({knob.name: knob.default for knob in describe_settings() if knob.default})


def test_a_flag_outweighs_the_environment_which_outweighs_the_file_which_outweighs_the_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    file = write(tmp_path, '[kafka]\ngroup_id = "file"\noutput_topic = "file"\ndead_letter_topic = "file.dlq"\n')
    monkeypatch.setenv("WIRE_GROUP_ID", "environment")
    monkeypatch.setenv("WIRE_OUTPUT_TOPIC", "environment")
    kafka = load_settings({"config": file, "group_id": "flag", "dead_letter_topic": None}).kafka
    assert (kafka.group_id, kafka.output_topic, kafka.dead_letter_topic) == ("flag", "environment", "file.dlq")
    assert kafka.delivery == "exactly_once"


def test_the_environment_can_name_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("WIRE_CONFIG", str(write(tmp_path, "[http]\nport = 1234\n")))
    assert load_settings().http.port == 1234


def test_a_list_in_the_environment_replaces_the_one_in_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = write(tmp_path, '[kafka]\ninput_topics = ["afp.fr", "afp.en"]\n[enrich.models]\nfr = "a"\nde = "b"\n')
    settings = load_settings({"config": file})
    assert settings.kafka.input_topics == ("afp.fr", "afp.en")
    assert settings.enrich.models == {"fr": "a", "de": "b"}
    monkeypatch.setenv("WIRE_INPUT_TOPICS", "dpa, ap,")
    monkeypatch.setenv("WIRE_MODELS", "es=c")
    settings = load_settings({"config": file})
    assert settings.kafka.input_topics == ("dpa", "ap")
    assert settings.enrich.models == {"es": "c"}


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("WIRE_HTTP_PORT", "")
    assert load_settings().http.port == 9464


def test_bytes_may_have_a_unit(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("WIRE_IN_FLIGHT_BYTES_MAX", "128MiB")
    assert load_settings().limits.in_flight_bytes_max == 128 * 1024 * 1024


def test_a_switch_is_read_from_words(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("WIRE_VALIDATE", "true")
    assert load_settings().enrich.validate_records
    assert not load_settings({"validate": False}).enrich.validate_records


def test_the_start_can_be_a_moment():
    assert load_settings({"start": "latest"}).kafka.start == "latest"
    assert load_settings({"start": "2026-01-31T06:00:00+01:00"}).kafka.start == datetime(2026, 1, 31, 5, tzinfo=UTC)


def test_a_topic_section_becomes_hints(tmp_path: Path):
    file = write(
        tmp_path,
        '[kafka]\ninput_topics = ["afp.fr"]\n'
        '[topics."afp.fr"]\nagency = "AFP"\nlanguage = "fr"\ncharset = "latin-1"\nzone = "Europe/Paris"\n'
        'output_topic = "out.fr"\n',
    )
    topic = load_settings({"config": file}).topics["afp.fr"]
    assert topic.hints() == Hints(agency="AFP", language="fr", charset="iso8859-1", zone="Europe/Paris")
    assert topic.output_topic == "out.fr"


def test_settings_go_to_a_child_process_as_they_are():
    settings = load_settings({"processes": "3"})
    assert pickle.loads(pickle.dumps(settings.enrich)) == settings.enrich
    assert settings.enrich.process_count == 3


def test_there_is_at_least_one_process():
    assert load_settings().enrich.process_count >= 1


def test_nothing_changes_a_setting_afterwards():
    settings = load_settings()
    with pytest.raises(ValueError, match="frozen"):
        settings.http.port = 1


# ── What is refused ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("flags", "sentence"),
    [
        (
            {"http_port": "70000"},
            "WIRE_HTTP_PORT (--http-port, http.port): input should be less than or equal to 65535",
        ),
        ({"delivery": "at_most_once"}, "WIRE_DELIVERY (--delivery, kafka.delivery): input should be 'exactly_once' or"),
        ({"start": "yesterday"}, "WIRE_START (--start, kafka.start): should be earliest, latest or a timestamp"),
        ({"start": "2026-01-31T06:00:00"}, "the timestamp has no offset from UTC"),
        ({"input_topics": ","}, "WIRE_INPUT_TOPICS"),
        ({"input_topics": "a b"}, "WIRE_INPUT_TOPICS"),
        ({"output_topic": "wire.in"}, "no topic may be named in two of them"),
        ({"dead_letter_topic": "wire.out"}, "no topic may be named in two of them"),
        ({"models": "fr"}, "WIRE_MODELS (--models, enrich.models): write language=package"),
        ({"session_seconds": "nan"}, "WIRE_SESSION_SECONDS"),
        ({"in_flight_bytes_max": "1MiB"}, "WIRE_IN_FLIGHT_BYTES_MAX: must be at least WIRE_VALUE_BYTES_MAX"),
        ({"drain_seconds_max": "60"}, "WIRE_REBALANCE_SECONDS: must be longer than WIRE_DRAIN_SECONDS_MAX"),
        (
            {"ssl_cafile": "/nowhere"},
            "WIRE_SSL_CAFILE (--ssl-cafile, security.ssl_cafile): path does not point to a file",
        ),
        ({"config": "/nowhere"}, "WIRE_CONFIG (--config): /nowhere cannot be read"),
        ({"security_protocol": "SASL_SSL", "sasl_username": "u"}, "needs WIRE_SASL_MECHANISM, WIRE_SASL_PASSWORD"),
        ({"sasl_username": "u"}, "WIRE_SECURITY_PROTOCOL: PLAINTEXT has no use for WIRE_SASL_USERNAME"),
        (
            {"sasl_password_file": __file__},
            "WIRE_SECURITY_PROTOCOL: PLAINTEXT has no use for WIRE_SASL_PASSWORD_FILE",
        ),
        ({"sasl_mechanism": "PLAIN"}, "has no use for WIRE_SASL_MECHANISM"),
        ({"ssl_cafile": __file__}, "WIRE_SECURITY_PROTOCOL: PLAINTEXT has no use for WIRE_SSL_CAFILE"),
        (
            {"ssl_certfile": __file__, "ssl_keyfile": __file__, "ssl_key_password": "x"},
            "PLAINTEXT has no use for WIRE_SSL_CERTFILE, WIRE_SSL_KEYFILE, WIRE_SSL_KEY_PASSWORD",
        ),
        (
            {
                "security_protocol": "SASL_PLAINTEXT",
                "sasl_mechanism": "PLAIN",
                "sasl_username": "u",
                "sasl_password": "p",
            }
            | {"ssl_cafile": __file__},
            "SASL_PLAINTEXT with PLAIN has no use for WIRE_SSL_CAFILE",
        ),
        (
            {"security_protocol": "SASL_SSL", "sasl_mechanism": "PLAIN", "sasl_username": "u", "sasl_password": "p"}
            | {"sasl_token_file": __file__},
            "SASL_SSL with PLAIN has no use for WIRE_SASL_TOKEN_FILE",
        ),
        (
            {"security_protocol": "SSL", "ssl_keyfile": __file__},
            "WIRE_SSL_KEYFILE: a key needs WIRE_SSL_CERTFILE",
        ),
        (
            {"security_protocol": "SSL", "ssl_key_password_file": __file__},
            "WIRE_SSL_KEY_PASSWORD_FILE: a key needs WIRE_SSL_CERTFILE",
        ),
    ],
)
def test_a_value_that_cannot_be_used_is_named_with_its_reason(flags: dict[str, object], sentence: str):
    assert sentence in refusal(**flags)


def test_each_wrong_setting_has_its_line(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("WIRE_HTP_PORT", "1")
    lines = refusal(http_port="x", processes="-1").splitlines()
    assert [line.split()[0] for line in lines] == ["WIRE_PROCESSES", "WIRE_HTTP_PORT", "WIRE_HTP_PORT:"]


def test_an_unknown_variable_is_refused_with_the_one_that_was_meant(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("WIRE_BOOTSTRAP_SERVER", "kafka:9092")
    assert refusal() == "WIRE_BOOTSTRAP_SERVER: no such setting; did you mean WIRE_BOOTSTRAP_SERVERS?"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('[kafka]\ngroup = "x"\n', "kafka.group: no such setting; did you mean kafka.group_id?"),
        ('[kafak]\ngroup_id = "x"\n', "kafak: no such setting; did you mean kafka?"),
        ('group_id = "x"\n', "group_id: no such setting; did you mean kafka.group_id?"),
        (
            '[topics."wire.in"]\ncharsett = "x"\n',
            'topics."wire.in".charsett: no such setting; did you mean topics."wire.in".charset?',
        ),
        ('[topics."wire.in"]\ncharset = "x"\n', 'topics."wire.in".charset: no such charset'),
        ('[topics."wire.in"]\ncharset = "base64"\n', 'topics."wire.in".charset: no such charset'),
        ('[topics."wire.in"]\nformat = "afp_text"\n', 'topics."wire.in".format: no such wire format; one of '),
        ('[topics."wire.in"]\noutput_topic = "wire.in"\n', "the output topic of wire.in has another part already"),
        ('[topics."wire.in"]\noutput_topic = "wire.dlq"\n', "the output topic of wire.in has another part already"),
        ("[kafka]\nstart = []\n", "WIRE_START (--start, kafka.start): should be earliest, latest"),
        ('[topics."wire.in"]\nzone = "Paris"\n', 'topics."wire.in".zone: no such time zone'),
        ('[topics."afp.fr"]\nzone = "Europe/Paris"\n', "[topics]: afp.fr is not among WIRE_INPUT_TOPICS"),
        ("[kafka\n", "cannot be read"),
    ],
)
def test_a_mistake_in_the_file_is_named_where_it_stands(tmp_path: Path, text: str, sentence: str):
    assert sentence in refusal(config=write(tmp_path, text))


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("WIRE_TEST_BOOTSTRAP", "kafka:9092"),
        ("WIRE_WORKER_SERVICE_HOST", "10.0.0.1"),
        ("WIRE_WORKER_SERVICE_PORT_METRICS", "9464"),
        ("WIRE_WORKER_PORT", "tcp://10.0.0.1:9464"),
        ("WIRE_WORKER_PORT_9464_TCP_ADDR", "10.0.0.1"),
        ("WIRE_PORT_9464_TCP", "tcp://10.0.0.1:9464"),
    ],
)
def test_variables_of_the_tests_and_of_kubernetes_are_none_of_ours(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
):
    monkeypatch.setenv(variable, value)
    load_settings()


# ── Secrets ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def sasl(**more: object) -> dict[str, object]:
    return {"security_protocol": "SASL_SSL", "sasl_mechanism": "PLAIN", "sasl_username": "u", **more}


def test_a_secret_is_never_printed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("WIRE_SASL_PASSWORD", PASSWORD)
    settings = load_settings(sasl())
    for printed in (str(settings), repr(settings), str(settings.model_dump(mode="json")), settings.model_dump_json()):
        assert PASSWORD not in printed
    assert settings.secrets() == (PASSWORD,)


def test_a_secret_is_not_printed_with_what_is_wrong(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("WIRE_SASL_PASSWORD", PASSWORD)
    assert PASSWORD not in refusal(**sasl(sasl_mechanism="MD5"))
    assert PASSWORD not in refusal(security_protocol="SSL", http_port="x")


def test_a_secret_has_no_flag():
    secret = {knob.name for knob in describe_settings() if knob.flag is None}
    assert secret == {"sasl_password", "ssl_key_password"}


def test_a_password_can_lie_in_a_file(tmp_path: Path):
    file = tmp_path / "password"
    file.write_text(f"{PASSWORD}\n")
    assert load_settings(sasl(sasl_password_file=file)).secrets() == (PASSWORD,)


def test_two_passwords_are_one_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("WIRE_SASL_PASSWORD", PASSWORD)
    file = write(tmp_path, "other")
    assert refusal(**sasl(sasl_password_file=file)) == "WIRE_SASL_PASSWORD and WIRE_SASL_PASSWORD_FILE: set one of them"


# ── Names ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_setting_has_one_name_of_its_own_and_a_description():
    knobs = describe_settings()
    assert len({knob.name for knob in knobs}) == len(knobs)
    members = sum(
        len(field.annotation.model_fields)
        for field in Settings.model_fields.values()
        if isinstance(field.annotation, type) and issubclass(field.annotation, Section)
    )
    assert len(knobs) == members + 1  # --config stands above the sections
    assert all(knob.description.endswith(".") for knob in knobs)


def test_every_setting_is_read_by_something():
    """A knob that turns nothing is worse than none."""
    sources = [
        file for file in Path(worker.__file__).parent.rglob("*.py") if file.name not in {"sections.py", "security.py"}
    ]
    text = "\n".join(file.read_text(encoding="utf-8") for file in sources)
    attributes = {
        member
        for field in Settings.model_fields.values()
        if isinstance(field.annotation, type) and issubclass(field.annotation, Section)
        for member in field.annotation.model_fields
    }
    read_where_declared = {"processes", "sasl_password_file", "ssl_key_password_file"}
    unread = {name for name in attributes if f".{name}" not in text}
    assert unread == read_where_declared


def test_the_names_follow_from_the_section():
    port = next(knob for knob in describe_settings() if knob.name == "http_port")
    assert (port.env, port.flag, port.toml, port.default) == ("WIRE_HTTP_PORT", "--http-port", "http.port", "9464")

"""Where the settings come from: flags, the environment, a TOML file, defaults; and what is said of one that is wrong.

A value comes from a flag, else from the environment (``WIRE_…``), else from the TOML file that ``--config`` or
``WIRE_CONFIG`` names, else from its default. The knobs themselves are in ``sections``.
"""

import difflib
import os
import re
import reprlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self, get_args, get_origin

from pydantic import ByteSize, Field, PrivateAttr, SecretStr, ValidationError, model_validator
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, InitSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from worker.errors import SettingsError
from worker.settings.sections import Breaker, Enrich, Http, Kafka, Limits, Logs, Page, Section, Topic, Tracing
from worker.settings.security import Security

# A Service named "wire" or "wire-…" makes Kubernetes set these in every container of its namespace: none of ours.
_SERVICE_LINK = re.compile(r"WIRE_(?:\w+_)?(?:SERVICE_(?:HOST|PORT)\w*|PORT_\d+_(?:TCP|UDP|SCTP)\w*)")
_SERVICE_URL = re.compile(r"(?:tcp|udp|sctp)://")
_FOR_TESTS = "WIRE_TEST_"


class Settings(BaseSettings):
    """All settings, in the sections that the parts of the worker are handed. Frozen; secrets print as asterisks."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid")

    config: Path | None = Field(
        default=None, description="TOML file with settings; what it says, the environment outweighs."
    )
    kafka: Kafka = Field(default_factory=Kafka)
    security: Security = Field(default_factory=Security)
    enrich: Enrich = Field(default_factory=Enrich)
    limits: Limits = Field(default_factory=Limits)
    breaker: Breaker = Field(default_factory=Breaker)
    http: Http = Field(default_factory=Http)
    page: Page = Field(default_factory=Page)
    logs: Logs = Field(default_factory=Logs)
    tracing: Tracing = Field(default_factory=Tracing)
    topics: Mapping[str, Topic] = Field(default_factory=dict)
    _flags: Mapping[str, object] = PrivateAttr(default_factory=dict)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003  # the base class names it; ours knows sections
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003  # none: a stray .env must not steer a service
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003  # WIRE_…_FILE says where a secret lies
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags, the environment, the file: each outweighs those after it."""
        return init_settings, _Environment(settings_cls), _ConfigFile(settings_cls)

    @model_validator(mode="after")
    def _drained_before_given_away(self) -> Self:
        """Else the broker gives a partition to another worker while this one still publishes from it."""
        if self.kafka.rebalance_seconds <= self.limits.drain_seconds_max:
            raise ValueError("WIRE_REBALANCE_SECONDS: must be longer than WIRE_DRAIN_SECONDS_MAX")
        return self

    @model_validator(mode="after")
    def _topic_sections_are_read(self) -> Self:
        self.check_topics()
        return self

    def check_topics(self) -> None:
        """Raises ValueError for the section of a topic that is not read, or whose records would come in again."""
        strangers = sorted(set(self.topics) - set(self.kafka.input_topics))
        if strangers:
            raise ValueError(f"[topics]: {', '.join(strangers)} is not among WIRE_INPUT_TOPICS")
        taken = {*self.kafka.input_topics, self.kafka.dead_letter_topic}
        for name, topic in self.topics.items():
            if topic.output_topic in taken:  # or pass for dead letters
                raise ValueError(f"[topics]: the output topic of {name} has another part already: {topic.output_topic}")

    def secrets(self) -> tuple[str, ...]:
        """The secrets' own text, for the logs to mask wherever it turns up."""
        values = (getattr(self.security, name) for name in Security.model_fields)
        return tuple(value.get_secret_value() for value in values if isinstance(value, SecretStr))

    def read_again(self) -> "Settings":
        """The settings as the file, and what it names, have them now; flags and environment are what they were.

        Raises SettingsError as ``load_settings`` does.
        """
        return load_settings(self._flags)


def load_settings(flags: Mapping[str, object] | None = None) -> Settings:
    """The settings of this run.

    ``flags`` are values by a knob's name (``http_port``); None is a flag that was not given. Raises SettingsError with
    one line for each setting that cannot be used.
    """
    given = {name: value for name, value in (flags or {}).items() if value is not None}
    try:
        settings = Settings(**_in_sections(given))
    except ValidationError as error:
        raise SettingsError("\n".join(_sentence(detail) for detail in error.errors())) from None
    settings._flags = given  # noqa: SLF001  for ``read_again``: nothing else knows them
    return settings


# ── Names ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Knob:
    """One setting under each of its names. ``flag`` is None for a secret, which a list of processes would show."""

    name: str
    section: str | None  # of Settings and of the TOML file; None for what stands above them
    member: str
    title: str
    flag: str | None
    default: str
    values: str  # what may be given: "json|console|auto", "NUMBER", …; empty for a switch
    description: str

    @property
    def env(self) -> str:
        """Its name in the environment."""
        return f"WIRE_{self.name.upper()}"

    @property
    def toml(self) -> str | None:
        """Its name in the TOML file, which cannot name itself."""
        return f"{self.section}.{self.member}" if self.section else None


def describe_settings() -> tuple[Knob, ...]:
    """Every setting, in the order of the sections."""
    return tuple(KNOBS.values())


def _knobs() -> Iterator[Knob]:
    yield _knob("config", Settings.model_fields["config"], None)
    for name, field in Settings.model_fields.items():
        section = field.annotation
        if isinstance(section, type) and issubclass(section, Section):
            for member, inner in section.model_fields.items():
                yield _knob(inner.alias or member, inner, name, section)


def _knob(member: str, field: FieldInfo, section: str | None, of: type[Section] | None = None) -> Knob:
    name = f"{of.prefix if of else ''}{member}"
    return Knob(
        name=name,
        section=section,
        member=member,
        title=of.title if of else "Settings",
        flag=None if SecretStr in _types(field) else f"--{name.replace('_', '-')}",
        default=_written(field.default),
        values=_values(name, field),
        description=field.description or "",
    )


def _types(field: FieldInfo) -> tuple[Any, ...]:
    """The annotation and, of a union, its members."""
    return (field.annotation, *get_args(field.annotation))


def _values(name: str, field: FieldInfo) -> str:
    types = _types(field)
    literal = next((kind for kind in types if get_origin(kind) is Literal), None)
    if literal and name != "start":
        return "|".join(get_args(literal))
    a_float = "NUMBER" if "ratio" in name else "SECONDS"
    for kind, values in ((bool, ""), (ByteSize, "BYTES"), (int, "NUMBER"), (float, a_float)):
        if kind in types:
            return values
    if name.endswith("file") or name in {"config", "staff_directory"}:
        return "FILE"
    return {"models": "LANGUAGE=PACKAGE,…", "authority_files": "FILE,…", "start": "earliest|latest|TIME"}.get(
        name, "TEXT"
    )


def _written(value: object) -> str:
    """A default as it would be written in the environment."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case ByteSize():
            return value.human_readable(separator=" ").replace(".0 ", " ")
        case tuple():
            return ",".join(value)
        case Mapping():
            return ",".join(f"{key}={item}" for key, item in value.items())
        case _:
            return str(value)


KNOBS: Mapping[str, Knob] = {knob.name: knob for knob in _knobs()}


# ── Sources ─────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Environment(InitSettingsSource):
    """The ``WIRE_…`` variables. An empty one counts as not set: compose files and manifests cannot leave one out."""

    def __init__(self, settings_cls: type[BaseSettings]) -> None:
        names = {knob.env: knob.name for knob in KNOBS.values()}
        super().__init__(
            settings_cls,
            init_kwargs=_in_sections(
                {
                    names.get(variable, variable): value
                    for variable, value in os.environ.items()
                    if variable.startswith("WIRE_") and value and not _foreign(variable, value)
                }
            ),
        )


class _ConfigFile(InitSettingsSource):
    """The TOML file that a flag or the environment names."""

    def __init__(self, settings_cls: type[BaseSettings]) -> None:
        super().__init__(settings_cls, init_kwargs={})

    def __call__(self) -> dict[str, Any]:
        path = self.current_state.get("config")
        if path is None:
            return {}
        try:
            return tomllib.loads(Path(path).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:  # ValueError: no UTF-8, or no TOML
            raise SettingsError(f"WIRE_CONFIG (--config): {path} cannot be read: {error}") from None


def _in_sections(values: Mapping[str, object]) -> dict[str, Any]:
    """Put flat names into their sections. An unknown one stays where it is, for the validation to refuse."""
    nested: dict[str, Any] = {}
    for name, value in values.items():
        knob = KNOBS.get(name)
        if knob and knob.section:
            nested.setdefault(knob.section, {})[knob.member] = value
        else:
            nested[name] = value
    return nested


def _foreign(variable: str, value: str) -> bool:
    """The tests' own variables, and those that Kubernetes sets for a Service whose name begins with wire."""
    if variable.startswith(_FOR_TESTS):
        return True
    return bool(_SERVICE_LINK.fullmatch(variable) or (variable.endswith("_PORT") and _SERVICE_URL.match(value)))


# ── What is wrong ───────────────────────────────────────────────────────────────────────────────────────────────────


def _sentence(detail: ErrorDetails) -> str:
    """What is wrong with one setting, without the value of a secret."""
    place = tuple(str(step) for step in detail["loc"])
    cause = detail.get("ctx", {}).get("error")
    message = str(cause) if isinstance(cause, ValueError) else detail["msg"][:1].lower() + detail["msg"][1:]
    if detail["type"] == "extra_forbidden":
        return _unknown(place)
    knob = next((knob for knob in KNOBS.values() if place[:2] == (knob.section, knob.member)), None)
    if knob is None:  # of a topic's section, or of several settings, which the message then names
        return message if cause and len(place) < 2 else f"{_dotted(place)}: {message}"
    names = ", ".join(name for name in (knob.flag, knob.toml) if name)
    told = str(detail["input"]) in message  # a file's name, with the line in it that is wrong
    value = f", not {reprlib.repr(detail['input'])}" if knob.flag and not told else ""
    return f"{knob.env} ({names}): {message}{value}"


def _unknown(place: tuple[str, ...]) -> str:
    """An unknown name, and the known one that was probably meant."""
    name = _dotted(place)
    if name.startswith("WIRE_"):
        known = [knob.env for knob in KNOBS.values()]
    elif place[0] == "topics":
        known = [_dotted((*place[:-1], member)) for member in Topic.model_fields]
    else:
        known = [knob.toml for knob in KNOBS.values() if knob.toml] + list(Settings.model_fields)
    closest = difflib.get_close_matches(name, known, n=1)
    return f"{name}: no such setting" + (f"; did you mean {closest[0]}?" if closest else "")


def _dotted(place: tuple[str, ...]) -> str:
    """A place in the TOML file, as one would write it there."""
    return ".".join(step if re.fullmatch(r"[\w-]+", step) else f'"{step}"' for step in place)

"""The sections of the settings: every knob with its default, its bounds and the sentence that explains it.

Apart from ``load``, which finds the values, because this is what is read and extended: a new knob is one
field here, and the flags, the help and the reference's table have it too. ``security`` is one more section, with rules of
its own.
"""

from typing import ClassVar, Literal, Self

from pydantic import BaseModel, ByteSize, ConfigDict, Field, model_validator

from worker.item import Hints, RecognizerKind
from worker.settings.cpus import cpus_allowed
from worker.settings.values import (
    AuthorityFiles,
    Charset,
    Models,
    Names,
    Seconds,
    StaffDirectory,
    Start,
    TopicName,
    TopicNames,
    WireFormat,
    Zone,
)

MIB = 1024 * 1024


class Section(BaseModel):
    """One table of the TOML file, and what one part of the worker is handed.

    A member ``port`` of a section whose names begin with ``http_`` is ``WIRE_HTTP_PORT``, ``--http-port`` and
    ``[http] port``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: ClassVar[str]
    prefix: ClassVar[str] = ""


class Kafka(Section):
    """The group, its topics, and what it promises about them."""

    title = "Kafka"

    bootstrap_servers: Names = Field(
        default=("localhost:9092",), description="Brokers to begin with, host:port, commas between."
    )
    group_id: str = Field(
        default="wire-worker", min_length=1, description="Consumer group; replicas of one worker share it."
    )
    input_topics: TopicNames = Field(default=("wire.in",), description="Topics to read, commas between.")
    output_topic: TopicName = Field(default="wire.out", description="Topic of the enriched records.")
    dead_letter_topic: TopicName = Field(
        default="wire.dlq", description="Topic of what could not be processed, and why."
    )
    delivery: Literal["exactly_once", "at_least_once"] = Field(
        default="exactly_once",
        description="What is promised of each record; exactly once to readers of committed records.",
    )
    start: Start = Field(
        default="earliest",
        description="Where a new group begins: earliest, latest or an RFC 3339 timestamp with an offset.",
    )
    on_gap: Literal["stop", "earliest"] = Field(
        default="stop",
        description="Where the committed offset is gone from a partition: stop there and wait for an operator, or go on "
        "from the earliest record that is left.",
    )
    compression: Literal["none", "gzip", "snappy", "lz4", "zstd"] = Field(
        default="zstd", description="Of what is published; zstd at its level 1."
    )
    session_seconds: Seconds = Field(
        default=45,
        ge=6,
        description="Silence after which the broker takes a worker for dead and gives its partitions away.",
    )
    group_instance_id: str | None = Field(
        default=None,
        min_length=1,
        description="Makes the worker a static member of the group, to be restarted within its session without a rebalance: "
        "one of its own for each replica, the same after each restart. See the runbook.",
    )
    rebalance_seconds: Seconds = Field(
        default=30, description="How long the broker waits in a rebalance for a worker to let go of its partitions."
    )
    transaction_seconds_max: Seconds = Field(
        default=15,
        description="How long one transaction may take; when a worker is killed in one, readers wait so long at most.",
    )
    request_seconds_max: Seconds = Field(default=30, description="How long any other request to the brokers may take.")

    @model_validator(mode="after")
    def _topics_are_three(self) -> Self:
        """A worker that reads what it writes never ends."""
        outputs = {self.output_topic, self.dead_letter_topic}
        if len(outputs) == 1 or outputs & set(self.input_topics):
            raise ValueError(
                "WIRE_INPUT_TOPICS, WIRE_OUTPUT_TOPIC and WIRE_DEAD_LETTER_TOPIC: no topic may be named in two of them"
            )
        return self


class Enrich(Section):
    """How items become records."""

    title = "Enrichment"

    processes: int = Field(
        default=0, ge=0, le=1024, description="Child processes; 0 is one for each processor allowed."
    )
    models: Models = Field(
        default={"fr": "wire_fr", "en": "wire_en"},
        description="Model of each language, language=model: weights of ours, a spaCy package, a folder.",
    )
    ops: Literal["openblas", "blis"] = Field(default="openblas", description="Library for the models' matrix products.")
    recognizer: RecognizerKind = Field(
        default="fast",
        description="Who runs the models: our own run, two to three times as fast, where it finds what spaCy finds in a check "
        "at the start, or spaCy's in any case.",
    )
    word_cache_bytes_max: ByteSize = Field(
        default=ByteSize(64 * MIB),
        ge=MIB,
        description="Memory for words that were met before, of each child and language; most of it is shared.",
    )
    paragraph_cache_bytes_max: ByteSize = Field(
        default=ByteSize(8 * MIB),
        ge=0,
        description="The same for paragraphs, which the next take of a story repeats; 0 remembers none.",
    )
    output_key: Literal["uri", "input", "slug"] = Field(
        default="uri",
        description="Key of a record: its URI; or the key of the input, or agency and slug, where there is one.",
    )
    validate_records: bool = Field(
        default=False, alias="validate", description="Hold each record against its schema before it is published."
    )
    staff_directory: StaffDirectory | None = Field(
        default=None,
        description="TOML file that tells whose the initials of sign-offs are, a table an agency; read again on SIGHUP.",
    )
    authority_files: AuthorityFiles = Field(
        default=(),
        description="CSV or JSON files that tell which id a person, an organisation, … has, commas between; the first "
        "outweighs the next, all outweigh our own; read again on SIGHUP.",
    )

    @property
    def process_count(self) -> int:
        """The number of child processes, at least 1."""
        return self.processes or cpus_allowed()


class Limits(Section):
    """The bounds of everything that comes in, waits or takes time."""

    title = "Limits"

    value_bytes_max: ByteSize = Field(
        default=ByteSize(16 * MIB), ge=1024, description="Largest message that is opened."
    )
    items_max: int = Field(default=1000, ge=1, description="Most items in one message.")
    item_seconds_max: Seconds = Field(
        default=10,
        description="How long a child may take to read an item, to find its names or to make its record; and as long again "
        "for every 100 kB of it.",
    )
    in_flight_records_max: int = Field(
        default=2000, ge=1, description="Most messages held at a time; above it, no more is read."
    )
    in_flight_bytes_max: ByteSize = Field(
        default=ByteSize(64 * MIB), ge=1024, description="The same in bytes of messages."
    )
    batch_records_max: int = Field(
        default=16, ge=1, le=10_000, description="Most messages that a child is given at once."
    )
    batch_bytes_max: ByteSize = Field(
        default=ByteSize(MIB // 16), ge=1024, description="The same in bytes; one always fits."
    )
    urgent_bytes_max: ByteSize = Field(
        default=ByteSize(MIB // 256),
        ge=0,
        description="A message no longer than this overtakes longer ones of other partitions, as one does whose header "
        "`wire-urgency` is 1 to 3; 0 leaves it to the header.",
    )
    child_bytes_max: ByteSize = Field(
        default=ByteSize(1024 * MIB), ge=64 * MIB, description="Memory that a child may take on top of its models."
    )
    child_records_max: int = Field(
        default=100_000, ge=1, description="Messages after which a child is replaced by a fresh one."
    )
    drain_seconds_max: Seconds = Field(
        default=5,
        description="How long a stop, or the loss of partitions to another worker, waits for what is in flight.",
    )

    @model_validator(mode="after")
    def _largest_message_fits(self) -> Self:
        """Else the stream would wait for ever for room that cannot come."""
        if self.in_flight_bytes_max < self.value_bytes_max:
            raise ValueError("WIRE_IN_FLIGHT_BYTES_MAX: must be at least WIRE_VALUE_BYTES_MAX")
        return self


class Breaker(Section):
    """When too much becomes dead letters, so that something else must be wrong than the items."""

    title = "Breaker"

    breaker: Literal["pause", "exit", "off"] = Field(
        default="pause",
        description="What happens when too much becomes dead letters: reading pauses and one item is tried from time to time, "
        "or the worker ends, or nothing.",
    )
    breaker_consecutive_max: int = Field(default=100, ge=1, description="So many dead letters in a row are too much.")
    breaker_ratio_max: float = Field(
        default=0.5, gt=0, le=1, description="A larger part of the last items than this is too much as well."
    )
    breaker_window_records: int = Field(
        default=200, ge=1, le=100_000, description="How many of the last items that counts."
    )
    breaker_seconds: Seconds = Field(default=30, description="How long reading pauses before one item is tried.")


class Http(Section):
    """Where metrics and health are served."""

    title = "HTTP"
    prefix = "http_"

    host: str = Field(
        default="127.0.0.1",
        min_length=1,
        description="Address to serve /metrics, /livez and /readyz on; :: is every one, of IPv4 and of IPv6.",
    )
    port: int = Field(default=9464, ge=0, le=65_535, description="Its port; 0 takes a free one and logs it.")


class Page(Section):
    """Where the live page is served; it shows unpublished news, and has no login of its own."""

    title = "Live page"
    prefix = "page_"

    host: str = Field(default="127.0.0.1", min_length=1, description="Address to serve the live page on.")
    port: int | None = Field(
        default=None, ge=0, le=65_535, description="Its port; without one no page; 0 takes a free one."
    )
    names: Names | None = Field(
        default=None, description="Host names to be asked for by, beside localhost and addresses."
    )


class Logs(Section):
    """What is logged, and in which form."""

    title = "Logs"
    prefix = "log_"

    level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="Least severe level that is logged."
    )
    format: Literal["json", "console", "auto"] = Field(
        default="auto", description="One JSON object a line, or text for people; auto is text on a terminal, else JSON."
    )


class Tracing(Section):
    """Whether each message leaves a span behind. Where the spans go is OpenTelemetry's own business, and variables."""

    title = "Tracing"

    tracing: Literal["off", "otlp"] = Field(
        default="off",
        description="Spans of each message: none, or by OTLP over HTTP to the collector that OTEL_EXPORTER_OTLP_ENDPOINT "
        "names; needs the extra wire-worker[tracing]. See Tracing.",
    )


class Topic(BaseModel):
    """What a ``[topics."afp.fr"]`` table says of an input topic, for items that do not say it themselves."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    agency: str | None = Field(default=None, description="Code of the agency, such as AFP.")
    language: str | None = Field(default=None, description="BCP 47.")
    format: WireFormat | None = Field(default=None, description="Name of the wire format, such as afp-text.")
    charset: Charset | None = Field(default=None, description="Of the bytes, where a header does not say it.")
    zone: Zone | None = Field(default=None, description="IANA name, for times without offset.")
    output_topic: TopicName | None = Field(default=None, description="Where this topic's records go instead.")

    def hints(self) -> Hints:
        """The same as the pipeline takes it."""
        return Hints(
            agency=self.agency, language=self.language, format=self.format, charset=self.charset, zone=self.zone
        )

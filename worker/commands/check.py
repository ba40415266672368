"""``wire-worker check``: would the service run here, with these settings? Every answer says what to do about it."""

import asyncio
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from importlib.metadata import version

from rich.console import Console
from rich.table import Table

from worker.assembly import enrich_options
from worker.authority_files import read_authority
from worker.enrich import prepare
from worker.entities.authority import Authority
from worker.errors import StreamError, WireError
from worker.kafka.connection import Connection, connection
from worker.kafka.probe import ClusterFacts, TopicFacts, missing_codecs, probe
from worker.kafka.reach import why_astray, why_unreachable
from worker.kafka.rights import Needs, missing_rights
from worker.settings import Settings
from worker.staff import read_staff
from worker.telemetry.collector import tracing_of

NAMES_SHOWN_MAX = 5
BATCH_OVERHEAD_BYTES = 512  # what Kafka adds to a value: the batch's and the record's own fields, our headers


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer. A warning (``ok`` None) does not fail the check."""

    subject: str
    ok: bool | None
    detail: str


def examine(settings: Settings) -> int:
    """Print a table of findings and return the exit code: 1 where one of them would stop the service."""
    findings = [Finding("settings", ok=True, detail="read")]
    findings += [*check_codecs(), *check_models(settings), *check_staff(settings), *check_authority(settings)]
    findings += [*check_tracing(settings), *asyncio.run(check_cluster(settings))]
    table = Table("", "subject", "finding", box=None, pad_edge=False)
    for finding in findings:
        mark = {True: "[green]ok[/]", None: "[yellow]warn[/]", False: "[red]FAIL[/]"}[finding.ok]
        table.add_row(mark, finding.subject, finding.detail)
    Console().print(table)
    return int(any(finding.ok is False for finding in findings))


def check_codecs() -> Iterator[Finding]:
    """Whether every compression that a producer may choose can be read."""
    missing = missing_codecs()
    if missing:
        yield Finding("codecs", ok=False, detail=f"{', '.join(missing)} cannot be read: install wire-worker's own lock")
    else:
        yield Finding("codecs", ok=True, detail="gzip, snappy, lz4, zstd")


def check_models(settings: Settings) -> Iterator[Finding]:
    """Whether the models load, really."""
    try:
        enrich = prepare(enrich_options(settings))
    except WireError as error:
        yield Finding("models", ok=False, detail=str(error))
    else:
        for language, model in enrich.models.items():
            info = enrich.recognizers[language]
            ours = info.kind == "fast"
            detail = model if ours else f"{model}, run by spaCy: {info.why}"
            yield Finding(f"model {language}", ok=True if ours else None, detail=detail)


def check_staff(settings: Settings) -> Iterator[Finding]:
    """Whose initials the staff directory knows; the settings have refused one that cannot be used."""
    if settings.enrich.staff_directory:
        people = read_staff(settings.enrich.staff_directory).people
        known = ", ".join(f"{len(signers)} of {code}" for code, signers in people.items())
        yield Finding("staff directory", ok=True if known else None, detail=known or "lists nobody")


def check_authority(settings: Settings) -> Iterator[Finding]:
    """What the authority files know, and which names of theirs link to nothing."""
    for path in settings.enrich.authority_files:
        file = read_authority(path)
        subject, entries = f"authority file {file.name}", f"{len(file.entries)} entries"
        if names := Authority([file]).ambiguous():
            few = ", ".join(names[:NAMES_SHOWN_MAX]) + (", …" if len(names) > NAMES_SHOWN_MAX else "")
            detail = f"{entries}; {len(names)} names are of two things of one type, and link to neither: {few}"
            yield Finding(subject, ok=None, detail=detail)
        else:
            yield Finding(subject, ok=True, detail=entries)


def check_tracing(settings: Settings) -> Iterator[Finding]:
    """Whether spans can be made and a collector takes them, where they are wanted; one that is away stops no service."""
    try:
        tracing = tracing_of(settings.tracing.tracing, worker=version("wire-worker"), group_id=settings.kafka.group_id)
    except WireError as error:
        yield Finding("tracing", ok=False, detail=str(error))
        return
    if tracing and tracing.reaches_collector():
        yield Finding("tracing", ok=True, detail="the collector takes spans")
    elif tracing:
        away = (
            "the collector takes no spans, and they will be lost: see OTEL_EXPORTER_OTLP_ENDPOINT, its port and headers"
        )
        yield Finding("tracing", ok=None, detail=away)


async def check_cluster(settings: Settings) -> list[Finding]:
    """Whether the brokers answer, the topics are there, and each takes what will be put into it."""
    kafka = settings.kafka
    outputs = {kafka.output_topic, *(topic.output_topic for topic in settings.topics.values() if topic.output_topic)}
    topics = [*kafka.input_topics, *sorted(outputs), kafka.dead_letter_topic]
    reach = connection(kafka, settings.security, "wire-worker-check")
    obstacles = await why_unreachable(reach)
    none_left = len(obstacles) == len(kafka.bootstrap_servers)
    found = [
        Finding(f"broker {address}", ok=False if none_left else None, detail=why) for address, why in obstacles.items()
    ]
    if settings.security.in_the_clear:
        found.insert(0, Finding("security", ok=None, detail=settings.security.in_the_clear))
    if none_left:
        return found
    if astray := await why_astray(reach):
        return [*found, *(Finding(f"broker {address}", ok=False, detail=why) for address, why in astray.items())]
    try:
        facts = await probe(reach, topics)
    except StreamError as error:
        return [*found, Finding("brokers", ok=False, detail=str(error))]
    found.append(Finding("brokers", ok=True, detail=", ".join(facts.brokers)))
    found += [_topic(topic) for topic in facts.topics]
    return [
        *found,
        *_sizes(facts, settings),
        *_kept(facts, settings),
        await _rights(reach, settings, [*sorted(outputs), kafka.dead_letter_topic]),
    ]


async def _rights(reach: Connection, settings: Settings, outputs: Collection[str]) -> Finding:
    kafka = settings.kafka
    one_of_its_own = f"{kafka.group_id}/{kafka.input_topics[0]}/0/0" if kafka.delivery == "exactly_once" else None
    try:
        missing = await missing_rights(reach, Needs(kafka.input_topics, outputs, kafka.group_id, one_of_its_own))
    except StreamError as error:
        return Finding("rights", ok=None, detail=str(error))
    if missing:
        detail = f"grant the worker {', '.join(missing)} (the ids that it takes begin with {kafka.group_id}/)"
        return Finding("rights", ok=False, detail=detail)
    return Finding("rights", ok=True, detail="to read and to write all that the worker needs")


def _topic(topic: TopicFacts) -> Finding:
    subject = f"topic {topic.name}"
    if not topic.partitions:
        return Finding(subject, ok=False, detail=f"{topic.error}: create it, or grant the worker to describe it")
    if topic.error:
        why = "grant the worker DESCRIBE_CONFIGS on it" if "Authorization" in topic.error else topic.error
        return Finding(subject, ok=None, detail=f"{topic.partitions} partitions; its settings cannot be seen: {why}")
    size = f", max.message.bytes {topic.message_bytes_max:,}" if topic.message_bytes_max is not None else ""
    return Finding(subject, ok=True, detail=f"{topic.partitions} partitions, {topic.replicas} replicas{size}")


def _kept(facts: ClusterFacts, settings: Settings) -> Iterator[Finding]:
    """Whether what is published stays: enough replicas, and no clean-up that deletes what still counts."""
    kafka = settings.kafka
    for topic in facts.topics:
        in_sync = int(topic.configs.get("min.insync.replicas", 1))
        if topic.partitions and in_sync > topic.replicas:
            detail = f"takes nothing: it has {topic.replicas} replicas, and min.insync.replicas is {in_sync}"
            yield Finding(f"replicas {topic.name}", ok=False, detail=detail)
        elif topic.partitions and in_sync == topic.replicas and len(facts.brokers) > 1:
            detail = f"stands still when one broker is away: {topic.replicas} replicas, min.insync.replicas {in_sync}"
            yield Finding(f"replicas {topic.name}", ok=None, detail=detail)
        if "compact" not in topic.configs.get("cleanup.policy", ""):
            continue
        subject, delete = f"clean-up {topic.name}", "; set its cleanup.policy to delete"
        if topic.name == kafka.dead_letter_topic:
            detail = "compaction deletes letters that share a key, and refuses those without one: the stream would stop"
            yield Finding(subject, ok=None, detail=detail + delete)
        elif topic.name in kafka.input_topics:
            detail = "compaction can delete a version of an item before it is read"
            yield Finding(subject, ok=None, detail=detail + delete)
        elif settings.enrich.output_key != "uri":
            detail = f"with WIRE_OUTPUT_KEY={settings.enrich.output_key} compaction deletes items that share a key"
            yield Finding(subject, ok=None, detail=detail + delete)


def _sizes(facts: ClusterFacts, settings: Settings) -> Iterator[Finding]:
    """The dead-letter topic must take the largest input with its headers; the output topics should."""
    sizes = {topic.name: topic.message_bytes_max for topic in facts.topics if topic.message_bytes_max is not None}
    largest = max((sizes[name] for name in settings.kafka.input_topics if name in sizes), default=None)
    if largest is None:
        return
    for name, size in sizes.items():
        if name in settings.kafka.input_topics or size >= largest + BATCH_OVERHEAD_BYTES:
            continue
        dead = name == settings.kafka.dead_letter_topic
        yield Finding(
            f"size {name}",
            ok=None,
            detail=f"takes {size:,} bytes, an input topic up to {largest:,}: "
            + ("the largest dead letters would lose their value" if dead else "large records would become dead letters")
            + f"; set its max.message.bytes to at least {largest + BATCH_OVERHEAD_BYTES:,}",
        )

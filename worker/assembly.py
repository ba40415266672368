"""From the settings to what each part is told: pure functions, so that a part never sees a setting that is not its own."""

import sys
from collections.abc import Mapping
from datetime import datetime

from worker.errors import SettingsError
from worker.formats import Limits
from worker.kafka.connection import Connection
from worker.kafka.producer import producer_arguments
from worker.kafka.source import Group
from worker.model_names import is_known
from worker.options import EnrichOptions
from worker.pool import PoolLimits
from worker.settings import Settings
from worker.stream.limits import StreamLimits
from worker.stream.outgoing import Routes

# A record holds the clean story, the wire's own text of what was cleaned, and the entities with their mentions.
RECORD_BYTES_PER_VALUE_BYTE = 4


def check_models(models: Mapping[str, str]) -> None:
    """Raises SettingsError where one is not there: this process never loads them, and a child could only fail."""
    for language, name in models.items():
        if not is_known(name):
            raise SettingsError(f"WIRE_MODELS: no spaCy model is installed as {name!r}, for {language}")


def enrich_options(settings: Settings) -> EnrichOptions:
    """What the pipeline is told."""
    return EnrichOptions(
        models=settings.enrich.models,
        ops=settings.enrich.ops,
        recognizer=settings.enrich.recognizer,
        word_cache_bytes_max=settings.enrich.word_cache_bytes_max,
        paragraph_cache_bytes_max=settings.enrich.paragraph_cache_bytes_max,
        output_key=settings.enrich.output_key,
        validate_records=settings.enrich.validate_records,
        limits=Limits(bytes_max=settings.limits.value_bytes_max, items_max=settings.limits.items_max),
        topics={name: topic.hints() for name, topic in settings.topics.items()},
        staff_directory=settings.enrich.staff_directory,
        authority_files=settings.enrich.authority_files,
    )


def taken_over(settings: Settings, read_again: Settings) -> Settings:
    """The settings in force, with what may change while the service runs as it was read again.

    That is what says something of items: topic sections, the staff directory, authority files. Everything else binds parts
    that live as long as the process. Raises SettingsError where the topic sections do not go with what is in force.
    """
    enrich = {name: getattr(read_again.enrich, name) for name in ("staff_directory", "authority_files")}
    taken = settings.model_copy(
        update={"topics": read_again.topics, "enrich": settings.enrich.model_copy(update=enrich)}
    )
    try:
        taken.check_topics()
    except ValueError as error:
        raise SettingsError(f"{error} (as it was at the start)") from None
    return taken


def left_out(settings: Settings, read_again: Settings) -> list[str]:
    """The sections in which something else was changed, which only a restart brings into force."""
    return [name for name in Settings.model_fields if getattr(settings, name) != getattr(read_again, name)]


def record_bytes_max(settings: Settings) -> int:
    """What no record of ours is larger than."""
    return settings.limits.value_bytes_max * RECORD_BYTES_PER_VALUE_BYTE


def publishing(settings: Settings, reach: Connection) -> Connection:
    """What every producer of ours is told."""
    compression = settings.kafka.compression
    return producer_arguments(
        reach,
        compression=None if compression == "none" else compression,
        record_bytes_max=record_bytes_max(settings),
    )


def pool_limits(settings: Settings) -> PoolLimits:
    """What bounds the children."""
    limits = settings.limits
    return PoolLimits(
        deadline_seconds=limits.item_seconds_max,
        deadline_seconds_per_100_kb=limits.item_seconds_max,
        headroom_bytes=limits.child_bytes_max,
        items_max=limits.child_records_max,
        batch_records_max=limits.batch_records_max,
        batch_bytes_max=limits.batch_bytes_max,
        urgent_bytes_max=limits.urgent_bytes_max,
    )


def stream_limits(settings: Settings) -> StreamLimits:
    """What bounds the stream."""
    limits, breaker = settings.limits, settings.breaker
    off = breaker.breaker == "off"
    return StreamLimits(
        in_flight_records_max=limits.in_flight_records_max,
        in_flight_bytes_max=limits.in_flight_bytes_max,
        drain_seconds_max=limits.drain_seconds_max,
        breaker_consecutive_max=sys.maxsize if off else breaker.breaker_consecutive_max,
        breaker_window_records=breaker.breaker_window_records,
        breaker_ratio_max=1.0 if off else breaker.breaker_ratio_max,
        breaker_seconds=breaker.breaker_seconds,
    )


def routes(settings: Settings, worker: str) -> Routes:
    """Where outputs go."""
    return Routes(
        output_topic=settings.kafka.output_topic,
        dead_letter_topic=settings.kafka.dead_letter_topic,
        worker=worker,
        by_topic={name: topic.output_topic for name, topic in settings.topics.items() if topic.output_topic},
        forward_tombstones=settings.enrich.output_key == "input",
    )


def group(settings: Settings) -> Group:
    """What the consumer group is told."""
    kafka = settings.kafka
    start = int(kafka.start.timestamp() * 1000) if isinstance(kafka.start, datetime) else kafka.start
    return Group(
        id=kafka.group_id,
        topics=kafka.input_topics,
        start=start,
        on_gap=kafka.on_gap,
        instance_id=kafka.group_instance_id,
        session_seconds=kafka.session_seconds,
        rebalance_seconds=kafka.rebalance_seconds,
        request_seconds_max=kafka.request_seconds_max,
    )

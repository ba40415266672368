"""The pipeline: messages in, their records and failures out. The service and ``wire-worker enrich`` run exactly this.

Each message goes by itself to where its names are found, and on from there; between the two, several go together.
"""

import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.metadata import version
from typing import Self

from worker.entities import NOTHING_KNOWN, Authority, Recognizer, identify, link, resolve
from worker.errors import DefectError, ItemError, SettingsError, place_of
from worker.formats import parse, unwrap
from worker.item import (
    Coordinates,
    Failure,
    FileOrigin,
    Hints,
    Mention,
    Message,
    Outcome,
    Output,
    RecognizerInfo,
    Record,
    Story,
    WireItem,
)
from worker.normalize import normalize
from worker.normalize.language import identifier
from worker.options import EnrichOptions
from worker.record import encode
from worker.samples import samples
from worker.schemas import validate
from worker.staff import NOBODY, Staff, read_staff

STAGES = ("unwrap", "parse", "normalize", "recognize", "resolve", "link", "encode")


def prepare(options: EnrichOptions) -> "Enricher":
    """Load the models and give back what enriches messages.

    Raises SettingsError where a model is not installed, or a file of the newsroom can no longer be read.
    """
    try:
        staff = read_staff(options.staff_directory) if options.staff_directory else NOBODY
    except ValueError as error:  # it could when the settings were read
        raise SettingsError(f"WIRE_STAFF_DIRECTORY: {error}") from error
    try:
        authority = Authority.read(options.authority_files)
    except ValueError as error:
        raise SettingsError(f"WIRE_AUTHORITY_FILES: {error}") from error
    recognizer = Recognizer.load(
        options.models,
        ops=options.ops,
        kind=options.recognizer,
        word_bytes_max=options.word_cache_bytes_max,
        paragraph_bytes_max=options.paragraph_cache_bytes_max,
    )
    return Enricher(options, recognizer, staff, authority)


def prepare_for_children(options: EnrichOptions) -> "Enricher":
    """The same, with all that is loaded when it is first needed: tables, schemas, the language identifier.

    The children are forked from this state. What is still missing then, each of them would load anew: a child that
    takes the place of a lost one would need half a second for its first item instead of some milliseconds.
    """
    with ThreadPoolExecutor(max_workers=1) as beside:  # what it unpacks, it unpacks without the interpreter's lock
        language_identifier = beside.submit(identifier)
        enrich = prepare(options)
        language_identifier.result()
    for sample in samples():
        enrich(Message(sample.value, FileOrigin(sample.name), headers=sample.headers))
    return enrich


class Enricher:
    """Message → Outcome, with the models in hand. Pure: the same message gives the same bytes."""

    def __init__(
        self,
        options: EnrichOptions,
        recognizer: Recognizer,
        staff: Staff = NOBODY,
        authority: Authority = NOTHING_KNOWN,
    ) -> None:
        self._options = options
        self._recognizer = recognizer
        self._staff = staff
        self._authority = authority
        self._worker = version("wire-worker")

    @property
    def models(self) -> Mapping[str, str]:
        """What is loaded: language → name and version of the model."""
        return self._recognizer.models

    @property
    def recognizers(self) -> Mapping[str, RecognizerInfo]:
        """Who runs each language's model: ours, or spaCy itself, and why."""
        return self._recognizer.recognizers

    def __call__(self, message: Message) -> Outcome:
        """Take one message through all stages. Never raises for what is in it: that is a Failure, with its reason."""
        begun = self.begin(message)
        self.recognize([begun])
        return self.finish(begun)

    def begin(self, message: Message) -> "Begun":
        """Take a message through the stages before its names: its items as stories, or why there is none of them."""
        watch = _Stopwatch()
        try:
            with watch.stage("unwrap"):
                payload = unwrap(message, self._topic_hints(message), self._options.limits)
            with watch.stage("parse"):
                items = parse(payload, self._options.limits)
        except Exception as error:  # noqa: BLE001  an item is never the end of a process; _failure tells what it was
            return Begun(message, watch, [_failure(error, watch)])
        received_ms = message.origin.timestamp_ms if isinstance(message.origin, Coordinates) else None
        stories = [self._story(index, item, received_ms, watch) for index, item in items]
        digest = sha256(message.value).hexdigest()
        digests = digest, digest if payload.data is message.value else sha256(payload.data).hexdigest()
        return Begun(message, watch, stories, digests)

    def recognize(self, several: "Sequence[Begun]") -> None:
        """Find the names of several messages at once. Where that fails, ``finish`` tries each by itself, and tells why."""
        entries = [(begun.watch, entry) for begun in several for entry in begun.items if isinstance(entry, _Entry)]
        began = time.perf_counter()
        try:
            found = self._recognizer.recognize([entry.story for _, entry in entries])
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001  it is not lost: the item that it lies in raises it again in finish
            return
        # To each its share, by length: how long it took by itself cannot be told.
        sizes = [1 + sum(len(passage.text) for passage in entry.story.passages) for _, entry in entries]
        seconds_a_character = (time.perf_counter() - began) / max(1, sum(sizes))
        for (watch, entry), mentions, size in zip(entries, found, sizes, strict=True):
            entry.mentions, entry.read = mentions, True
            watch.add("recognize", size * seconds_a_character)

    def finish(self, begun: "Begun") -> Outcome:
        """Take a message through the stages behind its names."""
        outputs = tuple(self._output(begun, entry) if isinstance(entry, _Entry) else entry for entry in begun.items)
        return Outcome(outputs, begun.watch.timings, begun.watch.began_at, self._recognizer.used())

    def _topic_hints(self, message: Message) -> Hints | None:
        origin = message.origin
        return self._options.topics.get(origin.topic) if isinstance(origin, Coordinates) else None

    def _story(
        self, index: int, item: WireItem | Failure, received_ms: int | None, watch: "_Stopwatch"
    ) -> "_Entry | Failure":
        if isinstance(item, Failure):
            return item
        try:
            with watch.stage("normalize"):
                return _Entry(index, normalize(item, received_ms, self._staff))
        except Exception as error:  # noqa: BLE001  the same
            return _failure(error, watch, index, item.uri)

    def _output(self, begun: "Begun", entry: "_Entry") -> Output:
        try:
            return self._record(begun, entry)
        except Exception as error:  # noqa: BLE001  the same
            return _failure(error, begun.watch, entry.index, entry.story.item.uri)

    def _record(self, begun: "Begun", entry: "_Entry") -> Record:
        watch, story = begun.watch, entry.story
        if not entry.read:
            with watch.stage("recognize"):
                (entry.mentions,) = self._recognizer.recognize([story])
        with watch.stage("resolve"):
            entities = None if entry.mentions is None else resolve(story, entry.mentions)
        with watch.stage("link"):
            linked = link(story, entities)
            known = identify(story, linked.entities, self._authority)
            if linked.located != story.located:
                story = replace(story, located=linked.located)
        with watch.stage("encode"):
            record = encode(
                story,
                known,
                linked.dateline,
                message=begun.message,
                index=entry.index,
                sha256=begun.digests[0],
                item_sha256=begun.digests[1],
                worker=self._worker,
                models=self._recognizer.models,
                authority=self._authority.versions,
                key_choice=self._options.output_key,
            )
            if self._options.validate_records:
                validate(record.value)
        return record


@dataclass(slots=True)
class _Entry:
    """An item of a message on its way; once it is ``read``, with its names, or ``None`` without a model."""

    index: int
    story: Story
    mentions: tuple[Mention, ...] | None = None
    read: bool = False


@dataclass(frozen=True, slots=True)
class Begun:
    """A message whose items are stories, or failures already; ``digests`` are the sha256 of its value and of its payload."""

    message: Message
    watch: "_Stopwatch"
    items: Sequence[_Entry | Failure]
    digests: tuple[str, str] = ("", "")


class _Stopwatch:
    """How long each stage took, summed over a message's items, and which one is under way."""

    def __init__(self) -> None:
        self._seconds: dict[str, float] = {}
        self._began = 0.0
        self.under_way = STAGES[0]
        self.began_at = time.monotonic()

    def stage(self, name: str) -> Self:
        """Time one stage: ``with watch.stage("parse"): …``."""
        self.under_way = name
        self._began = time.perf_counter()
        return self

    def __enter__(self) -> None:
        """Begun already."""

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        if error is None:
            self.add(self.under_way, time.perf_counter() - self._began)

    def add(self, name: str, seconds: float) -> None:
        """Note what was spent on a stage."""
        self._seconds[name] = self._seconds.get(name, 0.0) + seconds

    @property
    def timings(self) -> tuple[tuple[str, float], ...]:
        """The stages that were completed, in order, and their seconds."""
        return tuple(self._seconds.items())


def _failure(error: Exception, watch: _Stopwatch, index: int | None = None, uri: str | None = None) -> Failure:
    """Say why there is no record. What none of our errors foresaw is a defect of ours: its class and place are kept.

    A MemoryError is the child's matter, not the item's: it goes on up, and the pool tries the item again elsewhere.
    """
    if isinstance(error, MemoryError):
        raise error
    if isinstance(error, ItemError):
        return Failure(error.reason, type(error).__name__, str(error), watch.under_way, index, uri)
    where = f"{type(error).__name__} at {place_of(error)}"
    return Failure(DefectError.reason, type(error).__name__, where, watch.under_way, index, uri)

"""How an annotated text is read: by our pipeline, as the service would read it, and by a stock model for comparison.

Apart from the figures, which know neither. What is judged of ours is the published record: its mentions go back to
where they stand in the annotated text, and the city and the agency of a dateline, which are no prose, count as named.
"""

import re
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import orjson

from worker.enrich import Enricher
from worker.entities.models import Model, load
from worker.entities.places import Candidate, gazetteer
from worker.entities.tables.labels import LABELS
from worker.evaluation.alignment import Alignment
from worker.evaluation.annotation import GoldText
from worker.evaluation.scores import FoundMention
from worker.item import EntityType, Failure, FileOrigin, Message
from worker.language_tag import primary_language

Record = Mapping[str, Any]

# What a rule of two lines takes off a name: English alone has both.
_TRIMMED = re.compile(r"(?:the\s+)?(?P<name>.+?)(?:['’]s?)?", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in a text, and in how many seconds of a processor: by the model, by resolving and linking after it.

    ``troubles`` say what could not be judged, and so counts as missed; empty is well.
    """

    found: tuple[FoundMention, ...]
    language: str | None
    recognize_seconds: float = 0.0
    join_seconds: float = 0.0
    troubles: tuple[str, ...] = ()


# ── Ours ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def read_through(enrich: Enricher, gold: GoldText) -> Reading:
    """Send a text through the pipeline and take what its records say."""
    message = Message(gold.text.encode(), FileOrigin(gold.id), headers=tuple(_headers(gold)))
    began = time.process_time()
    outcome = enrich(message)
    seconds = _shares(outcome.timings, time.process_time() - began)
    found: list[FoundMention] = []
    troubles: list[str] = []
    language = gold.language
    alignment = Alignment(gold.text)
    for output in outcome.outputs:
        if isinstance(output, Failure):
            troubles.append(f"{gold.where}: no record: {output.reason}: {output.message}")
            continue
        record = orjson.loads(output.value)
        language = language or primary_language(record.get("language"))
        if "no_model" in record["wire"].get("warnings", ()):
            troubles.append(f"{gold.where}: no model for {record.get('language', 'an unknown language')}")
        lost = [*_dateline(record, gold.text, found), *_mentions(record, alignment, found)]
        troubles += [f"{gold.where}: not found again: {piece[:40]!r}" for piece in lost]
    return Reading(
        found=tuple(found),
        language=language,
        recognize_seconds=seconds.get("recognize", 0.0),
        join_seconds=seconds.get("resolve", 0.0) + seconds.get("link", 0.0),
        troubles=tuple(troubles),
    )


def _shares(timings: Iterable[tuple[str, float]], processor_seconds: float) -> dict[str, float]:
    """Processor time by stage: the stages tell time on the wall, of which a busy machine takes its part from each."""
    timings = tuple(timings)
    whole = sum(seconds for _, seconds in timings)
    return {stage: processor_seconds * seconds / whole for stage, seconds in timings if whole}


def _headers(gold: GoldText) -> Iterator[tuple[str, bytes]]:
    if gold.language:
        yield "wire-language", gold.language.encode()
    if not gold.text.lstrip().startswith(("<", "{")):  # XML and JSON are seen to be what they are
        yield "content-type", b"text/plain"


def _mentions(record: Record, alignment: Alignment, found: list[FoundMention]) -> Iterator[str]:
    """Add the record's mentions to ``found``; the pieces of its members that stand nowhere in the text come back."""
    for pointer, member in _members(record):
        at = 0
        for piece in member.split("\n\n"):
            here = [
                (entity, mention["start"] - at, mention["end"] - at)
                for entity in record.get("entities", ())
                for mention in entity["mentions"]
                if mention["in"] == pointer and at <= mention["start"] and mention["end"] <= at + len(piece)
            ]
            at += len(piece) + 2
            spans = alignment.spans(piece, [(start, end) for _, start, end in here])
            if spans is None:
                yield from [piece] * bool(here)
                continue
            for (entity, *_), span in zip(here, spans, strict=True):
                geonames = entity.get("links", {}).get("geonames")
                mention = FoundMention(*span, EntityType(entity["type"]), entity["id"])
                found.append(mention if geonames is None else linked(mention, place(geonames), geonames))


def _members(record: Record) -> Iterator[tuple[str, str]]:
    """The members that are searched for names, in the order in which a wire text has them."""
    for name in ("headlines", "descriptions", "bodies"):
        for number, member in enumerate(record.get(name, ())):
            yield f"/{name}/{number}/value", member["value"]


def _dateline(record: Record, text: str, found: list[FoundMention]) -> Iterator[str]:
    """The same for the places and agencies of a dateline."""
    dateline = record["wire"].get("dateline")
    if not dateline:
        return
    raw = dateline["raw"]
    named = [(place["name"], EntityType.PLACE, place.get("geonames")) for place in dateline.get("places", ())]
    named += [(agency, EntityType.ORGANISATION, None) for agency in dateline.get("agencies", ())]
    starts = [(at, at + len(name), *rest) for name, *rest in named if (at := raw.casefold().find(name.casefold())) >= 0]
    spans = Alignment(text).spans(raw, [(start, end) for start, end, *_ in starts])
    if spans is None:
        yield raw
        return
    for span, (start, end, type_, geonames) in zip(spans, starts, strict=True):
        mention = FoundMention(*span, type_, f"dateline:{raw[start:end]}")
        if geonames is not None:
            uri = next(
                (entity["id"] for entity in record.get("entities", ()) if _is_at(entity, geonames)), mention.entity
            )
            mention = linked(replace(mention, entity=uri), place(geonames), geonames)
        found.append(mention)


def _is_at(entity: Mapping[str, Any], geonames: int) -> bool:
    return bool(entity.get("links", {}).get("geonames") == geonames)


# ── A stock model ───────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def stock_model(package: str) -> Model:
    """A stock model with nothing but its recognizer, once for each package."""
    return load(package)


def read_stock(package: str, gold: GoldText, language: str | None) -> tuple[Reading, Reading]:
    """What a stock model finds in a text, line by line, and the same with the simple rules that everybody begins with."""
    lines = gold.text.split("\n")
    began = time.process_time()
    docs = [
        [(entity.start_char, entity.end_char, entity.label_) for entity in doc.ents]
        for doc in stock_model(package).nlp.pipe(lines)
    ]
    seconds = time.process_time() - began
    found, at = [], 0
    for line, entities in zip(lines, docs, strict=True):
        found += [
            FoundMention(at + start, at + end, LABELS[label], line[start:end])
            for start, end, label in entities
            if label in LABELS
        ]
        at += len(line) + 1
    ruled = tuple(_ruled(found, gold.text, language))
    return Reading(tuple(found), language, seconds), Reading(ruled, language, seconds)


def _ruled(found: Iterable[FoundMention], text: str, language: str | None) -> Iterator[FoundMention]:
    """Names without "the" and "'s"; persons of one last word are one; a name means its most populous place."""
    for mention in found:
        name = _TRIMMED.fullmatch(text, *mention.span) if language == "en" else None
        start, end = name.span("name") if name else mention.span
        words = text[start:end].split()
        trimmed = replace(mention, start=start, end=end, entity=" ".join(words))
        if mention.type is EntityType.PERSON and words:
            yield replace(trimmed, entity=words[-1].casefold())
        elif mention.type is EntityType.PLACE:
            candidates = gazetteer().candidates(text[start:end], language)
            best = max(candidates, key=lambda candidate: candidate.population, default=None)
            yield linked(trimmed, best, best.geonames) if best else trimmed
        else:
            yield trimmed


# ── Places ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def place(geonames: int) -> Candidate | None:
    """A place of the table by its number."""
    return gazetteer().place(geonames)


def linked(mention: FoundMention, where: Candidate | None, geonames: int) -> FoundMention:
    """The mention with its place; of one that the table does not have the number alone."""
    if where is None:
        return replace(mention, geonames=geonames)
    return replace(mention, geonames=geonames, iso3166=where.country, lat=where.lat, lon=where.lon)

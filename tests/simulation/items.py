"""What goes through the simulated world: items of every kind that the stream tells apart, and what is due for each."""

from random import Random

from worker.errors import Reason
from worker.item import Coordinates, Failure, Message, Outcome, Record
from worker.stream.ports import Arrival, Outgoing, Partition

OUT_BYTES_MAX, DLQ_BYTES_MAX = 700, 900  # of a batch
KINDS = ("good",) * 40 + ("bad", "bad", "three", "three", "large", "huge", "tombstone", "tombstone")


def arrival(random: Random, partition: Partition, offset: int, *, odd: float = 1.0) -> Arrival:
    """An item whose value tells what it is: kind, partition, offset, padding. ``odd`` is the part that may be of any kind."""
    kind = random.choice(KINDS) if random.random() < odd else "good"
    padding = {"large": 100, "huge": 2000}.get(kind, random.randint(0, 40))
    value = f"{kind} {partition.number} {offset} ".encode() + b"." * padding
    tombstone = kind == "tombstone"
    origin = Coordinates(partition.topic, partition.number, offset, 1_700_000_000_000 + offset)
    return Arrival(partition, offset, Message(b"" if tombstone else value, origin, b"key"), tombstone=tombstone)


def outcome_of(message: Message) -> Outcome:
    """A record; or a failure; or two records around a failure; or a record that no topic takes."""
    kind = message.value.split()[0].decode()
    failure = Failure(Reason.MALFORMED, "MalformedError", "cut off", "parse", item=1 if kind == "three" else None)
    match kind:
        case "bad":
            return Outcome((failure,))
        case "three":
            return Outcome((_record(message, 0), failure, _record(message, 2)))
        case "large" | "huge":
            return Outcome((_record(message, 0, b"+" * 1000),))
    return Outcome((_record(message, 0),))


def _record(message: Message, item: int, more: bytes = b"") -> Record:
    return Record("urn:x", message.key, message.value + b" #%d " % item + more, (), "text", item)


def expected(arrival: Arrival, topic: str) -> list[str]:
    """The names of what is due in a topic."""
    if arrival.tombstone:
        return []
    kind = arrival.message.value.split()[0].decode()
    records, letters = {"bad": ([], [""]), "three": ([0, 2], [1]), "large": ([], [0]), "huge": ([], [0])}.get(
        kind, ([0], [])
    )
    return [f"{arrival.offset}#{item}" for item in (records if topic == "wire.out" else letters)]


def name_of(output: Outgoing) -> tuple[Partition, str]:
    """Which input partition an output came from, and its name among what is due."""
    headers = {name: value.decode() for name, value in output.headers}
    if "dlq.offset" in headers:
        partition = Partition(headers["dlq.topic"], int(headers["dlq.partition"]))
        return partition, f"{headers['dlq.offset']}#{headers.get('dlq.item', '')}"
    _, number, offset, *_ = (output.value or b"").split()
    item = (output.value or b"").partition(b"#")[2].split()[0]
    return Partition("wire.in", int(number)), f"{int(offset)}#{int(item)}"

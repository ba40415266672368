"""Requests of versions that the library does not speak (aiokafka 0.14), by the schemas in Apache Kafka's sources.

They are named as there, with the version behind; each takes its fields in their order.
"""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from aiokafka.errors import IncompatibleBrokerVersion, NoError, for_code
from aiokafka.protocol.api import Request, RequestStruct, Response, ResponseHeader_v0
from aiokafka.protocol.types import (
    Boolean,
    CompactArray,
    CompactBytes,
    CompactString,
    Int16,
    Int32,
    Int64,
    Schema,
    TaggedFields,
)

_TEXT = CompactString("utf-8")
_TAGS = ("tags", TaggedFields)
_FEATURES = CompactArray(("name", _TEXT), ("max_version_level", Int16), ("min_version_level", Int16), _TAGS)
_FINALIZED_FEATURES = 2  # the tag


def _topics(*fields: tuple[str, Any]) -> tuple[str, CompactArray]:
    """By topic and partition, with these fields of each partition."""
    partitions = CompactArray(("partition", Int32), *fields, _TAGS)
    return ("topics", CompactArray(("topic", _TEXT), ("partitions", partitions), _TAGS))


def raise_for(code: int) -> None:
    """Raise the library's error for a code that an answer gives, unless that is none."""
    if (error := for_code(code)) is not NoError:
        raise error


class Exactly(Request[RequestStruct]):  # type: ignore[misc]  # published without types
    """A request in this version and no other, however many the broker knows."""

    API_KEY = -1  # the library asks for one; the struct has it

    def __init__(self, struct: type[RequestStruct], *fields: object) -> None:
        self._struct = struct
        self._fields = fields

    def prepare(self, versions: Mapping[int, tuple[int, int]]) -> RequestStruct:
        """What is sent to a broker that knows these versions. Raises IncompatibleBrokerVersion."""
        lowest, highest = versions.get(self._struct.API_KEY, (0, -1))
        if not lowest <= self._struct.API_VERSION <= highest:
            raise IncompatibleBrokerVersion(f"the broker does not know {self._struct.__name__}")
        return self.build(self._struct)

    def build(self, request_struct_class: type[RequestStruct]) -> RequestStruct:
        """The fields, without tags."""
        return request_struct_class(*self._fields, {})


class Produce12Response(Response):  # type: ignore[misc]
    """What became of each batch."""

    API_KEY, API_VERSION = 0, 12
    SCHEMA = Schema(
        _topics(
            ("error_code", Int16),
            ("offset", Int64),
            ("timestamp_ms", Int64),
            ("log_start_offset", Int64),
            ("record_errors", CompactArray(("batch_index", Int32), ("message", _TEXT), _TAGS)),
            ("error_message", _TEXT),
        ),
        ("throttle_time_ms", Int32),
        _TAGS,
    )


class Produce12(RequestStruct):  # type: ignore[misc]
    """Append batches, and have the broker add their partitions to the transaction (KIP-890)."""

    API_KEY, API_VERSION, FLEXIBLE_VERSION, RESPONSE_TYPE = 0, 12, True, Produce12Response
    SCHEMA = Schema(
        ("transactional_id", _TEXT),
        ("acks", Int16),
        ("timeout_ms", Int32),
        _topics(("records", CompactBytes)),
        _TAGS,
    )


class OffsetFetch7Response(Response):  # type: ignore[misc]
    """What is committed of each partition."""

    API_KEY, API_VERSION = 9, 7
    SCHEMA = Schema(
        ("throttle_time_ms", Int32),
        _topics(("offset", Int64), ("leader_epoch", Int32), ("metadata", _TEXT), ("error_code", Int16)),
        ("error_code", Int16),
        _TAGS,
    )


class OffsetFetch7(RequestStruct):  # type: ignore[misc]
    """What a group has committed; with ``require_stable`` where no transaction may still change it (KIP-447)."""

    API_KEY, API_VERSION, FLEXIBLE_VERSION, RESPONSE_TYPE = 9, 7, True, OffsetFetch7Response
    SCHEMA = Schema(
        ("group_id", _TEXT),
        ("topics", CompactArray(("topic", _TEXT), ("partitions", CompactArray(Int32)), _TAGS)),
        ("require_stable", Boolean),
        _TAGS,
    )


class ApiVersions3Response(Response):  # type: ignore[misc]
    """What the broker speaks, and what the cluster has agreed on."""

    API_KEY, API_VERSION = 18, 3
    SCHEMA = Schema(
        ("error_code", Int16),
        ("api_keys", CompactArray(("api_key", Int16), ("min_version", Int16), ("max_version", Int16), _TAGS)),
        ("throttle_time_ms", Int32),
        _TAGS,
    )

    def features(self) -> dict[str, int]:
        """The levels that hold in the cluster, by their names."""
        finalized = self.tags.get(_FINALIZED_FEATURES, b"\x00")
        return {name: level for name, level, _, _ in _FEATURES.decode(BytesIO(finalized)) or ()}


class ApiVersions3(RequestStruct):  # type: ignore[misc]
    """What the broker speaks, and what the cluster has agreed on (KIP-584)."""

    API_KEY, API_VERSION, FLEXIBLE_VERSION, RESPONSE_TYPE = 18, 3, True, ApiVersions3Response
    SCHEMA = Schema(("client_software_name", _TEXT), ("client_software_version", _TEXT), _TAGS)

    def parse_response_header(self, read_buffer: BytesIO | bytes) -> ResponseHeader_v0:
        """Of the first version always: who asks does not know yet what is spoken."""
        return ResponseHeader_v0.decode(read_buffer)


class EndTxn5Response(Response):  # type: ignore[misc]
    """As whom the producer goes on."""

    API_KEY, API_VERSION = 26, 5
    SCHEMA = Schema(
        ("throttle_time_ms", Int32), ("error_code", Int16), ("producer_id", Int64), ("producer_epoch", Int16), _TAGS
    )


class EndTxn5(RequestStruct):  # type: ignore[misc]
    """Commit or abort, and have a new epoch (KIP-890)."""

    API_KEY, API_VERSION, FLEXIBLE_VERSION, RESPONSE_TYPE = 26, 5, True, EndTxn5Response
    SCHEMA = Schema(
        ("transactional_id", _TEXT), ("producer_id", Int64), ("producer_epoch", Int16), ("committed", Boolean), _TAGS
    )


class TxnOffsetCommit3Response(Response):  # type: ignore[misc]
    """What became of each offset."""

    API_KEY, API_VERSION = 28, 3
    SCHEMA = Schema(("throttle_time_ms", Int32), _topics(("error_code", Int16)), _TAGS)


class TxnOffsetCommit3(RequestStruct):  # type: ignore[misc]
    """Commit offsets in a transaction, in the name of a member (KIP-447)."""

    API_KEY, API_VERSION, FLEXIBLE_VERSION, RESPONSE_TYPE = 28, 3, True, TxnOffsetCommit3Response
    SCHEMA = Schema(
        ("transactional_id", _TEXT),
        ("group_id", _TEXT),
        ("producer_id", Int64),
        ("producer_epoch", Int16),
        ("generation_id", Int32),
        ("member_id", _TEXT),
        ("group_instance_id", _TEXT),
        _topics(("offset", Int64), ("leader_epoch", Int32), ("metadata", _TEXT)),
        _TAGS,
    )


class TxnOffsetCommit5(TxnOffsetCommit3):
    """The same, and have the broker add the group to the transaction (KIP-890)."""

    API_VERSION = 5

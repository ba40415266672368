"""A decoder with a defect, for the test that the fuzzer finds one."""

from collections.abc import Mapping

from fuzz.decoders import Decoder


def _brittle(data: bytes) -> object:
    """Take every input but those with a dateline's mark."""
    return {True: None}[b"(AFP)" not in data]


DECODERS: Mapping[bytes, Decoder] = {b"m": _brittle}

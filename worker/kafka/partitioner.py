"""Which partition a key goes to: as Java's clients and the library choose it, in half the library's time."""

import random
import struct
from collections.abc import Sequence

_SEED, _FACTOR, _32_BITS = 0x9747B28C, 0x5BD1E995, 0xFFFFFFFF


def partition_of(key: bytes | None, partitions: Sequence[int], available: Sequence[int]) -> int:
    """The partition of a key, the same for ever while their number is; without a key any that has a leader."""
    if key is None:
        return random.choice(available or partitions)  # noqa: S311  no secret
    return partitions[(murmur2(key) & 0x7FFFFFFF) % len(partitions)]


def murmur2(key: bytes) -> int:
    """Austin Appleby's hash with Kafka's seed, as a number of 32 bits without a sign.

    >>> hex(murmur2(b"21")), hex(murmur2(b"foobar"))  # -973932308 and -790332482 in Java
    ('0xc5f2f8ec', '0xd0e47bbe')
    """
    whole = len(key) & ~3
    number = _SEED ^ len(key)
    for (four,) in struct.iter_unpack("<I", key[:whole]):
        mixed = four * _FACTOR & _32_BITS
        number = (number * _FACTOR ^ (mixed ^ mixed >> 24) * _FACTOR) & _32_BITS
    if rest := key[whole:]:
        number = (number ^ int.from_bytes(rest, "little")) * _FACTOR & _32_BITS
    number = (number ^ number >> 13) * _FACTOR & _32_BITS
    return number ^ number >> 15

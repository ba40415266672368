"""The demo as one who waits for it hears of it, without a broker."""

import asyncio

import pytest

from worker.commands.demo import _ready
from worker.errors import WireError


@pytest.mark.parametrize(("ends", "told"), [(True, "ended before it was ready"), (False, "was not ready within 0 s")])
async def test_a_service_that_does_not_become_ready_is_told_of_with_its_log(ends: bool, told: str) -> None:
    log = asyncio.StreamReader()
    log.feed_data(b'{"event":"starting"}\n')
    if ends:
        log.feed_eof()
    with pytest.raises(WireError, match=f'(?s){told}.*"starting"'):
        await _ready(log, seconds_max=60 if ends else 0.01)

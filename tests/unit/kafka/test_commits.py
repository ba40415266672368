import asyncio
from collections.abc import Mapping

import pytest

from worker.errors import StreamError
from worker.kafka.commits import Commits
from worker.stream.ports import Partition

FIRST, SECOND, THIRD = (Partition("wire.in", number) for number in range(3))


class Coordinator:
    """Who is asked: notes each question, and answers it when it is told to."""

    def __init__(self) -> None:
        self.asked: list[dict[Partition, int]] = []
        self.answer = asyncio.Event()
        self.error: Exception | None = None

    async def commit(self, offsets: Mapping[Partition, int]) -> None:
        self.asked.append(dict(offsets))
        await self.answer.wait()
        if self.error:
            raise self.error


async def begun(*asking) -> list[asyncio.Task[None]]:
    """Each on its way, as far as it gets by itself."""
    tasks = [asyncio.create_task(one) for one in asking]
    for _ in range(5):
        await asyncio.sleep(0)
    return tasks


async def test_who_asks_while_a_commit_is_under_way_shares_the_next():
    coordinator = Coordinator()
    commits = Commits(coordinator.commit)
    tasks = await begun(commits.commit(FIRST, 7), commits.commit(SECOND, 8), commits.commit(THIRD, 9))
    assert coordinator.asked == [{FIRST: 7, SECOND: 8, THIRD: 9}]
    tasks += await begun(commits.commit(FIRST, 10), commits.commit(SECOND, 11))
    assert len(coordinator.asked) == 1
    coordinator.answer.set()
    await asyncio.gather(*tasks)
    assert coordinator.asked[1:] == [{FIRST: 10, SECOND: 11}]


async def test_one_alone_asks_at_once_each_time():
    coordinator = Coordinator()
    coordinator.answer.set()
    commits = Commits(coordinator.commit)
    for offset in (1, 2):
        await commits.commit(FIRST, offset)
    assert coordinator.asked == [{FIRST: 1}, {FIRST: 2}]


async def test_an_error_is_told_to_all_who_shared_the_question_and_to_nobody_after():
    coordinator = Coordinator()
    coordinator.error = StreamError("no answer")
    commits = Commits(coordinator.commit)
    tasks = await begun(commits.commit(FIRST, 7), commits.commit(SECOND, 8))
    coordinator.answer.set()
    told = await asyncio.gather(*tasks, return_exceptions=True)
    assert [str(error) for error in told] == ["no answer", "no answer"]
    assert len(coordinator.asked) == 1
    coordinator.error = None
    await commits.commit(FIRST, 9)
    assert coordinator.asked[1:] == [{FIRST: 9}]


@pytest.mark.parametrize(("goes", "left"), [(0, {SECOND: 8, THIRD: 9}), (1, {FIRST: 7, THIRD: 9})])
async def test_who_is_cancelled_takes_its_offset_along_and_the_others_have_theirs_committed(goes: int, left):
    coordinator = Coordinator()
    commits = Commits(coordinator.commit)
    (before,) = await begun(commits.commit(FIRST, 6))
    tasks = await begun(commits.commit(FIRST, 7), commits.commit(SECOND, 8), commits.commit(THIRD, 9))
    tasks[goes].cancel()
    await begun()
    coordinator.answer.set()
    await before
    stay = [task for task in tasks if task is not tasks[goes]]
    await asyncio.gather(*stay)
    assert coordinator.asked == [{FIRST: 6}, left]


async def test_where_the_one_who_asks_is_cancelled_the_next_asks_again():
    coordinator = Coordinator()
    commits = Commits(coordinator.commit)
    asking, waiting = await begun(commits.commit(FIRST, 7), commits.commit(SECOND, 8))
    asking.cancel()
    await begun()
    coordinator.answer.set()
    await waiting
    assert coordinator.asked == [{FIRST: 7, SECOND: 8}, {SECOND: 8}]

"""``dlq`` and ``replay`` on Apache Kafka: what lies in the dead-letter topic, and its way back, each letter once."""

import asyncio
import contextlib
import os
from pathlib import Path

import psutil
from aiokafka.admin import AIOKafkaAdminClient
from desk import Desk, picky
from replica import produce, producer, running_replica

from worker.assembly import publishing
from worker.commands.demo import _take_through
from worker.kafka.connection import connection
from worker.kafka.feed import publisher, reader
from worker.local import LocalKafka
from worker.samples import Sample
from worker.settings import load_settings


async def test_the_list_tells_what_is_wrong_and_nothing_of_the_text(desk: Desk) -> None:
    code, said = await desk.run("dlq", "list")
    assert code == 0, said
    for part in ("malformed", "It is cut off.", "not_news", "no_text", "3 dead letters", desk.names[0]):
        assert part in said
    assert "bad 2" not in said


async def test_letters_are_chosen_by_reason_and_by_time(desk: Desk) -> None:
    assert [row["place"] for row in await desk.listed()] == ["0:0", "0:1", "0:2"]
    (row,) = await desk.listed("--reason", "no_text")
    assert (row["offset"], row["item"], row["attempts"], row["replayed"]) == ("3", "1", "1", False)
    assert await desk.listed("--until", "1h") == []
    assert len(await desk.listed("--since", "1h", "--topic", desk.names[0])) == 3
    assert await desk.listed("--topic", "another") == []


async def test_one_letter_is_shown_whole_and_its_bytes_alone(desk: Desk) -> None:
    code, said = await desk.run("dlq", "show", "0:0")
    assert code == 0
    assert "It is cut off." in said
    assert "bad 2" in said
    assert await desk.run("dlq", "show", "0:0", "--raw") == (0, "bad 2")
    assert (await desk.run("dlq", "show", "0:77"))[0] == 1


async def test_what_a_letter_holds_does_not_steer_the_terminal(bare_desk: Desk) -> None:
    told = {"dlq.message": "\x1b[2J [red]cut[/red] :smile:", "wire-agency": "\x9b31m\r\nAFP"}
    await bare_desk.put_letters("\x1b]0;title\x07 [bold]déjà[/bold] :smile:\r\nSecond \u202eline".encode(), **told)
    await bare_desk.put_letters(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\xff" * 5000)
    await bare_desk.put_letters(b"caf\xe9 du coin, en latin-1")
    _, listed = await bare_desk.run("dlq", "list")
    _, text = await bare_desk.run("dlq", "show", "0:0")
    _, image = await bare_desk.run("dlq", "show", "0:1")
    _, latin = await bare_desk.run("dlq", "show", "0:2")
    for said in (listed, text, image, latin):
        assert not {sign for sign in said if not sign.isprintable()} - {"\n"}
    assert "\\x1b[2J [red]cut[/red] :smile:" in listed
    assert "\\x1b[2J [red]cut[/red] :smile:" in text
    assert "\\x9b31m\\r\\nAFP" in text
    assert "\\x1b]0;title\\x07 [bold]déjà[/bold] :smile:\nSecond \\u202eline" in text
    assert "00000000  89 50 4e 47 0d 0a 1a 0a 00 00 00 0d 49 48 44 52  .PNG........IHDR" in image
    assert "5,016 bytes in all" in image
    assert "caf\\xe9 du coin" in latin


async def test_the_newest_are_listed_across_partitions(bare_desk: Desk) -> None:
    async with producer(bare_desk.bootstrap_servers) as made:
        for number, minute in ((0, 10), (0, 40), (1, 20), (0, 50), (1, 30)):
            await made.send_and_wait(bare_desk.names[2], b"bad", b"key", number, timestamp_ms=minute * 60_000)
    assert [row["written"] for row in await bare_desk.listed("--limit", "3")] == [
        f"1970-01-01T00:{minute}:00.000Z" for minute in (30, 40, 50)
    ]
    _, said = await bare_desk.run("dlq", "list", "--limit", "3")
    assert "5 dead letters, the newest 3 shown" in said


async def test_a_list_holds_no_values(bare_desk: Desk) -> None:
    """Fifty large letters take no more memory than one."""
    peaks = []
    for count in (1, 49):
        await bare_desk.put_letters(*(os.urandom(900_000) for _ in range(count)))
        process = await bare_desk.begin("dlq", "list")
        peak = 0
        while process.returncode is None:
            with contextlib.suppress(psutil.NoSuchProcess):
                peak = max(peak, psutil.Process(process.pid).memory_info().rss)
            await asyncio.sleep(0.01)
        await process.communicate()
        peaks.append(peak)
    assert peaks[1] - peaks[0] < 25_000_000


async def test_a_receipt_is_no_letter(desk: Desk) -> None:
    assert (await desk.run("dlq", "replay", "0:0"))[0] == 0
    *_, receipt = await desk.read_topic(desk.names[2], 4)
    code, said = await desk.run("dlq", "show", f"0:{receipt.offset}")
    assert code == 1
    assert "what is there is the receipt of 0:0" in said


async def test_a_command_that_names_a_missing_topic_makes_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"good")
    with LocalKafka(properties={"auto.create.topics.enable": "true"}) as kafka:
        desk = Desk(kafka.bootstrap_servers, ["wire.in", "wire.out", "wire.dlq"], None)
        for command in (("dlq", "list"), ("dlq", "show", "0:0"), ("dlq", "replay", "--all"), ("replay", str(tmp_path))):
            code, said = await desk.run(*command)
            assert code == 1
            assert "no such topic" in said
        admin = AIOKafkaAdminClient(bootstrap_servers=kafka.bootstrap_servers)
        await admin.start()
        made = await admin.list_topics()
        await admin.close()
        assert not set(desk.names) & set(made)


async def test_the_demo_passes_over_receipts(desk: Desk) -> None:
    assert (await desk.run("dlq", "replay", "0:1"))[0] == 0
    settings = load_settings({"bootstrap_servers": desk.bootstrap_servers})
    reach = connection(settings.kafka, settings.security, "test")
    async with (
        running_replica(desk.bootstrap_servers, *desk.names, work=picky),
        publisher(publishing(settings, reach), desk.names[0], seconds_max=20) as publish,
        reader(reach, [desk.names[2]]) as read,
    ):
        latencies = await _take_through(publish, read, [Sample("bad", b"bad", ())], 0)
    assert len(latencies) == 5  # three letters of before, what was replayed and failed again, and this one


async def test_a_replay_publishes_each_letter_once_and_its_history_goes_on(desk: Desk) -> None:
    code, said = await desk.run("dlq", "replay", "--reason", "malformed", "--dry-run")
    assert code == 0, said
    assert "would go to" in said
    for _ in range(2):  # the second time nothing is left to do
        code, said = await desk.run("dlq", "replay", "--reason", "malformed", "--reason", "no_text")
        assert code == 0, said
    assert "0 dead letters replayed" in said
    await desk.work(4, 6)  # two receipts, and the one that failed again
    rows = {row["place"]: row for row in await desk.listed()}
    assert [place for place, row in rows.items() if row["replayed"]] == ["0:0", "0:2"]
    (again,) = [row for row in rows.values() if row["attempts"] == "2"]
    assert (again["reason"], again["topic"]) == ("malformed", desk.names[0])
    values = [record.value for record in await desk.read_topic(desk.names[1], 4)]
    assert sorted(values) == [b"good 1", b"good 5", b"two 4", b"two 4"]  # of two its second item alone


async def test_a_letter_is_replayed_again_where_that_is_asked_for(desk: Desk) -> None:
    for arguments in (("0:0",), ("0:0", "--again")):
        code, said = await desk.run("dlq", "replay", *arguments)
        assert code == 0, said
        assert "1 dead letters replayed" in said
    assert len(await desk.read_topic(desk.names[0], 7)) == 7
    assert (await desk.run("dlq", "replay", "0:0"))[0] == 1


async def test_a_letter_without_its_value_takes_it_from_where_it_came(desk: Desk) -> None:
    await produce(desk.bootstrap_servers, desk.names[0], [b"bad " + os.urandom(5000).hex().encode()])
    await desk.work(3, 4)
    (row,) = [row for row in await desk.listed() if "sha256" in row]
    assert row["bytes"] == 0
    code, said = await desk.run("dlq", "replay", row["place"])
    assert code == 0, said
    records = await desk.read_topic(desk.names[0], 7)
    assert records[-1].value == records[-2].value
    assert "dlq.sha256" not in dict(records[-1].headers)


async def test_nothing_is_replayed_by_accident(desk: Desk) -> None:
    code, said = await desk.run("dlq", "replay")
    assert code == 2
    assert "--all" in said
    code, said = await desk.run("dlq", "replay", "--reason", "nonsense")
    assert code == 2
    assert "malformed" in said
    assert (await desk.run("dlq", "show", "nowhere"))[0] == 2


async def test_files_are_published_in_order_and_what_cannot_be_read_is_named(desk: Desk, tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_bytes(b"good " + name.encode())
    (tmp_path / "large.txt").write_bytes(b"x" * 2000)
    code, said = await desk.run("replay", str(tmp_path), str(tmp_path / "gone"), "--value-bytes-max", "1024")
    assert code == 1
    assert "large.txt: larger than WIRE_VALUE_BYTES_MAX, 1,024 bytes" in said
    assert "gone: No such file" in said
    assert "2 files published" in said
    records = await desk.read_topic(desk.names[0], 7)
    assert [(record.key, record.value) for record in records[-2:]] == [
        (b"a.txt", b"good a.txt"),
        (b"b.txt", b"good b.txt"),
    ]


async def test_a_rate_is_kept(desk: Desk, tmp_path: Path) -> None:
    for number in range(8):
        (tmp_path / f"{number}.txt").write_bytes(b"good")
    await desk.run("replay", str(tmp_path), "--rate", "4")
    *_, first, _, _, _, _, _, _, last = await desk.read_topic(desk.names[0], 13)
    assert 1500 < last.timestamp - first.timestamp < 4000

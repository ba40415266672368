"""Jars are fetched from a repository over HTTP, which misbehaves on demand; none of the network is needed."""

import hashlib
import os
import re
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from jgo.env import LockFile, compute_spec_hash

from worker.local import LocalKafkaError, ensure_jars, jars

KAFKA = b"the jar of Kafka" * 1000
SCALA = b"the jar of Scala" * 2000


class Repository:
    """A Maven repository: what it holds, how many answers it cuts off first, and how often it was asked for what."""

    def __init__(self, folder: Path) -> None:
        self.files = {"/org/kafka/kafka/4.3.1/kafka-4.3.1.jar": KAFKA, "/org/scala/scala/2.13/scala-2.13.jar": SCALA}
        self.cut_off = 0
        self.asked = Counter[str]()
        self.settings = folder / "jgo.conf"
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.settings.write_text(f"[repositories]\ncentral = http://127.0.0.1:{self.server.server_port}\n")

    def _handler(repository) -> type[BaseHTTPRequestHandler]:  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                file = repository.files.get(self.path)
                if file is None:
                    self.send_error(404)
                    return
                repository.asked[self.path] += 1
                self.send_response(200)
                self.send_header("Content-Length", str(len(file)))
                self.end_headers()
                if repository.cut_off > 0:
                    repository.cut_off -= 1
                    file = file[: len(file) // 2]
                self.wfile.write(file)

            def log_message(self, *_: object) -> None:
                """Nothing on the terminal."""

        return Handler


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Repository]:
    repository = Repository(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("JGO_CONFIG_FILE", str(repository.settings))
    monkeypatch.setattr(jars, "PAUSE_SECONDS", 0.01)
    thread = threading.Thread(target=repository.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield repository
    repository.server.shutdown()
    thread.join()
    repository.server.server_close()


@pytest.fixture
def lock_file(tmp_path: Path) -> Path:
    file = tmp_path / "jgo.lock.toml"
    file.write_text(
        f"""
        [[dependencies]]
        groupId = "org.kafka"
        artifactId = "kafka"
        version = "4.3.1"
        sha256 = "{hashlib.sha256(KAFKA).hexdigest()}"

        [[dependencies]]
        groupId = "org.scala"
        artifactId = "scala"
        version = "2.13"
        sha256 = "{hashlib.sha256(SCALA).hexdigest()}"
        """
    )
    return file


def cached(tmp_path: Path) -> list[str]:
    return sorted(file.name for file in (tmp_path / "cache").rglob("*.jar"))


def test_jars_come_in_the_order_of_the_lock(repository: Repository, lock_file: Path) -> None:
    assert [jar.read_bytes() for jar in ensure_jars(lock_file=lock_file)] == [KAFKA, SCALA]


def test_jars_are_fetched_once(repository: Repository, lock_file: Path) -> None:
    assert ensure_jars(lock_file=lock_file) == ensure_jars(lock_file=lock_file)
    assert set(repository.asked.values()) == {1}


def test_only_the_missing_jar_is_fetched(repository: Repository, lock_file: Path) -> None:
    kafka, _ = ensure_jars(lock_file=lock_file)
    kafka.unlink()
    ensure_jars(lock_file=lock_file)
    assert sorted(repository.asked.values()) == [1, 2]


def test_a_changed_hash_is_refused(repository: Repository, lock_file: Path) -> None:
    ensure_jars(lock_file=lock_file)
    digest = hashlib.sha256(KAFKA).hexdigest()
    lock_file.write_text(lock_file.read_text().replace(digest, digest[:-1] + ("0" if digest[-1] != "0" else "1")))
    with pytest.raises(LocalKafkaError, match=r"kafka:4\.3\.1 checksum mismatch"):
        ensure_jars(lock_file=lock_file)


def test_a_jar_changed_in_the_cache_is_refused(repository: Repository, lock_file: Path) -> None:
    _, scala = ensure_jars(lock_file=lock_file)
    scala.write_bytes(SCALA + b"!")
    with pytest.raises(LocalKafkaError, match=r"scala:2\.13 checksum mismatch"):
        ensure_jars(lock_file=lock_file)


def test_a_jar_without_a_hash_is_refused_before_it_is_fetched(repository: Repository, lock_file: Path) -> None:
    lock_file.write_text(re.sub("sha256 = .*", "", lock_file.read_text(), count=1))
    with pytest.raises(LocalKafkaError, match="no hash for kafka"):
        ensure_jars(lock_file=lock_file)
    assert not repository.asked


def test_a_download_that_is_cut_off_is_tried_again(repository: Repository, lock_file: Path) -> None:
    repository.cut_off = 3
    ensure_jars(lock_file=lock_file)
    assert repository.asked.total() == 5


def test_attempts_have_an_end_that_says_why(repository: Repository, lock_file: Path, tmp_path: Path) -> None:
    repository.cut_off = 1000
    with pytest.raises(LocalKafkaError, match=r"not fetched in 4 attempts: .*IncompleteRead"):
        ensure_jars(lock_file=lock_file)
    assert cached(tmp_path) == []


def test_a_jar_with_another_hash_never_enters_the_cache(
    repository: Repository, lock_file: Path, tmp_path: Path
) -> None:
    repository.files["/org/kafka/kafka/4.3.1/kafka-4.3.1.jar"] = KAFKA[:-1] + b"!"
    with pytest.raises(LocalKafkaError, match=r"kafka 4\.3\.1 not fetched in 4 attempts: its sha256 is"):
        ensure_jars(lock_file=lock_file)
    assert "kafka-4.3.1.jar" not in cached(tmp_path)


def test_a_jar_that_no_repository_has_is_named(repository: Repository, lock_file: Path) -> None:
    del repository.files["/org/scala/scala/2.13/scala-2.13.jar"]
    with pytest.raises(LocalKafkaError, match=r"scala 2\.13 not fetched .*not found in remote repositories"):
        ensure_jars(lock_file=lock_file)


def test_two_processes_at_once_fetch_each_jar_once(repository: Repository, lock_file: Path, tmp_path: Path) -> None:
    program = (
        "import sys, pathlib; from worker.local import ensure_jars; ensure_jars(lock_file=pathlib.Path(sys.argv[1]))"
    )
    processes = [subprocess.Popen([sys.executable, "-c", program, str(lock_file)]) for _ in range(3)]
    assert [process.wait(60) for process in processes] == [0, 0, 0]
    assert set(repository.asked.values()) == {1}
    assert cached(tmp_path) == ["kafka-4.3.1.jar", "scala-2.13.jar"]


def test_what_a_killed_process_left_half_fetched_is_removed(
    repository: Repository, lock_file: Path, tmp_path: Path
) -> None:
    half = tmp_path / "cache/wire-worker/maven/.incoming/tmpkilled/kafka-4.3.1.jar"
    half.parent.mkdir(parents=True)
    half.write_bytes(KAFKA[:10])
    ensure_jars(lock_file=lock_file)
    assert cached(tmp_path) == ["kafka-4.3.1.jar", "scala-2.13.jar"]


def test_a_cache_that_cannot_be_written_is_an_error_of_ours(
    repository: Repository, lock_file: Path, tmp_path: Path
) -> None:
    (tmp_path / "cache").write_text("a file, not a folder")
    with pytest.raises(LocalKafkaError, match="cannot be kept in"):
        ensure_jars(lock_file=lock_file)


def test_the_first_fetch_shows_a_bar(
    repository: Repository, lock_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ensure_jars(progress=True, lock_file=lock_file)
    ensure_jars(progress=True, lock_file=lock_file)
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("Fetching Apache Kafka") == 1


def test_the_committed_lock_was_made_from_the_committed_wish() -> None:
    wish = jars.LOCK_FILE.with_name("jgo.toml")
    assert LockFile.load(jars.LOCK_FILE).spec_hash == compute_spec_hash(wish)


def test_the_committed_lock_has_a_hash_for_each_jar_and_no_address() -> None:
    lock = LockFile.load(jars.LOCK_FILE)
    assert len(lock.dependencies) > 40
    assert all(re.fullmatch("[0-9a-f]{64}", jar.sha256) for jar in lock.dependencies)
    for file in jars.LOCK_FILE, jars.LOCK_FILE.with_name("jgo.toml"):
        assert "://" not in file.read_text()
        assert os.sep not in file.read_text()


def test_without_the_extra_the_error_says_what_to_install() -> None:
    program = "import sys; sys.modules['jgo'] = None; import worker.local"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert re.search(r"LocalKafkaError: jgo\S* is missing: pip install 'wire-worker\[local\]'$", ended.stderr.strip())

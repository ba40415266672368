"""The jars of Apache Kafka: fetched once into the user's cache, held against the committed hashes at each start.

``jgo.toml`` beside this file says what is wanted; ``jgo lock``, run in this folder, writes ``jgo.lock.toml``: every jar
with its sha256. Only what stands there is ever fetched or run.
"""

import fcntl
import hashlib
import os
import shutil
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from jgo.config import GlobalSettings
from jgo.constants import MAVEN_CENTRAL_URL
from jgo.env import LockedDependency, LockFile
from jgo.maven import MavenContext
from rich.console import Console
from rich.progress import track

from worker.local.errors import LocalKafkaError

LOCK_FILE = Path(__file__).with_name("jgo.lock.toml")

ATTEMPTS_MAX = 4  # for one jar, each after a longer pause
PAUSE_SECONDS = 1.0
READ_SECONDS_MAX = 30  # for the next bytes of a jar, not for all of it
PARALLEL_MAX = 8
OTHER_SECONDS_MAX = 600.0  # for another process that is fetching the same jars


def ensure_jars(progress: bool = False, lock_file: Path = LOCK_FILE) -> list[Path]:
    """The class path of Apache Kafka: each jar of the lock file, in the cache and with the hash that the lock names.

    The first call fetches 45 MB from Maven Central, or from the repositories of the user's jgo configuration; with
    ``progress`` a bar on stderr shows how far it is. Later calls only compute the hashes. Several processes may call at
    the same time: one fetches, the others wait for it.

    Raises LocalKafkaError when a jar cannot be had, or is not the one that was locked.
    """
    lock = LockFile.load(lock_file)
    if unlocked := [jar.artifactId for jar in lock.dependencies if not jar.sha256]:
        # verify_checksums (jgo 3.2.0) passes over a jar that has no hash.
        raise LocalKafkaError(f"{lock_file} has no hash for {', '.join(unlocked)}")
    cache = _cache()
    try:
        if _missing(lock, cache):
            with _alone_in(cache):
                _fetch(_missing(lock, cache), cache, progress)
    except OSError as error:
        raise LocalKafkaError(f"the jars of Kafka cannot be kept in {cache}: {error}") from error
    if wrong := lock.verify_checksums(cache):
        raise LocalKafkaError(f"these jars in {cache} are not the locked ones, remove them: {'; '.join(wrong)}")
    return [_path(jar, cache) for jar in lock.dependencies]


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "wire-worker" / "maven"


def _missing(lock: LockFile, cache: Path) -> list[LockedDependency]:
    return [jar for jar in lock.dependencies if not _path(jar, cache).exists()]


def _path(jar: LockedDependency, repository: Path) -> Path:
    """Where a jar lies in a folder with Maven's layout, which is the one that jgo writes and verifies."""
    classifier = f"-{jar.classifier}" if jar.classifier else ""
    name = f"{jar.artifactId}-{jar.version}{classifier}.{jar.packaging}"
    return repository.joinpath(*jar.groupId.split("."), jar.artifactId, jar.version, name)


@contextmanager
def _alone_in(cache: Path) -> Iterator[None]:
    """Hold the cache's lock; the system gives it back when its holder ends, however it ends."""
    cache.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + OTHER_SECONDS_MAX
    with (cache / ".lock").open("w") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise LocalKafkaError(f"another process has held {cache} for {OTHER_SECONDS_MAX:.0f} s") from None
                time.sleep(0.2)
        yield


def _fetch(jars: list[LockedDependency], cache: Path, progress: bool) -> None:
    """Fetch several jars at once; the first that cannot be had ends it all."""
    if not jars:
        return  # the process that held the lock before us has fetched them
    repositories = {"central": MAVEN_CENTRAL_URL, **GlobalSettings.load().repositories}
    incoming = cache / ".incoming"
    shutil.rmtree(incoming, ignore_errors=True)  # of a process that was killed in here: the lock is ours now
    incoming.mkdir()
    ended = threading.Event()
    with ThreadPoolExecutor(PARALLEL_MAX) as threads:
        fetches = [threads.submit(_fetch_one, jar, cache, incoming, repositories, ended) for jar in jars]
        try:
            for fetch in track(
                as_completed(fetches),
                "Fetching Apache Kafka",
                total=len(fetches),
                console=Console(stderr=True),
                disable=not progress,
            ):
                fetch.result()
        finally:
            ended.set()
            threads.shutdown(cancel_futures=True)


def _fetch_one(
    jar: LockedDependency, cache: Path, incoming: Path, repositories: dict[str, str], ended: threading.Event
) -> None:
    """Fetch one jar: it appears in the cache whole and with its hash, or not at all."""
    trouble = ""
    for attempt in range(ATTEMPTS_MAX):
        if ended.wait(attempt * PAUSE_SECONDS):
            return
        # jgo writes to the final name at once, and takes half a jar that lies there for the whole: hence a new folder
        # for each attempt, and a move when the hash is right.
        with TemporaryDirectory(dir=incoming) as folder:
            maven = MavenContext(repo_cache=Path(folder), remote_repos=repositories, timeout=READ_SECONDS_MAX)
            component = maven.project(jar.groupId, jar.artifactId).at_version(jar.version)
            try:
                fetched = component.artifact(jar.classifier or "", jar.packaging).resolve()
            except (OSError, RuntimeError) as error:  # no connection, cut off · no repository has it
                trouble = str(error)
                continue
            with fetched.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
            if found != jar.sha256:
                trouble = f"its sha256 is {found} instead of {jar.sha256}"
                continue
            place = _path(jar, cache)
            place.parent.mkdir(parents=True, exist_ok=True)
            fetched.replace(place)
            return
    raise LocalKafkaError(f"{jar.artifactId} {jar.version} not fetched in {ATTEMPTS_MAX} attempts: {trouble}")

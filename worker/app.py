"""The running service: builds every part from the settings, joins them, and ends them in order."""

import asyncio
import gc
import platform
import signal
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import TYPE_CHECKING

import structlog

from worker import agencies, assembly, formats
from worker.errors import SettingsError, WireError
from worker.kafka.connection import Connection, connection
from worker.kafka.sink import AtLeastOnceSink
from worker.kafka.source import KafkaSource
from worker.kafka.transactions import TransactionalProducers
from worker.live_page import page_server, shown_by
from worker.pool import Pool
from worker.readiness import problems_of
from worker.settings import Settings
from worker.stream.breaker import Breaker
from worker.stream.clock import SystemClock
from worker.stream.exactly_once import ExactlyOnceSink
from worker.stream.lane import Parts
from worker.stream.limits import Budget
from worker.stream.ports import Sink
from worker.stream.runner import Runner
from worker.telemetry import collector
from worker.telemetry import metrics as m
from worker.telemetry.logs import configure_logs
from worker.telemetry.memory import show_memory
from worker.telemetry.metrics import Metrics, Problem
from worker.telemetry.observer import PoolObserver, StreamObserver
from worker.telemetry.overview import Overview
from worker.web.latest import Latest
from worker.web.probes import Health, probes
from worker.web.server import HttpServer

if TYPE_CHECKING:
    from worker.telemetry.tracing import Tracing

WORK = "worker.enrich:prepare_for_children"
STUCK_SECONDS_MARGIN = 30.0  # beyond the longest wait that the main loop may have, until liveness gives it up
# Until the garbage collector looks: Python's 700 are a few messages, all of them still under way.
OBJECTS_YOUNG_MAX = 10_000
LOOP_LAG_SECONDS = 0.5  # between two looks at how late the event loop wakes

log = structlog.get_logger("worker")


def serve(settings: Settings) -> int:
    """Run the service until SIGTERM or SIGINT, and return the exit code."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)  # until the loop listens: what it asks for is read now anyway
    configure_logs(settings.logs.level, settings.logs.format, secrets=(*settings.secrets(), *collector.secrets()))
    try:
        asyncio.run(_serve(settings))
    except SettingsError:
        raise
    except WireError as error:
        log.error("the worker ends", error=f"{type(error).__name__}: {error}")  # noqa: TRY400  the sentence says it all
        return 1
    return 0


async def _serve(settings: Settings) -> None:
    service = Service.assemble(settings)
    async with AsyncExitStack() as life:
        http = await life.enter_async_context(service.http(settings))
        page = await life.enter_async_context(service.page(settings, service.latest)) if service.latest else None
        log.info(
            "starting",
            version=version("wire-worker"),
            delivery=settings.kafka.delivery,
            address=http.address,
            **({"page": page.address} if page else {}),
        )
        if settings.security.in_the_clear:
            log.warning("the connection is not encrypted", why=settings.security.in_the_clear)
        await life.enter_async_context(_watched(service))
        life.push_async_callback(service.pool.stop)
        if service.tracing:
            life.push_async_callback(service.tracing.close)
        loading = asyncio.create_task(service.pool.start())
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, service.stop, number.name, loading)
        hangup = asyncio.Event()
        loop.add_signal_handler(signal.SIGHUP, hangup.set)
        with suppress(asyncio.CancelledError):  # by a stop that comes before the models are loaded
            await loading
        await life.enter_async_context(_reloading(service, settings, hangup))
        _leave_be_what_is_loaded()
        await service.runner.run()
    log.info("stopped")


@dataclass(frozen=True, slots=True)
class Service:
    """The parts that live as long as the process."""

    metrics: Metrics
    pool: Pool
    runner: Runner
    stuck_seconds: float
    observer: StreamObserver
    latest: Latest | None  # where there is a page
    tracing: "Tracing | None"

    @classmethod
    def assemble(cls, settings: Settings) -> "Service":
        """Build every part; nothing is started. Raises SettingsError."""
        assembly.check_models(settings.enrich.models)
        metrics, clock, limits = Metrics(), SystemClock(), assembly.stream_limits(settings)
        worker = version("wire-worker")
        metrics.put(m.BUILD_INFO, 1, worker, platform.python_version())
        tracing = collector.tracing_of(settings.tracing.tracing, worker=worker, group_id=settings.kafka.group_id)
        children = PoolObserver(metrics)
        pool = Pool(
            WORK,
            assembly.enrich_options(settings),
            processes=settings.enrich.process_count,
            limits=assembly.pool_limits(settings),
            on_event=children.happened,
            on_job=children.given,
        )
        metrics.at_scrape(lambda: children.show(pool.statistics()))
        reach = connection(settings.kafka, settings.security, f"wire-worker-{worker}")
        source = KafkaSource(reach, assembly.group(settings))
        sink = sink_of(settings, reach, source)
        latest = None if settings.page.port is None else Latest()
        observer = StreamObserver(
            metrics,
            formats=formats.FORMATS,
            agencies=[agency.code for agency in agencies.AGENCIES],
            now_ms=clock.now_ms,
            tracing=tracing,
            on_published=shown_by(latest) if latest else None,
        )
        budget = Budget(limits.in_flight_records_max, limits.in_flight_bytes_max)
        routes, breaker = assembly.routes(settings, worker), Breaker(limits, clock)
        parts = Parts(source, sink, pool.submit, routes, limits, budget, breaker, clock, observer)
        if tracing:
            parts = replace(parts, trace=tracing.begin)
        runner = Runner(parts, break_ends=settings.breaker.breaker == "exit")
        longest_wait = limits.drain_seconds_max + settings.kafka.request_seconds_max
        service = cls(metrics, pool, runner, longest_wait + STUCK_SECONDS_MARGIN, observer, latest, tracing)
        metrics.at_scrape(service.show_readiness)
        metrics.at_scrape(lambda: show_memory(metrics))
        return service

    def stop(self, why: str, loading: asyncio.Task[None]) -> None:
        """Begin the graceful end: drain, commit, leave the group. Models that are being loaded are of no use any more."""
        log.info("stopping", why=why)
        self.runner.stop()
        loading.cancel()

    async def reload(self, settings: Settings) -> Settings:
        """Bring into force what may change while the service runs; the settings that then hold.

        Whatever is wrong with a file, or with what it says, all goes on as before.
        """
        try:
            read_again = await asyncio.to_thread(settings.read_again)
            taken = assembly.taken_over(settings, read_again)
            await self.pool.reload(assembly.enrich_options(taken))
        except Exception as error:
            self.metrics.count(m.RELOADS, 1, "failed")
            self.metrics.put(m.RELOAD_FAILED, 1)
            defect = None if isinstance(error, WireError) else error
            log.error("not read again: all goes on as before", error=str(error), exc_info=defect)  # noqa: TRY400  see above
            return settings
        self.runner.reroute(assembly.routes(taken, version("wire-worker")))
        self.metrics.count(m.RELOADS, 1, "ok")
        self.metrics.put(m.RELOAD_FAILED, 0)
        files = [str(path) for path in (taken.enrich.staff_directory, *taken.enrich.authority_files) if path]
        log.info("read again", files=files, topics=sorted(taken.topics))
        if others := assembly.left_out(taken, read_again):
            log.warning("other settings have changed, and hold from the next start on", sections=others)
        return taken

    def http(self, settings: Settings) -> HttpServer:
        """The server for scrapes and probes."""
        respond = probes(render=self.metrics.render, livez=self.livez, readyz=self.readyz)
        return HttpServer(settings.http.host, settings.http.port, respond)

    def page(self, settings: Settings, latest: Latest) -> HttpServer:
        """The server for the live page."""
        overview = Overview(
            self.metrics,
            self.observer,
            self.runner.statistics,
            self.pool.statistics,
            lambda: self.readyz().problems,
            version=version("wire-worker"),
            now_ms=SystemClock().now_ms,
        )
        return page_server(settings.page, overview, latest)

    def livez(self) -> Health:
        """Red only when the main loop is stuck: a broker that is away, or lag, is no reason to be restarted.

        That the event loop turns at all is proven by the answer.
        """
        stuck = self.runner.statistics().turned_seconds_ago
        return Health((f"the main loop has not come round for {stuck:.0f} s",) if stuck > self.stuck_seconds else ())

    def readyz(self) -> Health:
        """Green when children are ready, the brokers answer, the group has given its word, every partition is claimed."""
        return Health(tuple(self.problems().values()))

    def problems(self) -> Mapping[Problem, str]:
        """Why the service is not ready, a sentence each."""
        return problems_of(self.runner.statistics(), self.pool.statistics())

    def show_readiness(self) -> None:
        """The same as a metric."""
        problems = self.problems()
        for problem in Problem:
            self.metrics.put(m.NOT_READY, problem in problems, problem)


def _leave_be_what_is_loaded() -> None:
    """It lives as long as the process: the garbage collector, which would go through all of it now and then, need not."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_YOUNG_MAX)


def sink_of(settings: Settings, reach: Connection, source: KafkaSource) -> Sink:
    """The sink that keeps the promise of delivery."""
    kafka = settings.kafka
    arguments = assembly.publishing(settings, reach)
    if kafka.delivery == "at_least_once":
        return AtLeastOnceSink(arguments, source.committed, source.commit, seconds_max=kafka.request_seconds_max)
    seconds_max = kafka.transaction_seconds_max
    producers = TransactionalProducers(
        arguments,
        group_id=kafka.group_id,
        transaction_seconds=seconds_max,
        ask_seconds_max=kafka.request_seconds_max,
    )
    return ExactlyOnceSink(producers, source.member, prefix=kafka.group_id, seconds_max=seconds_max)


@asynccontextmanager
async def _watched(service: Service) -> AsyncIterator[None]:
    """Measure how late the event loop wakes, and say once in the log when the service becomes ready."""

    async def watch() -> None:
        loop = asyncio.get_running_loop()
        said = False
        while True:
            due = loop.time() + LOOP_LAG_SECONDS
            await asyncio.sleep(LOOP_LAG_SECONDS)
            service.metrics.observe(m.LOOP_LAG, max(0.0, loop.time() - due))
            if not said and service.readyz().ok:
                said = True
                log.info("ready")

    task = asyncio.create_task(watch())
    try:
        yield
    finally:
        task.cancel()


@asynccontextmanager
async def _reloading(service: Service, settings: Settings, hangup: asyncio.Event) -> AsyncIterator[None]:
    """Read again at each SIGHUP; those that come meanwhile are one more."""

    async def reload() -> None:
        in_force = settings
        while True:
            await hangup.wait()
            hangup.clear()
            in_force = await service.reload(in_force)

    task = asyncio.create_task(reload())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

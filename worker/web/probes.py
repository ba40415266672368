"""What scrapers and probes are served: /metrics, /livez, /readyz."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from worker.web.server import RefusedError, Request, Response


@dataclass(frozen=True, slots=True)
class Health:
    """Whether all is well; if not, why, one sentence each."""

    problems: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Nothing is wrong."""
        return not self.problems


def probes(
    *, render: Callable[[str], tuple[bytes, str]], livez: Callable[[], Health], readyz: Callable[[], Health]
) -> Callable[[Request], Response]:
    """Answers of what is handed in: ``render`` takes an Accept header and gives bytes and their content type."""
    health = {"/livez": livez, "/readyz": readyz}

    def respond(request: Request) -> Response:
        if request.path == "/metrics":
            return Response(200, *render(request.fields.get("accept", "")))
        if request.path not in health:
            raise RefusedError(404)
        found = health[request.path]()
        body = json.dumps({"ok": found.ok, "problems": found.problems}).encode() + b"\n"
        return Response(200 if found.ok else 503, body, "application/json")

    return respond

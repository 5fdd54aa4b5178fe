"""The figures of one server, as Prometheus reads them. No label names a person or a thing."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

CONTENT_TYPE = CONTENT_TYPE_LATEST
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class Figures:
    """Counted by whoever answers; `kind` is query, mutation or none, `outcome` a refusal's code
    or OK, `limit` the limit that refused."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "boxoffice_requests",
            "Operations answered.",
            ("kind", "outcome"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "boxoffice_request_seconds",
            "How long answering took.",
            ("kind",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._refused = Counter(
            "boxoffice_refused", "Refused by a limit.", ("limit",), registry=self._registry
        )
        self._counted: dict[tuple[str, str], tuple[Counter, Histogram]] = {}
        self.sockets = Gauge("boxoffice_sockets", "Open WebSockets.", registry=self._registry)
        self.subscriptions = Gauge(
            "boxoffice_subscriptions", "Open subscriptions.", registry=self._registry
        )

    def answered(self, kind: str, outcome: str, seconds: float) -> None:
        """An operation was answered."""
        counted = self._counted.get((kind, outcome))
        if counted is None:
            # Looking labels up costs more than counting.
            counted = self._requests.labels(kind, outcome), self._seconds.labels(kind)
            self._counted[kind, outcome] = counted
        requests, durations = counted
        requests.inc()
        durations.observe(seconds)

    def refused(self, limit: str) -> None:
        """A limit refused something."""
        self._refused.labels(limit).inc()

    def text(self) -> bytes:
        """All figures."""
        return generate_latest(self._registry)

"""What the worker tells of itself: metrics, logs, spans. The only room that imports prometheus_client and opentelemetry."""

"""What the worker tells of itself: metrics, logs. The only room that imports prometheus_client."""

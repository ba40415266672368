"""HTTP: /metrics, /livez, /readyz."""

"""HTTP: /metrics, /livez, /readyz, and the live page. It is handed what it shows, as functions and bytes."""

"""How a stream is worked, without Kafka: runner, ledger, limits, dead letters, and the ports they know Kafka by."""

"""wire-worker: news-agency items in, enriched ninjs records out, between two Kafka topics."""

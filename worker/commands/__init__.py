"""What the commands other than ``run`` do: files without Kafka, the demo, the check."""

"""The only room that imports aiokafka: source, sinks, administration, security."""

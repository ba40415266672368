"""The same job on quix-streams: a streaming data frame, at least once; run once a process, as its documentation scales."""

from quixstreams import Application
from stage import BOOTSTRAP, GROUP, WIRE_IN, WIRE_OUT, answer, stock


def main() -> None:
    tagger = stock()
    application = Application(
        broker_address=BOOTSTRAP,
        consumer_group=GROUP,
        auto_offset_reset="earliest",
        auto_create_topics=False,
        loglevel="WARNING",
    )
    items = application.dataframe(application.topic(WIRE_IN, key_deserializer="bytes", value_deserializer="json"))
    names = items.apply(lambda item: answer(item, tagger))
    names.to_topic(application.topic(WIRE_OUT, key_serializer="bytes", value_serializer="json"))
    application.run()


if __name__ == "__main__":
    main()

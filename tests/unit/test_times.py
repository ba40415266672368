from worker.times import rfc3339


def test_a_kafka_timestamp_can_be_anything():
    assert rfc3339(1700853701000) == "2023-11-24T19:21:41.000Z"
    assert rfc3339(-1) is None
    assert rfc3339(2**63 - 1) is None

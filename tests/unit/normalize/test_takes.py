import pytest

from worker.agencies import agency_of
from worker.normalize.takes import is_take_line, take_behind


@pytest.mark.parametrize(
    ("headline", "agency", "expected"),
    [
        ("Sciopero al porto di Lima (2)", "ANSA", ("add", "2", 2)),
        ("Sciopero al porto di Lima (2)", None, None),
        ("Le reti: Rossi (2)", "AFP", None),
        ("Sciopero al porto di Lima (24)", "ANSA", None),
        ("Sciopero al porto di Lima -2-", "Askanews", ("add", "2", 2)),
        ("Sciopero al porto di Lima (2 -segue)", "ANSA", ("add", "2 -segue", 2)),
        ("Sciopero al porto di Lima (segue)", None, ("add", "segue", None)),
        ("Sciopero al porto di Lima (3-fine)", "AGI", ("add", "3-fine", 3)),
        ("Borsa: Lima chiude in calo (-2%)", "ANSA", None),
        ("El puerto de Lima reabre (y 2)", "EFE", ("add", "y 2", 2)),
        ("El puerto de Lima reabre (continúa)", "EFE", ("add", "continúa", None)),
        ("Lima y Callao empatan 2-2", "EFE", None),
        ("Streik im Hafen von Lima (zwei)", "SDA", ("add", "zwei", 2)),
        ("Streik im Hafen von Lima (zwei - Letzte)", "SDA", ("add", "zwei - Letzte", 2)),
        ("Streik im Hafen von Lima (Polizei)", "SDA", None),
        ("Grève au port de Lima (suite)", "AFP", ("add", "suite", None)),
        ("Grève au port de Lima (deux et dernier)", "SDA", ("add", "deux et dernier", 2)),
    ],
)
def test_a_take_behind_a_headline_is_read(headline, agency, expected):
    word = take_behind(headline, agency_of(agency))
    assert (word and (word.kind.value, word.raw, word.number)) == expected
    assert word is None or headline[: word.start] + headline[word.start : word.end] == headline


@pytest.mark.parametrize(
    "line", ["(SEGUE)", "(segue).", "(2 -segue)", "(continúa)", "(deux et dernier)", "(zwei - Letzte)"]
)
def test_a_last_line_that_only_counts_takes_is_known(line):
    assert is_take_line(line)


@pytest.mark.parametrize("line", ["(2)", "(zwei)", "(due)", "segue la lista", "(segue la lista)", "Continua.", "(2-2)"])
def test_what_may_be_the_storys_is_no_take(line):
    assert not is_take_line(line)

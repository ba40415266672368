import pytest

from worker.normalize.names import natural_case


@pytest.mark.parametrize(
    ("name", "natural"),
    [
        ("ANN LEE", "Ann Lee"),
        ("Luc MOREAU", "Luc Moreau"),
        ("AL-HADJI SORO", "Al-Hadji Soro"),
        ("Ursula VON DER LEYEN", "Ursula von der Leyen"),
        ("FRANCES D'ELIA", "Frances D'Elia"),
        ("SEAN O’NEILL", "Sean O’Neill"),
        ("IAN MCDONALD", "Ian McDonald"),
        ("TJ HOLT", "TJ Holt"),
        ("J.R. HOLT", "J.R. Holt"),
        ("ÉLISE ÉTIENNE", "Élise Étienne"),
        ("SAINT-DENIS-DE-LA-REUNION", "Saint-Denis-de-la-Reunion"),
        ("Frances d'Elia", "Frances d'Elia"),
        ("سمير كمال", "سمير كمال"),
        ("", ""),
    ],
)
def test_capitals_are_read_as_a_reader_would_write_them(name, natural):
    assert natural_case(name) == natural

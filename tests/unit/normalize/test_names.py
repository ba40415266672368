import pytest

from worker.normalize.names import is_name, natural_case, natural_name


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
        ("KIM IN-HYE", "Kim In-Hye"),
        ("BASHAR AL-SOURI", "Bashar al-Souri"),
        ("AL-HADJI AL SOURI", "Al-Hadji al Souri"),
        ("MARINE LE GOFF", "Marine Le Goff"),
        ("JOSE DE LA CRUZ", "Jose de la Cruz"),
        ("JAN VAN DEN BERG", "Jan van den Berg"),
        ("AJ HOLT", "AJ Holt"),
        ("AL HOLT", "Al Holt"),
        ("CELESTE NG", "Celeste Ng"),
        ("HENRY HOLT III", "Henry Holt III"),
        ("HENRY HOLT JR.", "Henry Holt Jr."),
        ("ANTONIO DELL'ORTO", "Antonio Dell'Orto"),
        ("İBRAHİM YILDIZ", "İbrahim Yildiz"),
        ("EWAN MACDONALD", "Ewan MacDonald"),
        ("LUCA MACHIAVELLI", "Luca Machiavelli"),
        ("ST. JOHN HOLT", "St. John Holt"),
        ("Frances d'Elia", "Frances d'Elia"),
        ("سمير كمال", "سمير كمال"),
        ("", ""),
    ],
)
def test_capitals_are_read_as_a_reader_would_write_them(name, natural):
    assert natural_name(name) == natural


@pytest.mark.parametrize(
    ("town", "natural"),
    [
        ("SAINT-DENIS-DE-LA-REUNION", "Saint-Denis-de-la-Reunion"),
        ("ST. LOUIS", "St. Louis"),
        ("WASHINGTON DC", "Washington DC"),
        ("L'AQUILA", "L'Aquila"),
        ("LAS PALMAS DE GRAN CANARIA", "Las Palmas de Gran Canaria"),
    ],
)
def test_towns_have_small_words_of_their_own(town, natural):
    assert natural_case(town) == natural


@pytest.mark.parametrize(
    "text",
    ["Ann Lee", "J. R. Holt", "Jan van den Berg", "Frances d'Elia", "王晓明", "ليلى حداد", "Ou'ald al-Bah", "Xi Wu"],
)
def test_people_have_names(text):
    assert is_name(text)


@pytest.mark.parametrize(
    "text",
    ["", "Ann", "Talks stall", "MAR 04", "gr/bp", "J. R.", "President Lee", "ann@lee.example", "الوضع في المدينة"],
)
def test_what_is_no_name(text):
    assert not is_name(text)

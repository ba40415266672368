import pytest

from worker.entities.organisations import match_organisations


@pytest.mark.parametrize(
    ("acronym", "name"),
    [
        ("OMS", "Organisation mondiale de la santé"),
        ("UN", "United Nations"),
        ("BoE", "Bank of England"),
        ("CPT", "Committee for the Prevention of Torture"),
        ("Cnes", "Centre national d'études spatiales"),
    ],
)
def test_an_acronym_stands_for_a_name_of_its_letters(acronym, name):
    assert match_organisations([acronym, name], []) == {acronym: name}


def test_a_word_is_no_acronym():
    assert match_organisations(["Un", "United Nations"], []) == {}


def test_a_name_of_one_word_has_no_initials():
    assert match_organisations(["AB", "Airbus"], []) == {}


def test_an_acronym_of_two_names_stays_by_itself():
    assert match_organisations(["PS", "Parti socialiste", "Police secours"], []) == {}


def test_an_acronym_in_brackets_may_be_of_another_language():
    assert match_organisations(["PKK"], [("Parti des travailleurs du Kurdistan", "PKK")])["PKK"].startswith("Parti")


def test_a_name_in_brackets_is_not_taken_for_an_acronym():
    assert match_organisations(["Bloomberg"], [("Reuters", "Bloomberg")]) == {}


@pytest.mark.parametrize(
    ("names", "short", "whole"),
    [
        (["Union européenne", "Union"], "Union", "Union européenne"),
        (["Bayern", "Bayern Munich"], "Bayern", "Bayern Munich"),
        (["European Commission", "Commission"], "Commission", "European Commission"),
        (["European Commission", "Football Commission", "Commission"], "Commission", "Football Commission"),
        (["Deutsche Bahn", "Deutsche Bahn AG"], "Deutsche Bahn", "Deutsche Bahn AG"),
        (["Deutsche Bahn", "Deutsche Bahn AG", "DB"], "DB", "Deutsche Bahn AG"),
        (["Siemens", "Siemens Energy", "Siemens AG"], "Siemens", "Siemens AG"),
        (["Wagner", "Wagner Group"], "Wagner", "Wagner Group"),
        (["Conservative Party", "Conservatives"], "Conservatives", "Conservative Party"),
        (["Deutsche Bank", "PARLEMENT EUROPÉEN", "Parlement européen", "Parlement"], "Parlement", "PARLEMENT EUROPÉEN"),
    ],
)
def test_one_word_stands_for_the_name_that_it_is_part_of(names, short, whole):
    assert match_organisations(names, [])[short] == whole


@pytest.mark.parametrize(
    "names",
    [
        ["Deutsche Bank", "Deutsche Telekom", "Deutsche"],
        ["Taliban", "Punjabi Taliban"],
        ["UEFA", "UEFA Champions League"],
        ["Amnesty", "Airbus"],
    ],
)
def test_what_may_be_another_stays_by_itself(names):
    assert match_organisations(names, []) == {}


def test_two_companies_of_a_group_are_not_the_group():
    assert match_organisations(["Deutsche Bank", "Deutsche Telekom AG", "Greens", "Green Card"], []) == {}

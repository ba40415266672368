"""What a version publishes is kept once, and never changed after it is out."""

from pathlib import Path

import pytest

from worker import schemas


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository of a version that is not released, with contracts of a few bytes."""
    folder = tmp_path / "schemas"
    (folder / "examples").mkdir(parents=True)
    for name in (schemas.RECORD, schemas.DEAD_LETTER, schemas.ASYNCAPI, "examples/one.json"):
        (folder / name).write_text("first")
    (tmp_path / "pyproject.toml").write_text('[project]\nversion = "2.1.0"\n')
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\n## 2.1.0 – unreleased\n\n## 2.0.0 – 2027-01-31\n")
    monkeypatch.setattr(schemas, "folder", lambda: folder)
    return tmp_path


def kept(repository: Path) -> dict[str, str]:
    folder = repository / "schemas" / "released" / "2.1.0"
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_all_that_readers_are_promised_is_kept_and_kept_anew_until_it_is_out(repository: Path):
    schemas.release()
    assert set(kept(repository)) == {schemas.RECORD, schemas.DEAD_LETTER, schemas.ASYNCAPI, "examples/one.json"}
    (repository / "schemas/examples/one.json").rename(repository / "schemas/examples/two.json")
    (repository / "schemas" / schemas.RECORD).write_text("second")
    schemas.release()
    assert kept(repository)[schemas.RECORD] == "second"
    assert "examples/one.json" not in kept(repository)


def test_what_is_out_is_never_changed(repository: Path):
    schemas.release()
    changelog = repository / "CHANGELOG.md"
    changelog.write_text(changelog.read_text().replace("unreleased", "2027-02-28"))
    (repository / "schemas" / schemas.RECORD).write_text("second")
    with pytest.raises(FileExistsError, match=r"2\.1\.0 is released"):
        schemas.release()
    assert kept(repository)[schemas.RECORD] == "first"

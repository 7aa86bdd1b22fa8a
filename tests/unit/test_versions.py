"""The name of the version that draws records."""

from regesta import versions


def test_the_name_holds_as_long_as_the_files_do_and_changes_with_them(tmp_path, monkeypatch):
    for part in ("extract", "show"):
        (tmp_path / part).mkdir()
        (tmp_path / part / "rules.py").write_text("RULES = 1\n")
    (tmp_path / "extract" / "words.toml").write_text("entry = []\n")
    monkeypatch.setattr(versions.resources, "files", lambda package: tmp_path)
    monkeypatch.setattr(versions, "PARTS", ("extract",))

    def name():
        versions.drawn_by.cache_clear()
        return versions.drawn_by()

    try:
        first = name()
        assert name() == first
        (tmp_path / "show" / "rules.py").write_text("RULES = 2\n")
        (tmp_path / "extract" / "rules.pyc").write_text("x")
        assert name() == first
        (tmp_path / "extract" / "words.toml").write_text("entry = [1]\n")
        second = name()
        (tmp_path / "extract" / "rules.py").rename(tmp_path / "extract" / "other.py")
        assert len({first, second, name()}) == 3
    finally:
        versions.drawn_by.cache_clear()


def test_the_installed_package_has_every_part():
    package = versions.resources.files("regesta")
    assert all(list(versions._files(package / part, part)) for part in versions.PARTS)

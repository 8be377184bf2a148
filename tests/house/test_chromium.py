from tests import chromium


def test_the_script_that_only_asks_for_a_snap_is_no_browser(tmp_path):
    script = tmp_path / "chromium-browser"
    script.write_text("#!/bin/sh\n# chromium-browser requires the chromium snap to be installed.\nexit 10\n")
    assert chromium.is_snap(str(script))


def test_a_script_that_starts_the_browser_is_one(tmp_path):
    script = tmp_path / "chromium"
    script.write_text("#!/bin/sh\nexec /usr/lib/chromium/chromium \"$@\"  # keeps snapshots of tabs\n")
    assert not chromium.is_snap(str(script))


def test_a_program_is_a_browser(tmp_path):
    program = tmp_path / "chrome"
    program.write_bytes(b"\x7fELF snap")
    assert not chromium.is_snap(str(program))


def test_the_environment_names_the_browser_first(tmp_path, monkeypatch):
    program = tmp_path / "mine"
    program.write_bytes(b"\x7fELF")
    monkeypatch.setenv("CHROMIUM", str(program))
    assert chromium.find() == str(program)

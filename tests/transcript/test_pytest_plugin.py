"""pytest in a project of flows plays its transcripts."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from runtime.flow.project import FLOW_FILES
from runtime.transcript import pytest_plugin, run

pytest_plugins = "pytester"

ROOT = Path(__file__).resolve().parents[2]
CASES = Path(__file__).parent / "cases"
PLUGIN = ("-p", "no:flowctl", "-p", "runtime.transcript.pytest_plugin", "-p", "no:cacheprovider")
"""As from this checkout, whether or not the package is installed."""


@pytest.fixture
def project(pytester: pytest.Pytester) -> Path:
    """The shop with a play that passes, one that fails, in two languages, and others that are not played."""
    shop = pytester.path / "shop"
    (shop / "transcripts").mkdir(parents=True)
    shutil.copytree(CASES / "personas", shop / "personas")
    for name in ("contacts.yaml", "services.yaml"):
        shutil.copy(CASES / name, pytester.path / name)
    shutil.copy(CASES / "shop.yaml", shop / "flow.yaml")
    plays = {
        "good": "languages: [en-IN, te-IN]\nlines:\n  - bot: welcome.menu\n",
        "bad": "tags: smoke\nlines:\n  - bot: welcome.menu\n  - press: 1\n  - bot: closed.say\n",
        "fault": "lines:\n  - bot: welcome.menus\n",
        "later": "skip: the shop is not open yet\nlines:\n  - bot: closed.say\n",
        "known": "expected_to_fail: no manager yet\nlines:\n  - bot: {says: Press 9}\n",
        "rows": "cases: [{case: prices, key: 1}, {case: owner, key: 0}]\n"
        "lines:\n  - bot: ...\n  - press: <key>\n",
    }
    for name, text in plays.items():
        (shop / "transcripts" / f"{name}.yaml").write_text(f"transcript: {name}\n{text}", encoding="utf-8")
    (pytester.path / "transcripts").mkdir()
    (pytester.path / "transcripts" / "notes.yaml").write_text("no: transcript\n", encoding="utf-8")
    return pytester.path


def test_each_play_in_each_language_is_a_test(pytester: pytest.Pytester, project: Path) -> None:
    ran = pytester.runpytest_subprocess(*PLUGIN, "-v")
    ran.assert_outcomes(passed=4, failed=2, skipped=1, xfailed=1)
    ran.stdout.fnmatch_lines(["shop/transcripts/good.yaml::te-IN PASSED*"])
    ran.stdout.fnmatch_lines(["shop/transcripts/rows.yaml::owner PASSED*"])


def test_a_failure_reads_as_flowctl_tells_it(pytester: pytest.Pytester, project: Path) -> None:
    ran = pytester.runpytest_subprocess(*PLUGIN, "shop/transcripts/bad.yaml", "shop/transcripts/fault.yaml")
    ran.assert_outcomes(failed=2)
    ran.stdout.fnmatch_lines(
        [
            "FAIL *bad.yaml  bad",
            "     0.0  bot     welcome.menu: For prices press 1.*",
            "  ✗ *bad.yaml:6:10",
            "          expected    bot: closed.say",
            "          heard       bot: prices.say (Rice is fifty rupees a kilo.)",
        ]
    )
    ran.stdout.fnmatch_lines(["*fault.yaml:3:10 unknown-prompt: *", "*Did you mean welcome.menu?"])
    assert "Traceback" not in ran.stdout.str() and "pytest_plugin.py" not in ran.stdout.str()


def test_a_tag_is_a_mark(pytester: pytest.Pytester, project: Path) -> None:
    ran = pytester.runpytest_subprocess(*PLUGIN, "-m", "smoke", "--strict-markers")
    ran.assert_outcomes(failed=1, deselected=7)


def test_it_can_be_turned_off(pytester: pytest.Pytester, project: Path) -> None:
    pytester.makeini("[pytest]\nflow_transcripts = false\n")
    assert pytester.runpytest_subprocess(*PLUGIN).ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_it_costs_nothing_where_there_are_no_flows(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("import sys\ndef test(): assert 'runtime.transcript.run' not in sys.modules\n")
    (pytester.path / "transcripts").mkdir()
    (pytester.path / "transcripts" / "talk.yaml").write_text("transcript: of a talk\n", encoding="utf-8")
    pytester.runpytest_subprocess(*PLUGIN).assert_outcomes(passed=1)


def test_what_it_looks_for_is_what_flowctl_looks_for() -> None:
    """Named anew there, so that nothing is imported before a transcript is met."""
    assert tuple(FLOW_FILES) == pytest_plugin._FLOWS
    assert run.FOLDER == pytest_plugin.FOLDER
    assert run._ENDINGS == pytest_plugin._ENDINGS


def test_it_comes_with_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["entry-points"]["pytest11"] == {"flowctl": pytest_plugin.__name__}

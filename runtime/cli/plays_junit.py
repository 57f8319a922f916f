"""`flowctl test --format junit`: the XML that build servers read. A test suite per file, a test case per play
and language; a failure holds the play as `flowctl test` retells it. Times are those of the calls, on their
own clock."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree as Xml

from runtime.cli.report import near, shown
from runtime.transcript.result import Result
from runtime.transcript.retelling import retelling
from runtime.transcript.run import Performance

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_junit(performances: Sequence[Performance]) -> str:
    """The whole document."""
    root = Xml.Element("testsuites", name="flowctl test")
    for performance in performances:
        suite = Xml.SubElement(root, "testsuite", name=near(performance.file))
        for result in performance.results:
            _case(suite, performance, result)
        if performance.skipped:
            case = _element(suite, performance, performance.title, 0.0)
            Xml.SubElement(case, "skipped", message=_clean(performance.skipped))
        elif not performance.results:
            case = _element(suite, performance, performance.title or "transcript", 0.0)
            told = [
                f"{one.mark} {one.rule}: {one.message} {one.fix}".rstrip() for one in performance.diagnostics
            ]
            error = Xml.SubElement(case, "error", message="it has faults, and was not played")
            error.text = _clean("\n".join(told) or "its flow has faults, told at its first transcript")
        _count(suite)
    _count(root)
    Xml.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + Xml.tostring(root, encoding="unicode")


def _case(suite: Xml.Element, performance: Performance, result: Result) -> None:
    title = result.transcript.title
    name = f"{title} ({result.language})" if result.language else title
    case = _element(suite, performance, name, result.seconds)
    expected = result.transcript.expected_to_fail
    if result.passed and expected is not None:
        Xml.SubElement(case, "skipped", message=_clean(f"a known fault: {expected.words}"))
    elif not result.passed:
        first = result.differences[0]
        words = f"{near(first.mark.file)}:{first.mark.line}: expected {first.expected}; heard {first.heard}"
        failure = Xml.SubElement(case, "failure", message=_clean(words))
        failure.text = _clean("\n".join(retelling(result)))


def _element(suite: Xml.Element, performance: Performance, name: str, seconds: float) -> Xml.Element:
    place = near(performance.file)
    return Xml.SubElement(
        suite, "testcase", name=_clean(name), classname=place, file=place, time=f"{seconds:.1f}"
    )


def _count(part: Xml.Element) -> None:
    """The sums that readers want at the head of every suite."""
    cases = list(part.iter("testcase"))
    part.set("tests", str(len(cases)))
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        part.set(name, str(sum(case.find(tag) is not None for case in cases)))
    part.set("time", f"{sum(float(case.get('time', '0')) for case in cases):.1f}")


def _clean(text: str) -> str:
    """Without signs that XML does not allow or that would steer a terminal."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", "\n".join(shown(line) for line in text.split("\n")))

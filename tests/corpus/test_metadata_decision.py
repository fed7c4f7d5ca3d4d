"""Each field can be argued with: all readings, the one that was taken, and why, or why none was."""

from __future__ import annotations

from dataclasses import fields

import pytest

from corpus import Evidence, Report, Where
from corpus.metadata import Decision, Finding, Metadata, PageFacts, Reason, read_metadata

FIRST = Finding(1, Evidence(where=Where.TITLE, quote="一", confidence=0.9))
SAME = Finding(1, Evidence(where=Where.BODY, quote="一", confidence=0.5))
OTHER = Finding(2, Evidence(where=Where.BODY, quote="二", confidence=0.5))


@pytest.mark.parametrize(
    ("candidates", "chosen", "reason"),
    [
        pytest.param([], None, Reason.NOTHING, id="nothing"),
        pytest.param([FIRST], FIRST, Reason.ONLY, id="one reading"),
        pytest.param([FIRST, SAME], FIRST, Reason.AGREED, id="two that agree"),
        pytest.param([FIRST, OTHER], FIRST, Reason.OUTWEIGHS, id="two that differ"),
        pytest.param([FIRST, OTHER], None, Reason.CONFLICT, id="two that differ and none taken"),
        pytest.param([OTHER], None, Reason.TOO_WEAK, id="one that was not taken"),
        pytest.param([OTHER], FIRST, Reason.OUTWEIGHS, id="a completed one"),
    ],
)
def test_a_decision_says_why(candidates: list[Finding[int]], chosen: Finding[int] | None, reason: Reason) -> None:
    decision = Decision.of(candidates, chosen)
    assert decision.reason is reason
    assert chosen is None or chosen in decision.candidates


def test_every_field_is_decided_and_its_evidence_is_the_chosen_reading() -> None:
    metadata = read_metadata(PageFacts(title="桐庐县2021年法治政府建设情况报告", text="2021年,桐庐县。"))
    named = {field.name for field in fields(Metadata)} - {"evidence", "decisions"}
    assert set(metadata.decisions) == named
    assert named <= {field.name for field in fields(Report)}
    for name, decision in metadata.decisions.items():
        assert (decision.chosen is None) == (name not in metadata.evidence)
        if decision.chosen is not None:
            assert decision.chosen.evidence == metadata.evidence[name]
            assert decision.chosen.value == getattr(metadata, name)


def test_namesakes_that_nothing_tells_apart_stand_as_candidates() -> None:
    metadata = read_metadata(PageFacts(title="东门街道2021年法治政府建设情况报告", text=""))
    decision = metadata.decisions["county"]
    assert (decision.chosen, decision.reason) == (None, Reason.CONFLICT)
    assert {finding.value for finding in metadata.candidates["county"]} == {"贵溪市", "道县", "罗湖区", "天山区"}


def test_title_and_signature_of_different_places_are_both_shown() -> None:
    facts = PageFacts(title="桐庐县2021年法治政府建设情况报告", text="2021年工作。\n江山市人民政府\n2022年1月5日")
    metadata = read_metadata(facts)
    assert metadata.decisions["county"].reason is Reason.CONFLICT
    read_at = [finding.evidence.where for finding in metadata.candidates["county"]]
    assert read_at[:2] == [Where.TITLE, Where.SIGNATURE]


def test_what_the_address_says_otherwise_is_shown_beside_what_the_title_says() -> None:
    facts = PageFacts(url="http://www.tonglu.gov.cn/a", title="江山市2021年法治政府建设情况报告", text="")
    decision = read_metadata(facts).decisions["county"]
    assert [(finding.value, finding.evidence.where) for finding in decision.candidates] == [
        ("江山市", Where.TITLE),
        ("桐庐县", Where.HOST),
    ]
    assert decision.reason is Reason.OUTWEIGHS

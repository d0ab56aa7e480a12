"""What these tests share: the question asked of a few rows."""

import pytest

from acquaintances import AS_OF, tables
from standout.questions.circles import QUESTION
from standout.questions.circles.answer import answer


@pytest.fixture
def told(engine):
    """Give ``told(people=[...], orders=[...], ...)``: findings by aspect, and rows by person."""

    def ask(as_of=AS_OF, settings=None, **rows):
        resolved = {setting.name: setting.default for setting in QUESTION.settings} | (settings or {})
        findings, found = answer(engine(**tables(**rows)), resolved, 7, as_of)
        return {finding.aspect: finding for finding in findings}, {row["person_id"]: row for row in found.to_pylist()}

    return ask

"""What all dialogs have in common."""

import pytest
from support.reader import Open

from tui.screens.dialog import Confirm


@pytest.mark.parametrize("size", [(30, 8), (40, 12), (80, 24)])
async def test_the_keys_that_answer_a_question_are_always_in_view(
    open_reader: Open, size: tuple[int, int]
) -> None:
    async with open_reader(size=size) as reader:
        reader.app.push_screen(Confirm("Really?", "It would be for long. " * 20, yes="yes", no="no"))
        await reader.press()
        assert "y yes · n no" in "\n".join(reader.rows())

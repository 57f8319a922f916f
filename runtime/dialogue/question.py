"""The last question of a state, said from its start in the language of now. This is all that `repeat`
ever says: never a rung's words."""

from __future__ import annotations

from runtime.dialogue import offering, speaking, thinking
from runtime.dialogue.turn import Turn
from runtime.flow.model import Ask, Converse, Menu, Say


def ask(turn: Turn) -> None:
    """Ask this state's question (again) and listen."""
    state = turn.here
    turn.interrupted = False
    turn.typed = ""
    turn.disarm("key_gap")
    match state:
        case Ask() if turn.question == "confirm" and state.confirm:
            speaking.say(turn, state.confirm)
        case Ask() if state.choices_from and state.each:
            turn.question = "prompt"
            items = offering.offered(turn, state)
            speaking.say(turn, state.say)
            for key, item in enumerate(items, start=1):
                speaking.say(turn, state.each, extra={"choice": item, "key": str(key)})
        case Ask() | Menu():
            turn.question = "prompt"
            speaking.say(turn, state.say)
        case Converse():
            if _converse(turn, state):
                return
        case _:
            return
    speaking.listen(turn)


def say_again(turn: Turn) -> None:
    """`repeat` in a state that does not listen: a `say` says its prompt again."""
    state = turn.here
    if isinstance(state, Say):
        speaking.say(turn, state.say)


def _converse(turn: Turn, state: Converse) -> bool:
    """The model's last reply, asked anew if the language has changed; before the first reply, the state's
    `say` or the words that led here. True when the model was asked: its reply is the question then."""
    if turn.question == "reply" and (turn.reply or turn.reply_language != turn.language):
        if turn.reply_language == turn.language:
            for sentence in turn.reply:
                speaking.say_reply(turn, sentence)
            return False
        if turn.messages and turn.messages[-1].role == "assistant":
            turn.messages = turn.messages[:-1]
        thinking.ask_model(turn, state)
        return True
    words = state.say or turn.lead_in
    if words:
        speaking.say(turn, words)
    return False

"""The helpline of ../flowctl, written the way Pipecat Flows are written: nodes with functions that lead on,
and a model that speaks what the node's task says. Here the model is a table and answers at once. `python
bot.py --port 7860`, in an environment with pipecat-ai[runner,cli,websocket], is what `pipecat eval` talks
to."""

from __future__ import annotations

import os
import uuid
from datetime import datetime
from typing import Any

from loguru import logger
from pipecat.evals.transport import EvalTransportParams
from pipecat.flows import FlowManager, NodeConfig
from pipecat.frames.frames import (
    LLMContextFrame,
    LLMFullResponseEndFrame,
    LLMFullResponseStartFrame,
    LLMTextFrame,
)
from pipecat.pipeline.pipeline import Pipeline
from pipecat.pipeline.worker import PipelineWorker
from pipecat.processors.aggregators.dtmf_aggregator import DTMFAggregator
from pipecat.processors.aggregators.llm_context import LLMContext
from pipecat.processors.aggregators.llm_response_universal import (
    LLMContextAggregatorPair,
    LLMUserAggregatorParams,
)
from pipecat.runner.types import RunnerArguments
from pipecat.runner.utils import create_transport
from pipecat.services.llm_service import FunctionCallFromLLM, LLMService
from pipecat.services.settings import LLMSettings
from pipecat.workers.runner import WorkerRunner

OUTAGE, RIGHT = ("report_outage", {}), ("village_is_right", {})
REPLIES: dict[str, str | tuple[str, dict[str, str]]] = {
    "DTMF: 1#": ("choose_language", {"language": "en"}),
    "DTMF: 7#": ("wrong_key", {}),
    "DTMF: 9#": ("wrong_key", {}),
    "DTMF: 0#": ("person", {}),
    "there is no power in my village": OUTAGE,
    "the lights are out": OUTAGE,
    "it is about money": "Is it about a bill?",
    "my bill is too high": ("pay_bill", {}),
    "talk to a person": ("person", {}),
    "talk in Hindi": ("speak_hindi", {}),
    "Kondapur": ("heard_village", {"village": "Kondapur"}),
    "Gachibowli": ("heard_village", {"village": "Gachibowli"}),
    "Narsapur": ("heard_village", {"village": "Narsapur"}),
    "no, Miyapur": ("heard_village", {"village": "Miyapur"}),
    "कूकटपल्ली": ("heard_village", {"village": "कूकटपल्ली"}),
    "yes": RIGHT,
    "हाँ": RIGHT,
}
"""What the model replies to the caller's words."""

NOW = datetime.fromisoformat(os.environ.get("NOW", "2026-01-05 11:00"))
"""The bot's own clock, for opening hours. A scenario cannot set it."""

TICKETS = {"Kondapur": "four eight two one", "Miyapur": "five five", "कूकटपल्ली": "एक दो"}
"""What the service answers; for any other village it is down."""


class TableModel(LLMService):
    """Says what the node's task tells it to say, or replies to the caller by the table."""

    def __init__(self) -> None:
        super().__init__(settings=LLMSettings(model="table"))

    async def process_frame(self, frame: Any, direction: Any) -> None:
        await super().process_frame(frame, direction)
        if not isinstance(frame, LLMContextFrame):
            await self.push_frame(frame, direction)
            return
        last = frame.context.get_messages()[-1]
        words = str(last["content"])
        reply = words.removeprefix("Say: ") if words.startswith("Say: ") else REPLIES.get(words, "?")
        await self.push_frame(LLMFullResponseStartFrame())
        if isinstance(reply, str):
            await self.push_frame(LLMTextFrame(reply))
        else:
            call = FunctionCallFromLLM(
                context=frame.context,
                tool_call_id=uuid.uuid4().hex,
                function_name=reply[0],
                arguments=reply[1],
            )
            await self.run_function_calls([call])
        await self.push_frame(LLMFullResponseEndFrame())


def node(name: str, words: str, *functions: Any) -> NodeConfig:
    """A node whose task is to say these words."""
    task = {"role": "developer", "content": f"Say: {words}"}
    return NodeConfig(name=name, task_messages=[task], functions=[*functions, person])


def welcome(before: str = "") -> NodeConfig:
    words = f"{before}Electricity helpline. For English, press 1. हिंदी के लिए 2 दबाएँ."
    return node("welcome", words, choose_language, wrong_key)


async def choose_language(flow_manager: FlowManager, language: str) -> tuple[Any, NodeConfig]:
    """The caller has chosen a language.

    Args:
        language (str): en or hi.
    """
    flow_manager.state["language"] = language
    return None, node("helpline", "How can I help you?", report_outage, pay_bill)


async def wrong_key(flow_manager: FlowManager) -> tuple[Any, NodeConfig]:
    """The caller has pressed a key that means nothing."""
    misses = flow_manager.state["misses"] = flow_manager.state.get("misses", 0) + 1
    if misses == 2:
        return await person(flow_manager)
    return None, welcome("Sorry, I did not understand. ")


async def report_outage(flow_manager: FlowManager) -> tuple[Any, NodeConfig]:
    """The caller has no electricity."""
    return None, _which_village(flow_manager)


def _which_village(flow_manager: FlowManager) -> NodeConfig:
    hindi = flow_manager.state.get("language") == "hi"
    words = "किस गाँव में बिजली नहीं है?" if hindi else "Which village has no power?"
    return node("report_outage", words, heard_village, speak_hindi)


async def speak_hindi(flow_manager: FlowManager) -> tuple[Any, NodeConfig]:
    """The caller wants to speak Hindi."""
    flow_manager.state["language"] = "hi"
    return None, _which_village(flow_manager)


async def heard_village(flow_manager: FlowManager, village: str) -> tuple[Any, NodeConfig]:
    """The caller has named a village, or another than before.

    Args:
        village (str): Its name.
    """
    flow_manager.state["village"] = village
    hindi = flow_manager.state.get("language") == "hi"
    words = f"आपने {village} कहा। क्या यह सही है?" if hindi else f"You said {village}. Is that right?"
    return None, node("confirm", words, heard_village, village_is_right)


async def village_is_right(flow_manager: FlowManager) -> tuple[Any, NodeConfig]:
    """The caller has said that the village is right."""
    ticket = TICKETS.get(flow_manager.state["village"])
    if ticket is None:
        return await person(flow_manager, "I could not register your complaint just now. ")
    if flow_manager.state.get("language") == "hi":
        return None, node("goodbye", f"आपकी शिकायत संख्या {ticket} है। धन्यवाद। नमस्ते।")
    return None, node("goodbye", f"Your complaint number is {ticket}. Thank you. Goodbye.")


async def pay_bill(flow_manager: FlowManager) -> tuple[Any, NodeConfig]:
    """The caller asks about a bill."""
    words = "You can pay at the electricity office or online. Thank you. Goodbye."
    return None, node("goodbye", words)


async def person(flow_manager: FlowManager, before: str = "") -> tuple[Any, NodeConfig]:
    """The caller is upset or asks for a person.

    Args:
        before (str): Words that come first.
    """
    now = NOW
    minutes = now.hour * 60 + now.minute
    if now.weekday() < 5 and 9 * 60 + 30 <= minutes < 18 * 60:
        return None, node("person", f"{before}I am connecting you to our staff.")
    words = "Nobody can take your call now. Please call again in office hours. Thank you. Goodbye."
    return None, node("goodbye", before + words)


async def bot(runner_args: RunnerArguments) -> None:
    """One call. Its log would cost more time than the call."""
    logger.remove()
    parameters = {"eval": lambda: EvalTransportParams(audio_in_enabled=True, audio_out_enabled=True)}
    transport = await create_transport(runner_args, parameters)
    model, context = TableModel(), LLMContext()
    pair = LLMContextAggregatorPair(context, user_params=LLMUserAggregatorParams(user_idle_timeout=6.0))
    user, assistant = pair.user(), pair.assistant()
    worker = PipelineWorker(
        Pipeline([transport.input(), DTMFAggregator(), user, model, transport.output(), assistant])
    )
    flow = FlowManager(worker=worker, llm=model, context_aggregator=pair, transport=transport)
    runner = WorkerRunner(handle_sigint=False)
    await runner.add_workers(worker)

    @user.event_handler("on_user_turn_idle")
    async def idle(aggregator: Any) -> None:
        await flow.set_node_from_config(node("still_there", "Are you still there?"))

    @transport.event_handler("on_client_connected")
    async def connected(transport: Any, client: Any) -> None:
        await flow.initialize(welcome())

    @transport.event_handler("on_client_disconnected")
    async def disconnected(transport: Any, client: Any) -> None:
        await runner.cancel()

    await runner.run()


if __name__ == "__main__":
    from pipecat.runner.run import main

    main()

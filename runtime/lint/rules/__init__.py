"""Every rule, in the order in which docs/rules.md shows them. A new rule: a new file, a new line here."""

from runtime.lint.rule import Rule
from runtime.lint.rules import (
    dead_end,
    digits_without_length,
    duplicate_transition_trigger,
    ladder_has_no_end,
    llm_without_bound,
    llm_without_fallback,
    menu_too_long,
    missing_translation,
    no_human_exit,
    no_input_unhandled,
    no_match_unhandled,
    no_way_out_of_loop,
    not_speakable,
    option_not_spoken,
    phrase_collision,
    placeholder_mismatch,
    prompt_too_long,
    raw_number,
    secret_in_flow,
    sensitive_slot_leak,
    shadowed_branch,
    silent_loop,
    spoken_option_missing,
    telephone_number_in_flow,
    transfer_without_failure_path,
    unreachable_state,
    unused_prompt,
    wrong_script,
)

ALL_RULES: tuple[Rule, ...] = (
    # where a call can go
    unreachable_state.RULE,
    dead_end.RULE,
    no_way_out_of_loop.RULE,
    silent_loop.RULE,
    shadowed_branch.RULE,
    no_human_exit.RULE,
    transfer_without_failure_path.RULE,
    # silence and confusion
    no_input_unhandled.RULE,
    no_match_unhandled.RULE,
    ladder_has_no_end.RULE,
    # keys and phrases
    spoken_option_missing.RULE,
    option_not_spoken.RULE,
    duplicate_transition_trigger.RULE,
    phrase_collision.RULE,
    menu_too_long.RULE,
    digits_without_length.RULE,
    # words and languages
    missing_translation.RULE,
    placeholder_mismatch.RULE,
    wrong_script.RULE,
    not_speakable.RULE,
    raw_number.RULE,
    prompt_too_long.RULE,
    unused_prompt.RULE,
    # models
    llm_without_bound.RULE,
    llm_without_fallback.RULE,
    # secrets
    secret_in_flow.RULE,
    telephone_number_in_flow.RULE,
    sensitive_slot_leak.RULE,
)

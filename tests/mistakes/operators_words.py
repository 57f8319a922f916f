"""Mistakes in what is said: languages that miss something, digits that disagree, what no voice can speak."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from itertools import pairwise

from mistake_edits import Mistake, Slip, quoted
from mistake_kinds import kind
from mistake_project import FlowView, Node, Place, State, Words
from operators_names import BRACES

DIGIT = re.compile(r"(?<!\d)(\d)(?!\d)")
RECORDED = {
    "en-IN": "This call is recorded.",
    "hi-IN": "यह कॉल रिकॉर्ड की जा रही है।",
    "te-IN": "ఈ కాల్ రికార్డ్ చేయబడుతోంది.",
    "ta-IN": "இந்த அழைப்பு பதிவு செய்யப்படுகிறது.",
    "kn-IN": "ಈ ಕರೆಯನ್ನು ರೆಕಾರ್ಡ್ ಮಾಡಲಾಗುತ್ತಿದೆ.",
    "ml-IN": "ഈ കോൾ റെക്കോർഡ് ചെയ്യുന്നുണ്ട്.",
    "mr-IN": "हा कॉल रेकॉर्ड केला जात आहे.",
    "gu-IN": "આ કૉલ રેકોર્ડ કરવામાં આવી રહ્યો છે.",
    "bn-IN": "এই কলটি রেকর্ড করা হচ্ছে।",
    "pa-IN": "ਇਹ ਕਾਲ ਰਿਕਾਰਡ ਕੀਤੀ ਜਾ ਰਹੀ ਹੈ।",
    "od-IN": "ଏହି କଲ୍ ରେକର୍ଡ କରାଯାଉଛି।",
}
SECRETS = {
    "en-IN": (
        "Please tell me the OTP that came to your phone.",
        "Please enter your UPI PIN.",
        "Tell me the CVV on the back of your card.",
    ),
    "hi-IN": ("आपके फ़ोन पर आया ओटीपी बताइए।", "अपना यूपीआई पिन दर्ज कीजिए।", "कार्ड के पीछे लिखा सीवीवी बताइए।"),
    "te-IN": ("మీ ఫోన్‌కు వచ్చిన ఓటీపీ చెప్పండి.", "మీ యూపీఐ పిన్ నమోదు చేయండి.", "కార్డు వెనుక ఉన్న సీవీవీ చెప్పండి."),
    "ta-IN": ("உங்கள் தொலைபேசிக்கு வந்த OTP ஐ சொல்லுங்கள்.", "உங்கள் UPI பின்னை உள்ளிடுங்கள்."),
    "kn-IN": ("ನಿಮ್ಮ ಫೋನಿಗೆ ಬಂದ OTP ಹೇಳಿ.", "ನಿಮ್ಮ UPI ಪಿನ್ ನಮೂದಿಸಿ."),
    "mr-IN": ("तुमच्या फोनवर आलेला ओटीपी सांगा.", "तुमचा यूपीआय पिन टाका."),
    "bn-IN": ("আপনার ফোনে আসা ওটিপি বলুন।",),
    "gu-IN": ("તમારા ફોન પર આવેલો ઓટીપી જણાવો.",),
    "ml-IN": ("നിങ്ങളുടെ ഫോണിൽ വന്ന ഒടിപി പറയൂ.",),
    "pa-IN": ("ਤੁਹਾਡੇ ਫ਼ੋਨ ਤੇ ਆਇਆ ਓਟੀਪੀ ਦੱਸੋ।",),
    "od-IN": ("ଆପଣଙ୍କ ଫୋନକୁ ଆସିଥିବା ଓଟିପି କୁହନ୍ତୁ।",),
}


def beside(flow: FlowView, words: Words, slip: Slip) -> Slip:
    """The same prompt in the other languages is a right place too."""
    for other in flow.prompts.get(words.prompt or "", {}).values():
        if other.file is not words.file:
            slip.at(other.file, other.key.start)
    return slip


def prompt_words(flow: FlowView) -> list[Words]:
    return [one for one in flow.words if one.prompt]


def said(flow: FlowView, state: State, word: str = "") -> list[Words]:
    """What a state says with `menu`, `say` … in every language."""
    node = state.body.get(word or state.kind)
    if node is None:
        return []
    if node.text in flow.prompts:
        return list(flow.prompts[node.text].values())
    return [one for one in flow.words if one.prompt is None and node.start <= one.node.start < node.end]


def change(words: Words, new: str) -> Slip:
    return Slip().words(words.file, words.node, new).at(words.file, words.key.start)


@kind("prompt-missing-in-a-language")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for name, by_language in flow.prompts.items():
        for language, words in by_language.items():
            if len(by_language) > 1:
                table = flow.words_files[language].root.get("prompts") or Node(0, 0, 1, 1, False)
                slip = Slip().remove(words.file, table, name).at(words.file, 0)
                yield beside(flow, words, slip).at_lines(flow.saying(name), flow.project.files)


@kind("phrases-missing-in-a-language")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for name, by_language in flow.phrases.items():
        for language, (file, _, _) in by_language.items():
            if len(by_language) > 1:
                table = flow.words_files[language].root.get("phrases") or Node(0, 0, 1, 1, False)
                slip = Slip().remove(file, table, name).at(file, 0)
                for other, key, _ in by_language.values():
                    if other is not file:
                        slip.at(other, key.start)
                yield slip.at_lines(flow.listing(name), flow.project.files)


@kind("file-of-a-language-missing")
def _(flow: FlowView, chance: random.Random) -> Iterator[Mistake]:
    listed = flow.root.get("languages")
    for language, file in flow.words_files.items():
        if listed and language in flow.languages and len(flow.languages) > 1:
            at: set[Place] = {(flow.file.name, line) for line in range(listed.line, listed.last_line + 1)}
            for by_language in list(flow.prompts.values())[:1]:
                at |= {(one.file.name, one.key.line) for one in by_language.values() if one.file is not file}
            yield Mistake({file.name: None}, frozenset(at))


@kind("language-missing-in-place")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for _, key, value in flow.file.walk():
        tags = [name for name in value.names if name in flow.languages]
        if len(tags) > 1 and len(tags) == len(value.entries):
            for tag in tags:
                yield Slip().remove(flow.file, value, tag).at_node(flow.file, key).at(flow.file, value.start)


@kind("placeholder-lost")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for one in prompt_words(flow):
        for found in BRACES.finditer(one.text):
            if "'" not in found[1] and len(flow.prompts[one.prompt or ""]) > 1:
                new = re.sub(r"  +", " ", one.text[: found.start()] + one.text[found.end() :]).strip()
                yield beside(flow, one, change(one, new))


@kind("placeholder-too-many")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for one in prompt_words(flow):
        if len(flow.prompts[one.prompt or ""]) > 1:
            name = chance.choice(["caller.number | phone", *(f"{slot}" for slot in flow.slots)])
            if f"{{{{ {name}" not in one.text:
                yield beside(flow, one, change(one, f"{one.text} {{{{ {name} }}}}"))


@kind("filter-forgotten")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for one in flow.words:
        for found in re.finditer(r"\{\{\s*([a-z_.]+)\s*\|[^}]*\}\}", one.text):
            yield change(one, one.text[: found.start()] + "{{ " + found[1] + " }}" + one.text[found.end() :])


def _options(flow: FlowView) -> Iterator[tuple[State, Node]]:
    for state in flow.of_kind("menu"):
        options = state.body.get("options")
        if options and options.items:
            yield state, options


@kind("keys-swapped-in-one-language")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for state, options in _options(flow):
        keys = {option.say("key") for option in options.items}
        for one in said(flow, state):
            found = [place for place in DIGIT.finditer(one.text) if place[1] in keys]
            for first, second in pairwise(found):
                if first[1] != second[1] and len(flow.languages) > 1:
                    text = list(one.text)
                    text[first.start()], text[second.start()] = second[1], first[1]
                    yield beside(flow, one, change(one, "".join(text)))


@kind("digits-swapped-in-a-number")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for one in prompt_words(flow):
        for found in re.finditer(r"\d{2,}", one.text):
            number = found[0]
            for place in range(len(number) - 1):
                if number[place] != number[place + 1] and len(flow.prompts[one.prompt or ""]) > 1:
                    new = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
                    yield beside(
                        flow, one, change(one, one.text[: found.start()] + new + one.text[found.end() :])
                    )


@kind("wrong-key-in-one-language")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    anywhere = flow.root.get("anywhere")
    taken = {one.say("key") for one in (anywhere.items if anywhere else ())}
    for state, options in _options(flow):
        keys = {option.say("key") for option in options.items}
        for one in said(flow, state):
            for found in DIGIT.finditer(one.text):
                if found[1] in keys:
                    new = chance.choice(sorted(set("123456789") - keys - taken))
                    yield change(one, one.text[: found.start()] + new + one.text[found.end() :])


@kind("option-removed-but-still-spoken")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for state, options in _options(flow):
        for place, option in enumerate(options.items):
            spoken = [one for one in said(flow, state) if option.say("key") in DIGIT.findall(one.text)]
            if spoken and len(options.items) > 1:
                slip = Slip().remove_item(flow.file, options, place).at(flow.file, state.key.start)
                slip.at_node(flow.file, state.body.get("menu"))
                for one in spoken:
                    slip.at(one.file, one.key.start)
                yield slip


@kind("option-not-spoken")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for state, options in _options(flow):
        keys = {option.say("key") for option in options.items}
        spoken = {digit for one in said(flow, state) for digit in DIGIT.findall(one.text)}
        if not spoken or any(option.get("label") for option in options.items):
            continue
        for key in sorted(set("456789") - keys - spoken):
            target = chance.choice([node.text for node in flow.goes if node.text != state.name])
            slip = Slip().add_item(flow.file, options, f"{{key: {key}, go: {target}}}")
            slip.at_node(flow.file, state.key, state.body.get("menu"))
            for one in said(flow, state):
                slip.at(one.file, one.key.start)
            yield slip


@kind("stale-translation")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    more = {"te-IN": " ధన్యవాదాలు.", "hi-IN": " धन्यवाद।", "en-IN": " Thank you."}
    for by_language in flow.prompts.values():
        words = by_language.get(flow.languages[0])
        if words and len(by_language) > 1 and not re.search(r"\d", words.text):
            new = words.text + more.get(words.language, " OK.")
            yield beside(flow, words, change(words, new))


@kind("words-of-another-language")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for by_language in flow.prompts.values():
        native = {language: one for language, one in by_language.items() if language != "en-IN"}
        for one in by_language.values():
            for language, other in native.items():
                if language != one.language and one.text != other.text and not _shared(by_language):
                    yield change(one, other.text)


def _shared(by_language: dict[str, Words]) -> bool:
    """Prompts that hold several scripts by design, such as the choice of a language."""
    return any(
        len({ord(sign) // 128 for sign in one.text if 0x900 <= ord(sign) < 0xD80}) > 1
        for one in by_language.values()
    )


@kind("copied-untranslated")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for by_language in flow.prompts.values():
        english = by_language.get("en-IN")
        for one in by_language.values():
            if english and one is not english and not _shared(by_language) and " " in english.text:
                yield change(one, english.text)


def _appended(flow: FlowView, chance: random.Random, endings: tuple[str, ...]) -> Iterator[Slip]:
    for one in flow.words:
        yield change(one, f"{one.text} {chance.choice(endings)}")


@kind("long-number-in-words")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    yield from _appended(flow, chance, ("150000", "4582316", "2027148", "50712 3391 204"))


@kind("rupee-sign-in-words")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    yield from _appended(flow, chance, ("₹1,50,000", "₹ 450", "₹2,340.50", "₹99"))


@kind("url-in-words")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    yield from _appended(
        flow, chance, ("www.example.org", "https://example.org/pay", "help@example.org", "example.gov.in")
    )


@kind("emoji-in-words")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    yield from _appended(flow, chance, ("🙏", "😊", "☎️", "👍🏽", "✅"))


@kind("markdown-in-words")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for one in flow.words:
        plain = [part for part in re.split(r"(\{\{.*?\}\})", one.text) if part.strip() and "{{" not in part]
        first = plain[0].split()[0] if plain else ""
        if first:
            for new in (f"**{first}**", f"_{first}_", f"# {first}", f"- {first}"):
                if chance.random() < 0.4:
                    yield change(one, one.text.replace(first, new, 1))


@kind("tags-in-words")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    yield from _appended(flow, chance, ("<break time='1s'/>", "<b>!</b>", "<br>", "<speak>1</speak>"))


@kind("abbreviation-in-words")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    yield from _appended(flow, chance, ("Rs. 5.", "KYC.", "EMI.", "Dr. Rao."))


@kind("prompt-too-long")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for one in flow.words:
        plain = BRACES.sub("", one.text)
        if not re.search(r"\d", plain) and len(plain) > 10:
            yield change(one, one.text + (" " + plain) * (900 // len(plain) + 1))


@kind("menu-too-long")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    press = {"te-IN": "దీని కోసం {} నొక్కండి.", "hi-IN": "इसके लिए {} दबाएँ।", "en-IN": "For this, press {}."}
    for state, options in _options(flow):
        keys = {option.say("key") for option in options.items}
        free = [key for key in "123456789" if key not in keys]
        targets = sorted({node.text or "" for node in flow.goes if node.text != state.name})
        for few in (7, 8, 9):
            chosen = free[: few - len(options.items)]
            if not chosen or not targets or not said(flow, state):
                continue
            slip = Slip().at(flow.file, state.key.start).at_node(flow.file, state.body.get("menu"), options)
            for place, key in enumerate(chosen):
                named = next((one.say("label") for one in options.items if one.get("label")), None)
                label = f"label: {named}, " if named else ""
                line = f"{{key: {key}, {label}go: {targets[place % len(targets)]}}}"
                slip.add_item(flow.file, options, line)
            for one in said(flow, state):
                if "options" in one.text:  # these words are made from the labels
                    continue
                more = " ".join(press.get(one.language, "{}").format(key) for key in chosen)
                slip.words(one.file, one.node, f"{one.text} {more}").at(one.file, one.key.start)
            yield slip


@kind("braces-not-closed")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for one in flow.words:
        for found in BRACES.finditer(one.text):
            yield change(one, one.text[: found.end() - 1] + one.text[found.end() :])
            yield change(one, one.text[: found.end() - 2] + one.text[found.end() :])
            yield change(one, one.text[: found.end() - 2] + "%}" + one.text[found.end() :])


@kind("code-between-braces")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    codes = (
        "2 * 21",
        "turns * 2",
        "caller.number.upper()",
        "caller.number[0:3]",
        "caller.__class__",
        "'a' ~ 'b'",
    )
    for one in flow.words:
        yield change(one, f"{one.text} {{{{ {chance.choice(codes)} }}}}")


@kind("same-words-again")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for path, key, value in flow.file.walk():
        if key.text not in ("no_input", "no_match") or value.kind != "list":
            continue
        rungs = [one for one in value.items if one.get("say")]
        for first, second in pairwise(rungs):
            slip = Slip().at_node(flow.file, first, second)
            text = first.get("say")
            other = second.get("say")
            if text and other and flow.file.raw(text) != flow.file.raw(other):
                yield slip.swap(flow.file, other, flow.file.raw(text))
            for language in flow.languages if text and other else ():
                one = flow.prompts.get(text.text or "", {}).get(language) if text else None
                two = flow.prompts.get(other.text or "", {}).get(language) if other else None
                if one and two and one is not two:
                    yield change(two, one.text).at(one.file, one.key.start).at_node(flow.file, first, second)
        del path


@kind("new-prompt-nobody-says")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    names = [name for name in flow.prompts if len(flow.prompts[name]) == len(flow.languages)]
    for name in chance.sample(names, min(8, len(names))):
        new = chance.choice([f"{name}_new", f"{name}_2", f"old_{name}"])
        slip = Slip()
        for language, words in flow.prompts[name].items():
            table = flow.words_files[language].root.get("prompts")
            if table:
                slip.add(words.file, table, f"{new}: {quoted(words.text)}")
        yield slip

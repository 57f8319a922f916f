"""Instructions for a model that are longer than a model keeps in mind.

**Why:** Every turn sends them again: a long persona costs time before each answer, and the rules in its
middle are the first that a model forgets. Counted in tokens as a model counts them, roughly: four Latin
letters, or one and a half of an Indian script.

**Bad:**

    flow: example
    title: Example
    languages: [te-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello:
        converse: helper
        exits: {desk: the caller wants a person}
        limits: {turns: 6, time: 2m, reply: 8s, go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done}
    # personas/helper.md
    మీరు గ్రంథాలయం ఫోన్‌కు సమాధానం చెబుతారు. ఒకటి రెండు చిన్న వాక్యాల్లో, మర్యాదగా, సులభమైన తెలుగులో మాట్లాడండి.
    పుస్తకం గురించి అడిగితే ముందు దాని పేరు, తర్వాత రచయిత పేరు, పాత ముద్రణ సరిపోతుందా లేదా అని అడగండి.
    సమయాల గురించి అడిగితే అవి తలుపు దగ్గర రాసి ఉన్నాయని, కరపత్రంలోనూ దినపత్రికలోనూ ఉన్నాయని చెప్పండి.
    జరిమానా గురించి అడిగితే అది చాలా చిన్నదని, ఫోన్‌లో ఎప్పుడూ తీసుకోమని, ఎందుకో వివరంగా చెప్పండి.
    గది కావాలంటే ఎంతమందికి, ఏ రోజున, ఎంతసేపు, కుర్చీలు బల్లలు కావాలా అని ఒకదాని తర్వాత ఒకటి అడగండి.
    తరగతుల గురించి అడిగితే ఏ తరగతి, ఇంతకు ముందు వచ్చారా, ఉదయం త్వరగా రాగలరా అని అడిగి రాసుకోండి.
    సభ్యత్వ కార్డు గురించి అడిగితే పోయిందా, పాతదా, విరిగిందా, ఇంట్లో మర్చిపోయారా అని నెమ్మదిగా అడగండి.
    పుస్తకాలు ఇస్తామంటే కృతజ్ఞతలు చెప్పి, అవి ఎలాంటివి, ఎన్ని ఉన్నాయి, ఏ స్థితిలో ఉన్నాయి అని తెలుసుకోండి.
    ఉద్యోగం గురించి అడిగితే వసంతకాలంలో ప్రకటిస్తామని, దరఖాస్తు ఎవరికి ఎలా రాయాలో వివరంగా చెప్పండి.
    శబ్దం గురించి ఫిర్యాదు చేస్తే క్షమించమని అడిగి, ఎక్కడ, ఎప్పుడు, ఎంతసేపు వినిపించిందో రాసుకోండి.
    పిల్లల విభాగం గురించి అడిగితే వయసు, చదువుతున్న తరగతి, ఇష్టమైన కథలు, వచ్చే రోజు అన్నీ అడగండి.
    పత్రికల గురించి అడిగితే ఏ పత్రిక, ఏ సంచిక, ఏ సంవత్సరం, నకలు కావాలా లేక చదవడానికా అని అడగండి.
    మీరు గ్రంథాలయం ఫోన్‌కు సమాధానం చెబుతారు. ఒకటి రెండు చిన్న వాక్యాల్లో, మర్యాదగా, సులభమైన తెలుగులో మాట్లాడండి.
    పుస్తకం గురించి అడిగితే ముందు దాని పేరు, తర్వాత రచయిత పేరు, పాత ముద్రణ సరిపోతుందా లేదా అని అడగండి.
    సమయాల గురించి అడిగితే అవి తలుపు దగ్గర రాసి ఉన్నాయని, కరపత్రంలోనూ దినపత్రికలోనూ ఉన్నాయని చెప్పండి.
    జరిమానా గురించి అడిగితే అది చాలా చిన్నదని, ఫోన్‌లో ఎప్పుడూ తీసుకోమని, ఎందుకో వివరంగా చెప్పండి.
    గది కావాలంటే ఎంతమందికి, ఏ రోజున, ఎంతసేపు, కుర్చీలు బల్లలు కావాలా అని ఒకదాని తర్వాత ఒకటి అడగండి.
    తరగతుల గురించి అడిగితే ఏ తరగతి, ఇంతకు ముందు వచ్చారా, ఉదయం త్వరగా రాగలరా అని అడిగి రాసుకోండి.
    సభ్యత్వ కార్డు గురించి అడిగితే పోయిందా, పాతదా, విరిగిందా, ఇంట్లో మర్చిపోయారా అని నెమ్మదిగా అడగండి.
    పుస్తకాలు ఇస్తామంటే కృతజ్ఞతలు చెప్పి, అవి ఎలాంటివి, ఎన్ని ఉన్నాయి, ఏ స్థితిలో ఉన్నాయి అని తెలుసుకోండి.
    ఉద్యోగం గురించి అడిగితే వసంతకాలంలో ప్రకటిస్తామని, దరఖాస్తు ఎవరికి ఎలా రాయాలో వివరంగా చెప్పండి.
    శబ్దం గురించి ఫిర్యాదు చేస్తే క్షమించమని అడిగి, ఎక్కడ, ఎప్పుడు, ఎంతసేపు వినిపించిందో రాసుకోండి.
    పిల్లల విభాగం గురించి అడిగితే వయసు, చదువుతున్న తరగతి, ఇష్టమైన కథలు, వచ్చే రోజు అన్నీ అడగండి.
    పత్రికల గురించి అడిగితే ఏ పత్రిక, ఏ సంచిక, ఏ సంవత్సరం, నకలు కావాలా లేక చదవడానికా అని అడగండి.
    మీరు గ్రంథాలయం ఫోన్‌కు సమాధానం చెబుతారు. ఒకటి రెండు చిన్న వాక్యాల్లో, మర్యాదగా, సులభమైన తెలుగులో మాట్లాడండి.
    పుస్తకం గురించి అడిగితే ముందు దాని పేరు, తర్వాత రచయిత పేరు, పాత ముద్రణ సరిపోతుందా లేదా అని అడగండి.
    సమయాల గురించి అడిగితే అవి తలుపు దగ్గర రాసి ఉన్నాయని, కరపత్రంలోనూ దినపత్రికలోనూ ఉన్నాయని చెప్పండి.
    జరిమానా గురించి అడిగితే అది చాలా చిన్నదని, ఫోన్‌లో ఎప్పుడూ తీసుకోమని, ఎందుకో వివరంగా చెప్పండి.
    గది కావాలంటే ఎంతమందికి, ఏ రోజున, ఎంతసేపు, కుర్చీలు బల్లలు కావాలా అని ఒకదాని తర్వాత ఒకటి అడగండి.
    తరగతుల గురించి అడిగితే ఏ తరగతి, ఇంతకు ముందు వచ్చారా, ఉదయం త్వరగా రాగలరా అని అడిగి రాసుకోండి.
    సభ్యత్వ కార్డు గురించి అడిగితే పోయిందా, పాతదా, విరిగిందా, ఇంట్లో మర్చిపోయారా అని నెమ్మదిగా అడగండి.
    పుస్తకాలు ఇస్తామంటే కృతజ్ఞతలు చెప్పి, అవి ఎలాంటివి, ఎన్ని ఉన్నాయి, ఏ స్థితిలో ఉన్నాయి అని తెలుసుకోండి.

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello:
        converse: helper
        exits: {desk: the caller wants a person}
        limits: {turns: 6, time: 2m, reply: 8s, go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
    # personas/helper.md
    You answer the telephone of a library. Say one short sentence, then ask what the caller needs.
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.model import Converse
from runtime.flow.wording import said
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject
from runtime.lint.words import tokens

_MOST = 1500


def check(subject: Subject) -> Iterator[Finding]:
    told: set[str] = set()
    for state in subject.states:
        if not isinstance(state, Converse) or state.persona.name in told:
            continue
        told.add(state.persona.name)
        counts = {language: tokens(text.source) for language, text in state.persona.texts.items()}
        language = max(counts, key=lambda one: counts[one], default=None)
        if language is not None and counts[language] > _MOST:
            yield Finding(
                said(
                    "the instructions `{persona}` are about {count} tokens long in {language}",
                    persona=state.persona.name,
                    count=counts[language],
                    language=language,
                ),
                state.persona.texts[language].mark,
                said("Keep them under {most}; what a menu or a prompt can say needs no model.", most=_MOST),
            )


RULE = Rule(
    __name__, Severity.WARNING, check, harm="The caller waits longer, and the model forgets its rules."
)

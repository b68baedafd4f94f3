"""Questions on LuciferAI that name something: a model, a setting with its value, a flag, an exit status."""

# A wording stays on one line, however long.
# ruff: noqa: E501

import random

from models.spark.lessons.names import WORDS, made_up
from models.spark.lessons.phrasing import fill
from models.spark.lessons.program_wordings import RULES, typed, wish

Turn = tuple[str, str]

_MODELS = (
    "llama3.2", "llama3.1", "llama3", "llama2", "mistral", "mixtral", "tinyllama", "phi-2", "phi3", "gemma",
    "gemma2", "qwen2.5", "qwen2.5-coder", "qwen3", "deepseek-r1", "deepseek-coder", "codellama", "starcoder2",
    "smollm2", "yi", "openchat", "zephyr", "vicuna", "falcon", "solar", "orca-mini", "stablelm", "dolphin", "hermes",
    "llama3.2:1b", "llama3.2:3b", "qwen2.5:7b", "gemma2:2b", "mistral:7b", "deepseek-r1:7b", "qwen2.5-coder:7b",
    "granite", "command-r", "llama", "qwen", "phi", "deepseek",
)  # fmt: skip
_INSTALL = "Type `install {m}`: it downloads the model and checks it."
_USE = "Type `llm use {m}`: it switches to that model when it is installed."
_DROP = "Type `uninstall {m}`: it removes the model from your machine."
_FIT = "Type `llm fit {m}`: it says whether the model fits in your memory."
_INFO = "Type `llm info {m}`: it shows the model's details."
_OFF = "Type `llm disable {m}`: the model is kept but not used."
_ON = "Type `llm enable {m}`: LuciferAI may use the model again."
_TEST = "Type `test {m}`: it runs the tier tests over that model."
_HAVE = "Type `llm list {m}`: it shows whether that model is installed."
# For each answer: verb phrases, then whole sentences.
_WITH_MODEL: tuple[tuple[str, str, str], ...] = (
    (_INSTALL,
     "[install|download|get|add|fetch|pull|grab] {m} ; [get|install|download] [the model {m}|the {m} model] ; have {m} [here|on my machine|installed] ; [put|get] {m} [on|onto] my [machine|computer|laptop] ; set {m} up",
     "i [want|need|would like] {m} (on my machine|here|too|installed) ; where do i [get|download|find] {m} ; [can|could] [i have|i get|you get me|you install|you download] {m} ; get me {m} ; give me {m} ; {m} please, install it ; how [install|download|get] {m} ; {m} is not installed(, how do i get it|, what now|) ; i don't have {m} yet(, how do i get it|) ; my friend uses {m}, how do i get it ; {m} download ; {m} install ; download {m} how ; install {m} how"),
    (_USE,
     "[switch|change|go|move] (over |)to {m} ; [use|select|choose|pick|take|try] {m} ; make {m} [answer|the default|answer me|my model] ; [talk|speak] to {m} ; let {m} answer ; activate {m} for answers ; [set the model|change the model] to {m} ; replace you with {m} ; load {m} instead of you ; have {m} answer (from now on|)",
     "switch to {m} ; switch to {m}, what do i type ; change to {m} ; use {m} from now on ; use {m} instead ; let {m} answer ; i want to talk to {m} ; i want {m} to answer (me) ; i want {m} instead of you ; i installed {m}, [how do i use it|what now|now what|how do i switch|how do i start it|how do i talk to it] ; {m} is installed, [how do i use it|what now|how do i switch|why do you still answer] ; can {m} answer (instead|) ; can i [talk to|use|switch to] {m} ; can you [turn into|become|switch to] {m} ; put {m} on ; {m} instead of spark please ; back to {m} please ; go back to {m} ; {m} use how ; how use {m} ; how switch to {m} ; from now on {m} ; not you, {m} please"),
    (_DROP,
     "[uninstall|remove|delete|erase|drop|wipe] {m} ; get rid of {m} ; [remove|delete] the {m} model ; throw {m} away ; free the space of {m} ; [take|get|kick] {m} off my [disk|machine|computer] ; clean {m} up",
     "i don't need {m} [anymore|any more](, how do i remove it|) ; i don't want {m} [anymore|any more] ; {m} has to go ; {m} [takes|eats|uses] too much space(, how do i delete it|) ; delete {m} from my disk ; remove {m} please ; delete {m} how ; how delete {m} ; how remove {m} ; {m} away please ; i installed {m} by mistake(, how do i remove it|) ; kick {m} out ; can i delete {m} (again|) ; {m} is too big for my disk, remove it"),
    (_FIT,
     "[know|see|check|find out|test] (if|whether) {m} [fits|fits my machine|fits in memory|fits here|runs here|will run on my laptop|is too big for me|is too large|is too much for my pc] ; [check|know|see] if my [computer|laptop|machine|pc] can run {m} ; [know|see|find out] how much [memory|ram] {m} needs ; know how fast {m} will be here",
     "[will|does|would] {m} [fit|run] (here|on my machine|on my laptop|in my memory|on this computer) ; can my [laptop|computer|machine|pc] [run|handle|take] {m} ; is my [laptop|computer|machine|pc] [strong|good|fast|big] enough for {m} ; do i have enough [ram|memory] for {m} ; how much [ram|memory] does {m} [need|take|use] ; is {m} too [big|large|heavy] for [me|my machine|my laptop|my pc] ; {m} fits or not ; {m} on my pc possible ; how fast will {m} be here ; is 8 gb enough for {m} ; will it fit, {m} i mean"),
    (_INFO,
     "[see|get|know|read|show] [the details|details|information|more|the card|the facts] [of|about|on] {m} ; [know|see] [the license|the context length|the size|the number of parameters] of {m} ; inspect {m} ; know what {m} can do ; know how big {m} is",
     "which license does {m} have ; how [big|large] is {m} ; what can {m} do ; what is the context length of {m} ; how many parameters has {m} ; tell me about the model {m} ; info about {m} ; {m} info ; {m} details please ; what is the license of {m}"),
    (_OFF,
     "[disable|deactivate|block|switch off|turn off] {m} ; [turn|switch] {m} off ; [keep|stop] {m} from being [used|chosen] ; keep {m} but not use it ; put {m} to sleep",
     "i don't want {m} to be [used|chosen](, but keep it|) ; it always picks {m}, how do i stop that ; never use {m} ; do not use {m} anymore, but keep it ; {m} off please ; keep {m} on disk but don't use it"),
    (_ON,
     "[enable|activate|allow|reactivate|unblock|switch on|turn on] {m} again ; [turn|switch] {m} on (again|) ; [enable|allow] {m} ; let {m} be [used|chosen] again",
     "{m} is disabled, how do i get it back ; i disabled {m} and want it back ; {m} may be used again ; {m} on again please"),
    (_TEST,
     "test {m} ; [see|know|find out|check] how good {m} is ; run the tests on {m} ; check the quality of {m} ; run the tier tests over {m}",
     "how good is {m}, how do i test it ; is {m} any good, how do i test that ; tests for {m} please"),
    (_HAVE,
     "[see|know|check|find out] (if|whether) {m} is (already |)[installed|here|on my machine|on my disk] ; [see|know|check|find out] (if|whether) i (already |)have {m} ; look for {m} among my models",
     "do i (already |)have {m} (installed|here|) ; is {m} (already |)[installed|here|on my machine|on my disk] ; did i (already |)[install|download] {m} ; have i got {m} ; {m} installed? ; is {m} among my models"),
)  # fmt: skip
# A setting: how it is called, and values it may have.
_SETTINGS = (
    ("temperature", "temperature", ("0", "0.1", "0.2", "0.3", "0.5", "0.6", "0.7", "0.8", "0.9", "1", "1.2", "1.5")),
    ("theme", "theme", ("dark", "light")),
    ("max_tokens", "longest answer", ("50", "100", "200", "300", "500", "800", "1000", "2000")),
    ("context", "context", ("1024", "2048", "4096", "8192", "16384")),
    ("threads", "number of threads", ("1", "2", "3", "4", "6", "8", "12", "16")),
    ("seed", "seed", ("1", "7", "42", "123", "2024")),
    ("top_p", "top_p", ("0.8", "0.9", "0.95")),
    ("top_k", "top_k", ("10", "20", "40", "100")),
    ("editor", "editor", ("vim", "nano", "emacs", "micro")),
    ("offline", "offline setting", ("on", "off")),
    ("show_thinking", "show_thinking", ("on", "off")),
)  # fmt: skip
_SET_TO = (
    "[set|change|put|switch|turn] the {s} to {v} ; [set|change] {k} to {v} ; have a {s} of {v} ; use {v} as {s} ; set the setting {k} to {v} ; make the {s} {v}",
    "{s} {v} please ; {k} {v} ; set {k} {v} ; {s} to {v} ; {s} to {v} how ; i want the {s} at {v} ; {v} as {s} ; how set {k} to {v}",
)  # fmt: skip
_SHOWN = (
    "[see|know|check|find out|show] [what the {s} is (set to|)|the value of {k}|the {s} setting|my {s} setting|the present {s} setting] ; see where the {s} comes from",
    "what is the {s} (set to|now|at the moment) ; what {s} do i have ; which {s} is set ; what is {k} set to ; {s} value? ; show the setting {k}",
)  # fmt: skip
_FLAGS = {
    "--plain": "Use `--plain`, or set `NO_COLOR`.",
    "--json": "Add `--json` to a command and it prints its answer as JSON.",
    "--yes": "`--yes` answers every question with yes. Without it and without a terminal the answer is no.",
    "--quiet": "`--quiet` prints less.",
    "--debug": "`--debug` shows more details when something goes wrong.",
    "--model": "`--model NAME` uses that model for this command.",
    "--profile": "`--profile NAME` uses that profile for this command.",
    "--dry-run": "`--dry-run` shows what would happen without doing it.",
    "--version": "Type `python3 lucifer.py --version`.",
    "--home": "`--home DIR` uses another home folder for this command; the usual one is `~/.luciferai`.",
    "LUCIFER_HOME": "Set `LUCIFER_HOME` to the folder you want; the usual one is `~/.luciferai`.",
    "LUCIFER_OFFLINE": "Set `LUCIFER_OFFLINE=1`: then every network call is refused.",
    "LUCIFER_MODELS": "`LUCIFER_MODELS` names further model folders, separated by `:`.",
    "NO_COLOR": "Use `--plain`, or set `NO_COLOR`.",
}
_FLAG = (
    "what [does|is|means] {f} (do|for|in luciferai|here) ; what is {f} for ; what's {f} ; what is the flag {f} ; explain {f} ; when do i [use|need|set] {f} ; {f}? ; {f} means what ; {f}, what is it ; how do i use {f} ; what happens with {f} ; i saw {f} in the docs, what is it ; is there a {f} ; meaning of {f} ; why would i use {f} ; what is {f} good for ; tell me about {f} ; what does {f} change ; do i need {f} ; the {f} option"
)
_STATUSES = {
    0: "means that it is done", 1: "means that it failed", 2: "means that the command was used wrongly",
    3: "means a network problem", 4: "means that a file is damaged: its integrity check failed",
    5: "means a disk problem", 6: "means that it was refused or you did not agree",
    7: "means that the engine died", 8: "means that there is no such model",
    9: "means that the model does not fit this machine", 130: "means that it was interrupted",
}  # fmt: skip
_STATUS = (
    "what [does|means] (luciferai's )[exit status|exit code|status|return code|error code] {n} (mean|) ; why [exit status|exit code|status] {n} ; [exit status|exit code|return code|error code] {n} ; i get [exit status|exit code|status|return code] {n} ; luciferai [ended|stopped|left|returned|exited] with [status|code|exit status|exit code] {n}(, why|, what does that mean|) ; it [ended|exited|returned] with [exit status|exit code|code] {n} ; [exit status|exit code] {n} in luciferai ; [exit status|exit code|return code] {n} means what ; explain [exit status|exit code] {n} ; my script gets [exit status|exit code] {n} from luciferai ; what is [exit status|exit code|return code] {n} ; lucifer.py gives [exit status|exit code|code] {n} ; meaning of [exit status|exit code] {n} ; status {n}, what happened"
)


def _said(verbs: str, sentences: str, rng: random.Random, share: float, **values: object) -> str:
    """Word a wish with names in it, as a verb phrase in a frame or as a whole sentence."""
    keep = tuple(str(value) for value in values.values())
    if rng.random() < share:
        return typed(wish(rng.choice(verbs.split(" ; ")), rng, **values), rng, keep)
    return typed(fill(rng.choice(sentences.split(" ; ")), rng, RULES, **values), rng, keep)


def model_name(rng: random.Random) -> str:
    """A model, known or made up; a made-up one has a size or a kind, so that it is seen to be a model."""
    if rng.random() < 0.7:
        return rng.choice(_MODELS)
    size = rng.choice((":1b", ":3b", ":7b", ":8b", "-mini", "-7b", "-instruct", ":13b", "-chat", "-coder", "-8b"))
    return made_up(rng) + size


def with_model(rng: random.Random) -> Turn:
    """A wish that names a model; the commonest stand first and are asked the most."""
    answer, verbs, sentences = _WITH_MODEL[int(len(_WITH_MODEL) * rng.random() ** 1.4)]
    model = model_name(rng)
    return _said(verbs, sentences, rng, 0.55, m=model), answer.format(m=model)


def with_setting(rng: random.Random) -> Turn:
    """A setting to be set to a value, or to be seen."""
    key, spoken, found = rng.choices(_SETTINGS, (5, 3, 2, 1.5, 1.5, 1, 1, 1, 1, 1, 1))[0]
    spoken = rng.choice((spoken, spoken, key))
    if rng.random() < 0.22:
        return _said(*_SHOWN, rng, 0.4, s=spoken, k=key), f"`config {key}` shows that setting and where it comes from."
    value = rng.choice(found)
    return _said(*_SET_TO, rng, 0.65, s=spoken, k=key, v=value), f"Type `config set {key} {value}`."


def with_flag(rng: random.Random) -> Turn:
    """A flag, a variable or an exit status by its name."""
    if rng.random() < 0.4:
        status = rng.choice(tuple(_STATUSES))
        asked = fill(rng.choice(_STATUS.split(" ; ")), rng, n=status)
        return typed(asked, rng, (str(status),)), f"Exit status {status} {_STATUSES[status]}."
    flag = rng.choice(tuple(_FLAGS))
    shown = f"`{flag}`" if rng.random() < 0.3 else flag
    return typed(fill(rng.choice(_FLAG.split(" ; ")), rng, f=shown), rng, (shown,)), _FLAGS[flag]


# What old conversations are searched for.
_SEARCH = (
    "[find|look for|open|see] (the |my |our |an old )<talk> about {x} ; [search|look through|go through] (all |)(my |our |the )(old |)<talks> for {x} ; find (out |)[where|when] (we|i) [talked about|spoke about|mentioned|discussed|asked about] {x} ; find what [we|i] said about {x} <day> ; search for {x} in my <talks> ; find the word {x} in (my |the )(old |)<talks>",
    "which <talk> was about {x} ; in which <talk> did [we|i] [talk about|mention|discuss|ask about] {x} ; we talked about {x} <day>(, where is that|, how do i find it|) ; i asked something about {x} <day>, how do i find it ; search <talks> for {x} ; search {x} in old <talks> ; where is the <talk> about {x} ; did we ever talk about {x} ; did i ever ask about {x} ; old <talk> about {x} please ; find {x} in my old <talks> ; when did [we|i] [talk|ask] about {x}",
)
# A file for this conversation.
_EXPORT = (
    "[save|export|write|store|put|dump] (this |our |the |my )<talk> [to|in|into|as] {f} ; [save|keep] [everything we said|what we said|what was said|all this] [in|as|to] {f}",
    "save our <talk> as {f} ; this <talk> to {f} please ; i want this <talk> in {f} ; i need our <talk> as {f} ; <talk> to {f} ; export to {f} ; export {f}",
)


def with_words(rng: random.Random) -> Turn:
    """Old conversations searched for a word, or this one written to a file that is named."""
    if rng.random() < 0.6:
        word = rng.choice(WORDS)
        return _said(*_SEARCH, rng, 0.5, x=word), f"Type `sessions {word}`: it searches your earlier conversations."
    kind, ending = rng.choice((("markdown", "md"), ("markdown", "md"), ("json", "json")))
    file = f"{rng.choice(WORDS)}{rng.choice(('', '', '1', '2', '-chat', '_talk'))}.{ending}"
    return _said(*_EXPORT, rng, 0.5, f=file), f"Type `export {kind} {file}`: it writes the conversation to that file."


# A talk on one model: what is asked next about "it", and the answer.
_NEXT = (
    (_USE, "[and |now |ok |ok, |][how do i use it|how do i switch to it|how do i make it answer|how do i talk to it|and how do i start it|use it|switch to it|make it answer|let it answer|how can i use it then]"),
    (_DROP, "[and |now |ok, |][how do i delete it (again|later)|how do i remove it (again|later)|how do i get rid of it|how do i uninstall it|remove it again|delete it again|it is bad, how do i remove it]"),
    (_FIT, "[and |but |ok, |][does it fit|will it fit|will it run here|does it run on my laptop|how do i know if it fits|is it too big|how much memory does it need|can my laptop run it]"),
    (_INFO, "[and |ok, |][how big is it|what license does it have|tell me more about it|what can it do|where do i see its details|show me its details]"),
    (_OFF, "[and |ok, |][how do i turn it off|how do i disable it|can i keep it but not use it|switch it off|how do i switch it off (without deleting it|)]"),
    (_TEST, "[and |ok, |][how do i test it|how good is it, how do i test that|can i test it|test it]"),
)  # fmt: skip


def talk_of_model(rng: random.Random) -> list[Turn]:
    """A wish that names a model, then one or two more about "it"."""
    model = model_name(rng)
    answer, verbs, sentences = rng.choice(_WITH_MODEL[:5])
    turns = [(_said(verbs, sentences, rng, 0.5, m=model), answer.format(m=model))]
    for then, asked in rng.sample(_NEXT, rng.choice((1, 1, 2))):
        if then != answer:
            turns.append((typed(fill(asked, rng), rng), then.format(m=model)))
    return turns

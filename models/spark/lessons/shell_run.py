"""Lessons: run scripts, install packages, fetch from the network, go to a folder."""

# A wording stays on one line, however long.
# ruff: noqa: E501

import random
from collections.abc import Iterator

from models.spark.lessons import names
from models.spark.lessons.request import Conversation, Kind, stream
from models.spark.lessons.slots import Filled, Slot, bare, file, number

WEIGHT = 1.5

_RULES = {
    "run": "[run|run|run|run|execute|execute|start|launch|fire up|call|exec|start up|kick off]",
    "show": "[show (me)|print|display|tell (me)|give (me)|get|check|see]",
    "with": "[with|with|with the argument|with argument|with the arguments|with arguments|passing|and pass|giving it|with parameter|with the parameter|with params|with args|with input|with the options]",
    "install": "[install|install|install|install|pip install|add|get|set up|put in]",
    "pkg": "[python package|python library|python module|pip package|package|library|module|python lib]",
    "fetch": "[download|download|fetch|get|grab|curl|wget|pull|retrieve|save|dl]",
    "script": "[script|program|file|python script|code]",
}
_PACKAGES = ("numpy", "pandas", "requests", "flask", "django", "matplotlib", "scipy", "pytest", "rich", "black",
             "torch", "pillow", "beautifulsoup4", "sqlalchemy", "fastapi", "jupyter", "tqdm", "pyyaml", "click",
             "scikit-learn", "httpx", "opencv-python", "selenium", "openpyxl", "tensorflow", "ruff", "mypy")  # fmt: skip
_PROGRAMS = ("htop", "vim", "git", "curl", "tree", "ffmpeg", "tmux", "nano", "jq", "zip", "unzip", "wget", "gimp",
             "vlc", "nginx", "docker.io", "build-essential", "cmake", "sqlite3", "neofetch", "ripgrep")  # fmt: skip


def _script(ending: str) -> Slot:
    drawn = file("f", ending)
    words = "[{f}|{f}|{f}|{f}|the <script> {f}|the {f} <script>|my <script> {f}|<script> {f}|\"{f}\"|the file {f}|the <script> called {f}]"

    def draw(rng: random.Random) -> Filled:
        return drawn(rng)._replace(rules={"f": words})

    return draw


def _arguments(rng: random.Random) -> Filled:
    out = []
    for _ in range(rng.choice((1, 1, 1, 2, 2, 3))):
        style = rng.random()
        if style < 0.45:
            out.append(names.word(rng))
        elif style < 0.65:
            out.append(str(rng.randrange(1000)))
        elif style < 0.85:
            out.append(names.file(rng, blanks=0))
        else:
            out.append(f"--{names.word(rng)}")
    together = " ".join(out)
    spoken = together if len(out) == 1 or rng.random() < 0.5 else ", ".join(out[:-1]) + " and " + out[-1]
    return Filled({"args": spoken}, together, together)


def _package(rng: random.Random) -> Filled:
    name = rng.choice(_PACKAGES) if rng.random() < 0.55 else names.stem(rng).lower()
    return Filled({"r": name}, name, name)


def _program(rng: random.Random) -> Filled:
    name = rng.choice(_PROGRAMS) if rng.random() < 0.6 else names.word(rng)
    return Filled({"r": name}, name, name)


def url_of(rng: random.Random, tail: str) -> str:
    """An address on a made-up or an example site."""
    site = rng.choice(("example.com", "example.org", f"{names.word(rng)}.{rng.choice(('com', 'org', 'net', 'io'))}"))
    path = "/".join(names.word(rng) for _ in range(rng.choice((0, 0, 1, 1, 2))))
    return f"{rng.choice(('https', 'https', 'http'))}://{site}/{path + '/' if path else ''}{tail}"


def url(rng: random.Random) -> Filled:
    address = url_of(rng, names.file(rng, folders=0, blanks=0))
    return Filled({"url": address}, bare(address), address)


def _environment(rng: random.Random) -> Filled:
    name = rng.choice(("venv", ".venv", "env", names.word(rng), names.word(rng) + "-env"))
    return Filled({"a": name}, name, name)


def _requirements(rng: random.Random) -> Filled:
    name = "requirements.txt" if rng.random() < 0.5 else names.file(rng, ("txt",))
    return Filled({"f": name}, bare(name), name, {"f": "[{f}|{f}|the file {f}|my {f}]"})


def _run(program: str, ending: str, spoken: str, *, weight: float) -> list[Kind]:
    """Running a script of one language, bare and with arguments."""
    rules = _RULES | {"script": f"[script|script|program|{spoken} script|{spoken} program|{spoken} file|code]"}
    slots: dict[str, Slot] = {"f": _script(ending), "args": _arguments}
    bare_run = Kind(
        program + " {f}", "Runs {f} with " + spoken + ".", rules=rules, weight=weight, slots=slots,
        acts=f"""
            <run> <f>
            <run> <f>
            <run> <f> (with {spoken}|using {spoken}|in {spoken}|now|)
            [use {spoken} to|let {spoken}] <run> <f>
            """,
        asks="""
            i want <f> to [run|be executed|start]
            <f> [should|must] (be )[run|executed|start|started]
            """,
        terse=f"""
            run {{f}}
            {program} {{f}}
            {{f}} [run|start|execute]
            {spoken} {{f}}
            """,
    )  # fmt: skip
    with_arguments = Kind(
        program + " {f} {args}", "Runs {f} with " + spoken + " and the arguments {args}.", rules=rules,
        weight=weight * 0.8, slots=slots,
        acts="""
            <run> <f> <with> {args}
            <run> <f> <with> [{args}|{args}] (please|)
            [pass|give|hand] {args} to <f> [and run it|when you run it|and start it]
            """,
        asks="""
            <f> should [run|be run|start] <with> {args}
            """,
        terse=f"""
            run {{f}} {{args}}
            {program} {{f}} {{args}}
            {{f}} {{args}}
            """,
    )  # fmt: skip
    return [bare_run, with_arguments]


KINDS = (
    *_run("python3", "py", "python", weight=1.6),
    *_run("bash", "sh", "bash", weight=1.4),
    *_run("node", "js", "node", weight=1),
    Kind(
        "python3 --version", "Prints the version of python.", rules=_RULES, weight=1.1,
        acts="""
            <show> (the |my |the installed )[python|python3|Python] [version|version number|release]
            <show> (the |my |the installed )version of [python|python3|Python]
            <show> [which|what] [version of python|python version|python] [i have|is installed|i use|i am using|this is|is here]
            """,
        topics="""
            (the |my |the installed )[python|python3|Python] version
            the version of [python|python3|Python]
            """,
        asks="""
            [what|which] version of [python|python3|Python] [do i have|is this|is installed|am i using|am i on|is here|do i use]?
            [what|which] [python|python3|Python] (version )[do i have|is this|is installed|am i using|is here|do i use]?
            [what is|what's|whats] (the |my )[python|Python] version?
            """,
        terse="""
            [python version|python3 version|version of python|Python version|python --version]
            """,
    ),
    Kind(
        "pip install {r}", "Installs the python package {r}.", rules=_RULES, weight=1.8, slots={"r": _package},
        acts="""
            [install|pip install] (the )(<pkg> )[{r}|{r}|"{r}"] (with pip|using pip|via pip|for python|in python)
            <install> (the )<pkg> [{r}|{r}|"{r}"]
            <install> (the )[{r}|{r}] <pkg> (with pip|for python)
            <install> {r} [with pip|using pip|via pip|for python|from pip|by pip|in python]
            use pip to install {r}
            """,
        asks="""
            i [need|want] (the )<pkg> {r}
            i [need|want] the {r} <pkg>
            python [says|tells me|complains] no module named {r}[, install it| please fix|, what to do]
            """,
        terse="""
            pip install {r}
            pip {r}
            install {r} pip
            """,
    ),
    Kind(
        "pip uninstall -y {r}", "Removes the python package {r}.", rules=_RULES, weight=0.24, slots={"r": _package},
        acts="""
            [uninstall|pip uninstall] (the )(<pkg> )[{r}|{r} <pkg>] (with pip|using pip)
            [remove|delete|get rid of] the <pkg> {r}
            [remove|delete|get rid of] the {r} <pkg>
            """,
        terse="""
            pip [uninstall|remove] {r}
            uninstall {r}
            """,
    ),
    Kind(
        "pip install -r {f}", "Installs the python packages listed in {f}.", rules=_RULES, weight=0.9,
        slots={"f": _requirements},
        acts="""
            <install> (all |the |all the )[packages|dependencies|requirements|python packages|modules|libraries] [from|in|listed in|of] <f>
            <install> (everything in |)<f> with pip
            """,
        terse="""
            pip install {f}
            install [requirements|dependencies] {f}
            """,
    ),
    Kind(
        "python3 -m venv {a}", "Makes a python environment in {a}.", rules=_RULES, weight=0.32, slots={"a": _environment},
        acts="""
            [make|create|set up|build|start] (a |the |a new )[virtual environment|venv|python environment|virtualenv|virtual env|python venv] (called |named |in )["{a}"|{a}]
            """,
        asks="""
            i [need|want] a [virtual environment|venv|virtualenv] (called |named |in ){a}
            """,
        terse="""
            [venv|virtualenv|new venv|virtual environment] {a}
            """,
    ),
    Kind(
        "sudo apt install {r}", "Installs the program {r} on Debian or Ubuntu.", rules=_RULES, weight=0.32, slots={"r": _program},
        acts="""
            [install|get|set up] (the )[program|app|application|tool|software|command] {r}
            [install|get] {r} [with apt|using apt|via apt|from apt|on ubuntu|on debian|on this computer|on my system|on this machine]
            apt install {r}
            """,
        terse="""
            apt {r}
            apt install {r}
            """,
    ),
    Kind(
        "curl -LO {url}", "Downloads {url} into this folder.", rules=_RULES, weight=1.6, slots={"url": url},
        acts="""
            <fetch> {url}
            <fetch> (the )(file |this file |url |link |page |this link )(at |from |: ){url}
            <fetch> {url} (here|to this folder|into this folder|to disk|to my computer|)
            <fetch> [the file|this|this file|the thing|the data] [from|at|:] {url}
            """,
        terse="""
            [download|fetch|wget|get|curl] {url}
            {url} [download|save]
            """,
    ),
    Kind(
        "curl -L -o {f} {url}", "Downloads {url} as {f}.", rules=_RULES, weight=1.2,
        slots={"url": url, "f": file("f", folders=0.04)},
        acts="""
            <fetch> {url} (and save it )[as|to|into|in the file] {f}
            <fetch> {url} [and save it as|and call it|and name it|under the name|to a file called|and store it in|and write it to] {f}
            save {url} [as|to|in|under the name] {f}
            """,
        terse="""
            [download|fetch|wget|get|curl] {url} [as|to] {f}
            """,
    ),
    Kind(
        "python3 -m http.server {port}", "Serves this folder on port {port}.", rules=_RULES, weight=0.28,
        slots={"port": number("port", 1024, 9999)},
        acts="""
            [start|run|launch|open] (a |the )[web server|http server|webserver|local server|file server|simple server|local web server] (here )on port {port}
            [serve|share] [this folder|the current folder|the files here|this directory] (over http )on port {port}
            """,
        terse="""
            [web server|http server|serve folder|server] port {port}
            """,
    ),
    Kind(
        "cd {d}", "Goes to {d}.", rules=_RULES, weight=1.1,
        acts="""
            [go|change|switch|move|jump|navigate|step] [to|into|in] <d>
            [change|switch] (the )[directory|folder|dir|working directory] to {d}
            cd (into |to |)<d>
            [enter|go inside] <d>
            """,
        terse="""
            cd {d}
            go {d}
            """,
    ),
    Kind(
        "cd ..", "Goes one folder up.", rules=_RULES, weight=0.24,
        acts="""
            go (one [folder|level|directory] |a level )up
            go [back|up] [to the [parent folder|parent directory]|one folder|one level]
            [change|switch|go] to the [parent|upper] [folder|directory]
            go to the folder above
            """,
        terse="""
            [cd ..|parent folder|one up|folder up]
            """,
    ),
)  # fmt: skip


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Compose requests to run, install and fetch without end."""
    return stream(KINDS, rng)

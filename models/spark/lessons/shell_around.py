"""Lessons: ports and the network, variables, the folder one is in, where programs lie and their versions."""

# A wording stays on one line, however long.
# ruff: noqa: E501

import random
from collections.abc import Iterator

from models.spark.lessons import names
from models.spark.lessons.request import Conversation, Kind, stream
from models.spark.lessons.slots import Filled

WEIGHT = 1.5

_RULES = {
    "show": "[show (me)|print|display|tell (me)|give (me)|get|check|see|list]",
    "list": "[list|show (me)|display|print|see|get|view]",
    "uses": "[uses|is using|occupies|listens on|is listening on|runs on|is running on|blocks|is blocking|holds|takes|sits on|has|is on]",
    "machine": "[computer|machine|system|pc|laptop|box|server|PC]",
}
_TOOLS = ("git", "python3", "node", "npm", "gcc", "make", "docker", "curl", "wget", "vim", "bash", "java", "go", "rustc",
          "cargo", "ruby", "php", "perl", "pip", "ffmpeg", "tar", "zip", "ssh", "rsync", "cmake", "clang", "sqlite3",
          "psql", "mysql", "nano", "emacs", "tmux", "htop", "jq", "pandoc", "gpg", "openssl", "grep", "sed", "awk")  # fmt: skip
_HOSTS = ("google.com", "example.com", "github.com", "localhost", "8.8.8.8", "1.1.1.1", "wikipedia.org", "python.org")
_VARIABLES = ("HOME", "USER", "SHELL", "LANG", "EDITOR", "PWD", "TERM", "DISPLAY", "HOSTNAME", "JAVA_HOME", "TMPDIR",
              "PYTHONPATH", "LOGNAME", "API_KEY", "DEBUG", "GOPATH", "VIRTUAL_ENV", "LC_ALL", "PAGER", "TZ")  # fmt: skip


def _tool(rng: random.Random) -> Filled:
    name = rng.choice(_TOOLS) if rng.random() < 0.75 else names.word(rng)
    return Filled({"r": name}, name, name)


def _port(rng: random.Random) -> Filled:
    port = rng.choice((22, 80, 443, 3000, 3306, 5000, 5432, 6379, 8000, 8080, 8888, 9000, rng.randrange(1, 65536)))
    return Filled({"port": port}, str(port), str(port))


def _host(rng: random.Random) -> Filled:
    style = rng.random()
    if style < 0.4:
        host = rng.choice(_HOSTS)
    elif style < 0.65:
        host = f"{names.word(rng)}.{rng.choice(('com', 'org', 'net', 'de', 'io', 'fr', 'local'))}"
    elif style < 0.8:
        host = ".".join(str(rng.randrange(256)) for _ in range(4))
    else:
        host = f"192.168.{rng.randrange(3)}.{rng.randrange(1, 255)}"
    return Filled({"host": host}, host, host)


def _variable(rng: random.Random) -> Filled:
    style = rng.random()
    if style < 0.6:
        name = rng.choice(_VARIABLES)
    elif style < 0.8:
        name = names.word(rng).upper()
    else:
        name = f"{names.word(rng)}_{names.word(rng)}".upper()
    return Filled({"var": name, "dollar": f"${name}"}, name, name)


KINDS = (
    Kind(
        "ss -tuln", "Lists the ports that are in use.", rules=_RULES, weight=1.5,
        acts="""
            <list> (all |the |all the |my )[open ports|ports in use|used ports|listening ports|open network ports|ports being used|ports that are open|ports that are in use|ports someone listens on|active ports|open tcp ports]
            <list> [which|what] ports are [open|in use|used|listening|taken|busy]
            <list> (all )(what is |everything )listening (on the network|on ports|)
            """,
        topics="""
            +(all |the |all the |my )[open ports|ports in use|used ports|listening ports|listening sockets|open network ports|ports that are open|active ports]
            """,
        asks="""
            [which|what] ports are [open|in use|used|listening|taken|busy|being used|occupied] (here|on this <machine>|now|)?
            [are there|do i have] (any )open ports (here|on this <machine>|)?
            what is listening (on (the |my )[ports|network]|)?
            """,
        terse="""
            [open ports|ports|listening ports|ports in use|used ports|list ports|ss]
            """,
    ),
    Kind(
        "lsof -i :{port}", "Shows what uses port {port}.", rules=_RULES, weight=1.6, slots={"port": _port},
        acts="""
            [find|find out|see|check|show (me)|tell (me)|list] [who|what|which process|what process|which program|what program] <uses> (the )port {port}
            [find|show (me)|list|get] (the )[process|program|processes|app|pid] [on|using|that uses|listening on|at|running on|behind|of] (the )port {port}
            [check|see|find out] [if|whether] port {port} is [free|in use|taken|used|open|busy|occupied]
            """,
        topics="""
            the [process|program|app|pid|user] [on|using|that uses|listening on|running on|behind|of] (the )port {port}
            [who|what|which process] <uses> (the )port {port}
            """,
        asks="""
            [who|what|which process|what process|which program|what program|which app] <uses> (my |the )port {port}?
            [who|what] is [on|using|behind] (the )port {port}?
            is (the )port {port} [free|in use|taken|used|open|busy|occupied|available|already used] (now|already|)?
            why is port {port} [busy|taken|in use|blocked|occupied]?
            what is running on (port ){port}
            """,
        terse="""
            port {port} [who|used by|process|in use|]
            [lsof|who uses|check|what uses] port {port}
            """,
    ),
    Kind(
        "hostname -I", "Prints the addresses of this machine.", rules=_RULES, weight=1.5,
        acts="""
            <show> (my |the |this <machine>'s |my local |my own )[ip|IP|ip address|IP address|ip addresses|local ip|network address|IPs|ip adress|internal ip|lan ip]
            <show> the [ip|IP|ip address|IP address] of (this|my) <machine>
            """,
        topics="""
            (my |the |my local |my own )[ip|IP|ip address|IP address|local ip address|network address|ip adress]
            the [ip|IP|ip address] of [this|my] <machine>
            """,
        asks="""
            [what is|what's|whats] my [ip|IP|ip address|IP address|local ip|network address|ip adress|local address]?
            [which|what] [ip|IP|ip address|address] (do i have|has this <machine>|does this <machine> have|am i on|have i got)?
            """,
        terse="""
            [ip|my ip|ip address|IP|local ip|IP address|ip addr|my ip address]
            """,
    ),
    Kind(
        "curl -s ifconfig.me", "Asks a service on the network for your public address.", rules=_RULES, weight=0.24,
        topics="""
            (my |the )[public|external|outside|internet|outer] [ip|IP|ip address|IP address|address]
            """,
        asks="""
            [what is|what's|whats] my [public|external|internet|outside] [ip|IP|ip address|IP address]?
            what ip [do others|does the internet|do websites] see (from me|of me|)?
            """,
        terse="""
            [public ip|external ip|my public ip|public IP address]
            """,
    ),
    Kind(
        "ping -c 4 {host}", "Sends four pings to {host}.", rules=_RULES, weight=1.4, slots={"host": _host},
        acts="""
            [ping|ping] (the host |the server |host |the address |to ){host}
            ping {host} (a few times|four times|4 times|)
            [check|test|see|find out] [if|whether] [{host}|the host {host}|the server {host}] is [reachable|up|online|alive|there|responding|available]
            [check|test|try] (the )(connection|network|ping) to {host}
            [check|see|test] [if i|whether i] can reach {host}
            send (a |some |4 |four )[ping|pings] to {host}
            """,
        asks="""
            is {host} [up|online|reachable|alive|down|responding|there|available]?
            can [i|we|you] [reach|ping|get to|connect to] {host}?
            [do|does] {host} [respond|answer]?
            """,
        terse="""
            ping {host}
            {host} [ping|reachable|up|online]
            """,
    ),
    Kind(
        "printenv {var}", "Prints the environment variable {var}.", rules=_RULES, weight=1.4, slots={"var": _variable},
        acts="""
            <show> (the )(value of )(the )[environment variable|env variable|variable|env var|shell variable|environment var] [{var}|{dollar}]
            <show> (the )value of [{var}|{dollar}|the {var} variable|the variable {var}]
            <show> (the )[{var}|{dollar}] [variable|environment variable|env var|value]
            [echo|print|show] {dollar}
            """,
        topics="""
            (the )value of [{var}|{dollar}|the {var} variable|the environment variable {var}]
            the [environment variable|env variable|variable|env var] [{var}|{dollar}]
            the {var} [variable|environment variable]
            """,
        asks="""
            what is (the value of )[{dollar}|{var} set to|the environment variable {var}|the variable {var}|the {var} variable]?
            what is {var} (set to|in my environment|in the environment)?
            is (the variable |the environment variable |)[{var}|{dollar}] set?
            """,
        terse="""
            [printenv|env|env var|variable|environment variable] {var}
            echo {dollar}
            {dollar}
            """,
    ),
    Kind(
        "echo $PATH", "Prints the folders in which programs are looked for.", rules=_RULES, weight=0.9,
        acts="""
            <show> (my |the |the current )[PATH|path] [variable|environment variable|env variable|setting]
            <show> (my |the |the value of )PATH
            <show> (the )[value|content] of (the )(variable |environment variable )PATH
            <show> $PATH
            """,
        topics="""
            (my |the |the current |the value of )[PATH|path] variable
            [my|the|the current] PATH
            """,
        asks="""
            what is (in )[my|the] PATH?
            what is [my|the] path variable?
            [which|what] folders are [in|on] [my|the] [PATH|path]?
            where does the shell look for [programs|commands]?
            """,
        terse="""
            [PATH|echo $PATH|$PATH|path variable|my PATH]
            """,
    ),
    Kind(
        "env", "Prints all environment variables.", rules=_RULES, weight=0.8,
        acts="""
            <list> (all |the |all the |my |all my |every )[environment variables|env variables|env vars|variables|environment variable|environment]
            """,
        topics="""
            +(all |the |all the |my )[environment variables|env variables|env vars]
            """,
        asks="""
            [which|what] [environment variables|env vars|variables] (are set|do i have|exist|are there)?
            """,
        terse="""
            [env|environment|environment variables|env vars|all env variables]
            """,
    ),
    Kind(
        "pwd", "Prints the folder you are in.", rules=_RULES, weight=1.5,
        acts="""
            [show (me)|print|display|tell (me)|give (me)|get] (the |my |the full |the path of the |the name of the )[current|working|present|current working] [folder|directory|dir|path|location]
            print working directory
            <show> (me )where i am (now|right now|)
            <show> (the )(full |whole |absolute |complete )path (of [this|the current] [folder|directory]|to here)
            """,
        topics="""
            [the path|the name|the full path|the location] of the [current|working|present|current working] [folder|directory|dir]
            (the |my )[current path|current location|working path|path of this folder]
            [where i am|in which folder i am|the path to this folder|which folder this is]
            """,
        asks="""
            where am i (now|right now|in the file system|at the moment|at|)?
            [which|what|in which|in what] [folder|directory|dir] [am i in|is this|am i|are we in|am i working in|do i work in|i am in]?
            [what is|what's|whats] (the |my )[current|working|present] [folder|directory|dir|path]?
            [what is the path|what path] of [this|the current] [folder|directory]?
            """,
        terse="""
            [pwd|current folder|current directory|where am i|working directory|cwd|current path|current dir|this folder path|print working directory]
            """,
    ),
    Kind(
        "which {r}", "Shows where the program {r} lies.", rules=_RULES, weight=1.3, slots={"r": _tool},
        acts="""
            [find|find out|see|show (me)|tell (me)|check] where [{r} is installed|the [program|command|tool|binary] {r} (is|lies|is located)]
            <show> (the )[path|location|full path] [of|to] (the )[program|command|binary|executable] {r}
            [check|see|find out|tell (me)] [if|whether] {r} is [installed|there|available|on this <machine>|present]
            <show> which {r} [i use|is used|runs|gets used|is run|will run|am i using]
            """,
        asks="""
            where is (the )(program |command |){r} installed?
            where is (the )[program|command|binary] {r} (located)?
            where does {r} [live|come from|lie|sit] (on this <machine>|on disk|)?
            which {r} [do i use|is used|am i using|is this|runs|is run|is it]?
            is {r} [installed|available] (here|on this <machine>|)?
            do i have {r} (installed|on this <machine>|)?
            have i (got ){r} installed?
            """,
        terse="""
            which {r}
            [where is|path of|location of|path to] {r}
            {r} [path|location|installed|where]
            """,
    ),
    Kind(
        "{r} --version", "Prints the version of {r}.", rules=_RULES, weight=1.5, slots={"r": _tool},
        acts="""
            <show> (the |my |the installed )[version|version number|release|installed version] of (the program |the tool |my ){r}
            <show> (the |my |the installed ){r}('s|) [version|version number]
            <show> [which|what] version of {r} [i have|is installed|i use|i am using|this is|is here|runs]
            [check|see|find out] how [new|old] my {r} is
            """,
        topics="""
            (the |my |the installed )[version|version number] of {r}
            (the |my |the installed ){r} version (number|)
            """,
        asks="""
            [what|which] version of {r} (do i have|is this|is installed|am i using|am i on|is here|have i|do i use|is it|am i running)?
            [what|which] {r} version (do i have|is this|is installed|am i using|is it|have i|)?
            [what is|what's|whats] (the |my ){r} version?
            how [new|old] is my {r}?
            """,
        terse="""
            {r} version
            [version of|version|check version] {r}
            {r} --version
            """,
    ),
)  # fmt: skip


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Compose requests about the network and the surroundings without end."""
    return stream(KINDS, rng)

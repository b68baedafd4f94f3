"""Lessons: processes, ports, the network and the settings of the shell."""

import random
from collections.abc import Iterator

from models.spark.lessons import names
from models.spark.lessons.request import Conversation, Kind, stream
from models.spark.lessons.slots import Filled, chosen, folder, number

WEIGHT = 2.0

_RULES = {
    "show": "[show (me)|print|display|tell (me)|give (me)|get|check|see|list]",
    "list": "[list|show (me)|display|print|see|get|view]",
    "kill": "[kill|kill|stop|end|terminate|quit|close|shut down|finish|halt|abort]",
    "force": "[force kill|kill -9|forcefully kill|hard kill|force quit|kill by force|forcibly stop|kill hard]",
    "running": "[running|active|current|currently running|live]",
    "proc": "[process|process|program|app|application|task]",
    "procs": "[processes|processes|programs|tasks|apps|applications]",
    "pr": "[{r}|{r}|{r}|the process {r}|the {r} process|the program {r}|\"{r}\"|the process called {r}|process {r}|the process named {r}]",
    "uses": "[uses|is using|occupies|listens on|is listening on|runs on|is running on|blocks|is blocking|holds|takes|sits on|has|is on]",
    "machine": "[computer|machine|system|pc|laptop|box|server|PC]",
}
_PROGRAMS = ("firefox", "chrome", "nginx", "python", "python3", "node", "java", "mysqld", "postgres", "redis-server",
             "apache2", "sshd", "docker", "code", "vim", "bash", "slack", "spotify", "vlc", "gimp", "steam", "discord",
             "thunderbird", "telegram", "zoom", "ollama", "cron", "emacs", "mongod", "gunicorn", "uvicorn", "caddy",
             "php-fpm", "rsync", "ffmpeg", "tmux", "blender", "teams", "dropbox", "cups", "make", "cargo")  # fmt: skip
_TOOLS = ("git", "python3", "node", "npm", "gcc", "make", "docker", "curl", "wget", "vim", "bash", "java", "go", "rustc",
          "cargo", "ruby", "php", "perl", "pip", "ffmpeg", "tar", "zip", "ssh", "rsync", "cmake", "clang", "sqlite3",
          "psql", "mysql", "nano", "emacs", "tmux", "htop", "jq", "pandoc", "gpg", "openssl", "grep", "sed", "awk")  # fmt: skip
_HOSTS = ("google.com", "example.com", "github.com", "localhost", "8.8.8.8", "1.1.1.1", "wikipedia.org", "python.org")
_VARIABLES = ("HOME", "USER", "SHELL", "LANG", "EDITOR", "PWD", "TERM", "DISPLAY", "HOSTNAME", "JAVA_HOME", "TMPDIR",
              "PYTHONPATH", "LOGNAME", "API_KEY", "DEBUG", "GOPATH", "VIRTUAL_ENV", "LC_ALL", "PAGER", "TZ")  # fmt: skip


def _program(rng: random.Random) -> Filled:
    name = rng.choice(_PROGRAMS) if rng.random() < 0.55 else names.word(rng)
    return Filled({"r": name}, name, name)


def _tool(rng: random.Random) -> Filled:
    name = rng.choice(_TOOLS) if rng.random() < 0.75 else names.word(rng)
    return Filled({"r": name}, name, name)


def _pid(rng: random.Random) -> Filled:
    pid = rng.randrange(2, 10 ** rng.choice((3, 4, 5, 5)) + 2)
    return Filled({"i": pid}, str(pid), str(pid))


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
        "ps aux", "Lists all running processes.", rules=_RULES, weight=1.5,
        acts="""
            <list> (all |the |all the |my )(<running> )<procs>
            <list> (all |the )<procs> [that are running|which are running|running (now|here|on this <machine>)|running right now]
            <list> [what is|what's|everything that is] running (on this <machine>|here|right now|)
            """,
        topics="""
            +(all |the |all the |my )<running> <procs>
            a list of (all |the )(<running> )<procs>
            what is running (on this <machine>|right now|)
            the process list
            """,
        asks="""
            [which|what] <procs> [are|is] [running|active] (now|right now|here|on this <machine>|at the moment|)?
            [what is|what's|whats] running (on [this|my|the] <machine>|right now|here|now|at the moment)?
            what is [my|this] <machine> doing (now|right now|)?
            """,
        terse="""
            [ps|processes|running processes|process list|list processes|ps aux|running programs|all processes|tasks running]
            """,
    ),
    Kind(
        "ps aux --sort=-%cpu | head -n 10", "Shows the processes that use the most processor time.", rules=_RULES, weight=1,
        acts="""
            <list> (the )<procs> [that use|using|which use|eating|with|that eat|that take] (the )[most|highest|a lot of|so much] [cpu|CPU|processor|processor time|cpu time|cpu usage]
            <list> (the )<procs> (sorted |ordered )by [cpu|CPU|cpu usage|processor usage|cpu use]
            <list> the top [cpu|CPU|cpu using|cpu hungry] <procs>
            [find|see|find out] [what|which <proc>] [uses|is using|eats|is eating|takes|hogs] (all |the most |so much |my )[cpu|CPU|processor]
            """,
        asks="""
            [what|which <proc>] [uses|is using|eats|is eating|is hogging|takes|takes up|needs] (up )(all |the most |so much |most |my )(my |the |)[cpu|CPU|processor|processing power]?
            why is [my|this] <machine> (so )slow?
            """,
        terse="""
            [top cpu|cpu usage|processes by cpu|cpu hogs|top processes|top cpu processes|most cpu]
            """,
    ),
    Kind(
        "ps aux --sort=-%mem | head -n 10", "Shows the processes that use the most memory.", rules=_RULES, weight=1,
        acts="""
            <list> (the )<procs> [that use|using|which use|eating|with|that eat|that take] (the )[most|highest|a lot of|so much] [memory|ram|RAM|memory usage]
            <list> (the )<procs> (sorted |ordered )by [memory|ram|RAM|memory usage|memory use]
            <list> the top [memory|ram|memory hungry] <procs>
            [find|see|find out] [what|which <proc>] [uses|is using|eats|is eating|takes|hogs] (all |the most |so much |my )[memory|ram|RAM]
            """,
        asks="""
            [what|which <proc>] [uses|is using|eats|is eating|is hogging|takes|takes up|needs] (up )(all |the most |so much |most |my )(my |the |)[memory|ram|RAM]?
            """,
        terse="""
            [top memory|processes by memory|memory hogs|processes by ram|most memory|top ram]
            """,
    ),
    Kind(
        "pgrep -af {r}", "Finds the processes named {r}.", rules=_RULES, weight=1.5, slots={"r": _program},
        acts="""
            [find|search for|look for|locate|search] <pr>
            [find|search for|look for|list|show (me)] (all |the |any )(running )[processes|process] [named|called|of|with the name|for|matching] {r}
            <show> (the )[pid|PID|process id|process number|id] of [{r}|the process {r}|the {r} process]
            [check|see|tell (me)|find out] [if|whether] <pr> is [running|active|alive|still running]
            [list|show (me)] (all |the )(running )<pr> [processes|process]
            """,
        topics="""
            the [pid|PID|process id|process number] of [{r}|the process {r}]
            +(all |the )(running )(processes of |)[{r} processes|{r} process]
            """,
        asks="""
            is <pr> (still |already |currently |)[running|active|alive|up|on]( now| here| on this <machine>|)?
            [what is|what's] the [pid|PID|process id] of <pr>?
            do i have {r} running?
            [which|what] [pid|process id|process number] [has <pr>|does <pr> have]?
            """,
        terse="""
            [find process|process|pgrep|pid of|is running|process id|pid] {r}
            {r} [process|running|pid|is it running|process id]
            """,
    ),
    Kind(
        "pkill {r}", "Stops the processes named {r}.", rules=_RULES, weight=1.5, slots={"r": _program},
        acts="""
            <kill> <pr>
            <kill> <pr>
            <kill> (all |the |every )(running )[processes|process|programs|instances] [named|called|of|with the name] {r}
            <kill> (all |every |the )(running )[{r}] [process|processes|instance|instances]
            """,
        asks="""
            {r} [is hanging|hangs|is frozen|is stuck|does not respond|doesn't respond|froze|crashed][, kill it|, stop it|, close it|. kill it]
            """,
        terse="""
            pkill {r}
            [kill|stop|end|quit|close|terminate] {r}
            {r} [kill|stop|close]
            """,
    ),
    Kind(
        "kill {i}", "Stops the process with the number {i}.", rules=_RULES, weight=1.4, slots={"i": _pid},
        acts="""
            <kill> (the )process (with (the )[pid|PID|id|number|process id]|number|id|no|pid|) {i}
            <kill> [pid|PID|process|process id|the pid|job with pid] {i}
            <kill> {i}
            """,
        terse="""
            kill {i}
            kill [pid|process|PID] {i}
            """,
    ),
    Kind(
        "kill -9 {i}", "Stops the process {i} by force.", rules=_RULES, weight=0.8, slots={"i": _pid},
        acts="""
            <force> (the )[process|pid|process number|process with pid|PID|process id|] {i}
            <kill> (the )[process|pid|process with pid|PID|] {i} [by force|forcefully|with force|immediately by force|for real|with signal 9|with SIGKILL|the hard way|hard]
            """,
        terse="""
            kill -9 {i}
            force kill {i}
            """,
    ),
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
        "curl -s ifconfig.me", "Asks a service on the network for your public address.", rules=_RULES, weight=0.6,
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
    """Compose requests about processes and the network without end."""
    return stream(KINDS, rng)

"""Lessons: see and stop what is running."""

# A wording stays on one line, however long.
# ruff: noqa: E501

import random
from collections.abc import Iterator

from models.spark.lessons import names
from models.spark.lessons.request import Conversation, Kind, stream
from models.spark.lessons.slots import Filled

WEIGHT = 1.1

_RULES = {
    "show": "[show (me)|print|display|tell (me)|give (me)|get|check|see|list]",
    "list": "[list|show (me)|display|print|see|get|view]",
    "kill": "[kill|kill|stop|end|terminate|quit|close|shut down|finish|halt|abort]",
    "force": "[force kill|kill -9|forcefully kill|hard kill|force quit|kill by force|forcibly stop|kill hard]",
    "running": "[running|active|current|currently running|live]",
    "proc": "[process|process|program|app|application|task]",
    "procs": "[processes|processes|programs|tasks|apps|applications]",
    "pr": "[{r}|{r}|{r}|the process {r}|the {r} process|the program {r}|\"{r}\"|the process called {r}|process {r}|the process named {r}]",
    "machine": "[computer|machine|system|pc|laptop|box|server|PC]",
}
_PROGRAMS = ("firefox", "chrome", "nginx", "python", "python3", "node", "java", "mysqld", "postgres", "redis-server",
             "apache2", "sshd", "docker", "code", "vim", "bash", "slack", "spotify", "vlc", "gimp", "steam", "discord",
             "thunderbird", "telegram", "zoom", "ollama", "cron", "emacs", "mongod", "gunicorn", "uvicorn", "caddy",
             "php-fpm", "rsync", "ffmpeg", "tmux", "blender", "teams", "dropbox", "cups", "make", "cargo")  # fmt: skip


def _program(rng: random.Random) -> Filled:
    name = rng.choice(_PROGRAMS) if rng.random() < 0.55 else names.word(rng)
    return Filled({"r": name}, name, name)


def _pid(rng: random.Random) -> Filled:
    pid = rng.randrange(2, 10 ** rng.choice((3, 4, 5, 5)) + 2)
    return Filled({"i": pid}, str(pid), str(pid))


KINDS = (
    Kind(
        "ps aux", "Lists all running processes.", rules=_RULES, weight=1.5,
        acts="""
            <list> (all |the |all the |my )(<running> )<procs>
            <list> (all |the )<procs> [that are running|which are running|running (now|here|on this <machine>)|running right now]
            <list> [what is|what's|everything that is|everything that's|all that is] running (on this <machine>|here|right now|)
            <list> [the programs|the processes|all programs|all tasks|the apps] that [are running|run] (now|right now|at the moment|)
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
        "kill -9 {i}", "Stops the process {i} by force.", rules=_RULES, weight=0.32, slots={"i": _pid},
        acts="""
            <force> (the )[process|pid|process number|process with pid|PID|process id|] {i}
            <kill> (the )[process|pid|process with pid|PID|] {i} [by force|forcefully|with force|immediately by force|for real|with signal 9|with SIGKILL|the hard way|hard]
            """,
        terse="""
            kill -9 {i}
            force kill {i}
            """,
    ),
)  # fmt: skip


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Compose requests about processes without end."""
    return stream(KINDS, rng)

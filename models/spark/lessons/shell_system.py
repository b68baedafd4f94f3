"""Lessons: the machine: time, users, memory, processor, version of the system."""

# A wording stays on one line, however long.
# ruff: noqa: E501

import random
from collections.abc import Iterator

from models.spark.lessons.request import Conversation, Kind, stream
from models.spark.lessons.slots import Filled, chosen

WEIGHT = 1.2

_RULES = {
    "machine": "[computer|machine|system|pc|laptop|box|server|device|host|PC]",
    "my": "[my|this|the|our]",
    "show": "[show (me)|print|display|tell (me)|give (me)|get|check|see]",
    "ver": "[version|version number|release]",
    "os": "[os|OS|operating system|linux|distro|distribution|system|ubuntu or debian]",
}
_YEARS = chosen("year", *(str(year) for year in range(1995, 2041)))


def _month(rng: random.Random) -> Filled:
    months = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
              "november", "december")  # fmt: skip
    at = rng.randrange(12)
    year = rng.randrange(2000, 2040)
    said = months[at] if rng.random() < 0.3 else months[at].capitalize()
    return Filled({"month": said, "year": year}, f"{at + 1} {year}", f"{months[at].capitalize()} {year}")


KINDS = (
    Kind(
        "date", "Prints the date and the time.", rules=_RULES, weight=2,
        acts="""
            <show> (the |today's |current |the current )[date|time|date and time|time and date|day|day and time|clock]
            [look at|read] the clock
            """,
        topics="""
            (the |the current |current |today's )[date|time|date and time|time and date|clock|time of day|local time]
            [what day it is|what time it is|what the time is|what the date is|today's date]
            """,
        asks="""
            what [time|day|date] is it (now|today|right now|here|please|at the moment|)?
            (what is|what's|whats) the (current |exact |local )[date|time|date today|time now|day today|date and time]?
            which [day|date] [is it|do we have|is] today?
            what day [is today|is it today|do we have|of the month is it]?
            how late is it (now|)?
            (do you |can you )[know|tell me] (what )(the )[time|date|time it is|day it is]?
            what's today's date?
            what is today?
            is it already [noon|midnight|monday|friday|late]?
            what date do we have today?
            what [year|month] is it?
            """,
        terse="""
            [date|time|today|time now|current date|current time|date today|now|todays date|date and time|clock]
            """,
    ),
    Kind(
        "date +%A", "Prints the day of the week.", rules=_RULES, weight=0.7,
        acts="""
            <show> (the |today's )[day of the week|weekday|day of week|week day|name of the day]
            """,
        topics="""
            (the |today's |the current )[day of the week|weekday|day of week]
            """,
        asks="""
            [what|which] [day of the week|weekday|day of week] is (it|it today|today)?
            [what|which] [weekday|day of the week] do we have (today|)?
            """,
        terse="""
            [weekday|day of the week|weekday today]
            """,
    ),
    Kind(
        "cal", "Shows the calendar of this month.", rules=_RULES, weight=0.9,
        acts="""
            <show> (a |the )[calendar|month calendar|calendar of this month|calendar for this month|current month|calendar of the current month]
            """,
        topics="""
            (a |the |this month's )[calendar|month calendar|calendar of this month|calendar for this month|this month as a calendar]
            """,
        asks="""
            how does this month look (in a calendar|)?
            [do you have|is there|got] a calendar?
            """,
        terse="""
            [cal|calendar|calendar this month|month calendar|this month calendar]
            """,
    ),
    Kind(
        "cal {year}", "Shows the calendar of {year}.", rules=_RULES, weight=0.5, slots={"year": _YEARS},
        acts="""
            <show> (a |the )(whole |full |year )calendar [of|for] (the )(whole |full )(year ){year}
            """,
        topics="""
            (a |the )(whole |full )calendar [of|for] (the )(year ){year}
            the {year} calendar
            the whole year {year} as a calendar
            """,
        terse="""
            [cal|calendar|calendar for|calendar of] {year}
            {year} calendar
            """,
    ),
    Kind(
        "cal {monthyear}", "Shows the calendar of {monthyear}.", rules=_RULES, weight=0.6, slots={"monthyear": _month},
        acts="""
            <show> (a |the )(month )calendar [of|for] {month} {year}
            """,
        topics="""
            (a |the )calendar [of|for] {month} {year}
            {month} {year} as a calendar
            """,
        asks="""
            what did {month} {year} look like (in a calendar)?
            """,
        terse="""
            [cal|calendar|calendar for] {month} {year}
            {month} {year} calendar
            """,
    ),
    Kind(
        "whoami", "Prints your user name.", rules=_RULES, weight=1.4,
        acts="""
            <show> (my |the |the current |current )[user name|username|user|login name|login|account name|user account|user id name]
            <show> who i am (logged in as)
            """,
        topics="""
            (my |the |the current |current )[user name|username|login name|account name|user]
            the name of (my |the current )[user|account]
            who i am (on this <machine>|logged in as)
            """,
        asks="""
            who am i( logged in as| here| on this <machine>| signed in as| right now|)?
            (what is|what's|whats) my [user name|username|login|login name|user|account name|account]?
            which user am i( logged in as| here| running as| using|)?
            [under|with|as] [which|what] [user|account|name|login] am i [logged in|working|running|here]?
            [what|which] [account|user|login] [am i using|is this|is logged in|do i use]?
            am i root?
            """,
        terse="""
            [whoami|username|user name|my user|my username|current user|who am i|login name]
            """,
    ),
    Kind(
        "hostname", "Prints the name of this machine.", rules=_RULES, weight=1.2,
        acts="""
            <show> (the |my )[host name|hostname|<machine> name|name of <my> <machine>|name of the host|network name]
            <show> [how <my> <machine> is called|what <my> <machine> is called]
            """,
        topics="""
            (the |my )[host name|hostname|<machine> name|name of <my> <machine>]
            what <my> <machine> is called
            """,
        asks="""
            (what is|what's|whats) (the |my )[host name|hostname|<machine> name|<machine>'s name|name of <my> <machine>]?
            how is <my> <machine> [called|named]?
            what is <my> <machine> [called|named]?
            [which|what] <machine> (is this|am i on|am i using|am i logged in to)?
            [on|in] which [host|server|<machine>] am i?
            """,
        terse="""
            [hostname|host name|computer name|machine name|name of this computer|pc name|host]
            """,
    ),
    Kind(
        "uptime", "Shows how long the machine has been running.", rules=_RULES, weight=1.2,
        acts="""
            <show> (the |my )[uptime|up time|<machine> uptime|uptime of <my> <machine>|running time]
            <show> [how long|since when] <my> <machine> [has been|is] [up|on|running|awake|turned on|switched on|working]
            <show> (the )[last boot time|load average|system load|load]
            """,
        topics="""
            (the |my )[uptime|up time|system uptime|load average|system load|uptime of <my> <machine>]
            how long <my> <machine> [has been|is] [up|on|running]
            """,
        asks="""
            how long [has <my> <machine> been|is <my> <machine>] [up|on|running|turned on|online|awake|alive|working|switched on]?
            since when is <my> <machine> [up|on|running|turned on]?
            when did <my> <machine> (last )[boot|start|start up|restart|reboot|get turned on]?
            when was <my> <machine> (last )[booted|started|restarted|rebooted|turned on]?
            (what is|what's) the [uptime|load|load average|system load] (of <my> <machine>|)?
            how [busy|loaded] is <my> <machine>?
            """,
        terse="""
            [uptime|up time|system uptime|load average|how long up|system load]
            """,
    ),
    Kind(
        "free -h", "Shows how much memory is used and free.", rules=_RULES, weight=1.7,
        acts="""
            <show> (the |my |how much )[free|available|used|total] [memory|ram|RAM] (i have|there is|is left|)
            <show> (the |my )[memory|ram|RAM] (usage|use|status|info|consumption|size|)
            <show> how much [memory|ram|RAM] [is free|is used|is left|is available|i have|is in use|this <machine> has|i have left]
            """,
        topics="""
            (the |my )[memory|ram|RAM] [usage|use|status|info|consumption|size|amount]
            my [memory|ram|RAM]
            (the |my )[free|available|used|total] [memory|ram|RAM]
            how much [memory|ram|RAM] (is |i have )[free|left|available|used|in total]
            """,
        asks="""
            how much [memory|ram|RAM|free memory|free ram] (do i have|is there|have i|does this <machine> have|is free|is left|is available|do i have left|is in use|is used|are we using|has this <machine>)?
            how many [gigabytes|gigs|GB|gb|megabytes] of [ram|RAM|memory] (do i have|are there|are free|does this <machine> have|are left|are used)?
            [is|am i] [my|the|] [memory|ram] (full|almost full|enough|low)?
            am i [low on|running out of|out of] [memory|ram]?
            (do i have|is there) (still )enough [memory|ram|RAM] (left|free|)?
            (what is|what's) (my |the )[memory|ram|RAM] (usage|situation|size)?
            """,
        terse="""
            [memory|ram|free memory|memory usage|ram usage|free ram|RAM|available memory|free -h|mem|how much ram|memory free]
            """,
    ),
    Kind(
        "lscpu", "Shows what processor this machine has.", rules=_RULES, weight=1.2,
        acts="""
            <show> (the |my )[cpu|CPU|processor] (info|information|details|model|type|specs|name|data|)
            <show> [which|what] [cpu|processor|CPU|chip] [i have|this <machine> has|is inside|is in <my> <machine>]
            <show> (all )(the )[information|details|info] about (the |my )[cpu|processor|CPU]
            """,
        topics="""
            (the |my )[cpu|CPU|processor] [info|information|details|model|type|specs|name]
            my [cpu|CPU|processor]
            +details (about|of) (the |my )[cpu|processor|CPU]
            """,
        asks="""
            [what|which] (kind of |type of |sort of )[cpu|processor|CPU|chip] (do i have|is this|is in here|is inside|does this <machine> have|is in <my> <machine>|am i using|is installed)?
            how fast is [my|the] [cpu|processor|CPU]?
            what are the [cpu|processor|CPU] (specs|details|features)?
            (what is|what's) my [cpu|processor|CPU]?
            """,
        terse="""
            [cpu|cpu info|processor|CPU|lscpu|cpu model|processor info|cpu details|cpu type]
            """,
    ),
    Kind(
        "nproc", "Prints the number of processor cores.", rules=_RULES, weight=1,
        acts="""
            <show> (the |my )[number of (cpu |processor |CPU )cores|core count|cpu count|number of cpus|number of processors|CPU count|count of cores]
            count (the |my )[cores|cpu cores|cpus|processors|processor cores|CPUs]
            <show> how many [cores|cpus|cpu cores|processors|threads] [i have|this <machine> has|there are]
            """,
        topics="""
            (the |my )[number of (cpu |processor |CPU )cores|core count|cpu count|number of cpus|number of processors]
            how many [cores|cpus|processors] [i have|there are|this <machine> has]
            """,
        asks="""
            how many (cpu |processor |CPU )[cores|cpus|processors|CPUs|threads] (do i have|are there|does this <machine> have|has this <machine>|are in here|does my [cpu|processor] have|have i)?
            """,
        terse="""
            [nproc|core count|cpu count|number of cores|cpu cores|cores|how many cores]
            """,
    ),
    Kind(
        "uname -r", "Prints the version of the kernel.", rules=_RULES, weight=1,
        acts="""
            <show> (the |my )(linux )[kernel|kernel version|kernel release|version of the kernel|kernel number]
            """,
        topics="""
            (the |my )(linux )[kernel version|kernel release|version of the kernel]
            """,
        asks="""
            [what|which] (linux )kernel (version |release )(is this|is running|do i have|am i running|am i on|runs here|is installed|do i use)?
            (what is|what's) (the |my )(linux )kernel version?
            """,
        terse="""
            [kernel|kernel version|uname|linux kernel|uname -r|kernel release]
            """,
    ),
    Kind(
        "cat /etc/os-release", "Shows which system and version this is.", rules=_RULES, weight=1.2,
        acts="""
            <show> (the |my )<os> [name and |]<ver>
            <show> [which|what] [<os>|version of <os>|linux distribution] [i have|i use|this is|is running|is installed|i am running]
            """,
        topics="""
            (the |my )[os|OS|operating system|distro|distribution|linux|system] <ver>
            the <ver> of (the |my )[os|OS|operating system|distro|linux|system]
            """,
        asks="""
            [what|which] [os|OS|operating system|distro|distribution|linux|linux distribution|linux distro|version of linux|os version|system] (is this|am i on|do i have|is running|am i running|am i using|is installed|do i use|runs here)?
            (what is|what's) (the |my )[os|OS|operating system|distro|distribution]?
            [is this|am i on|is it|am i running] [ubuntu|debian|fedora|linux|arch or ubuntu|ubuntu or debian]?
            """,
        terse="""
            [os version|os|distro|linux version|distribution|operating system|OS version|which linux|system version]
            """,
    ),
    Kind(
        "uname -m", "Prints the architecture of the machine.", rules=_RULES, weight=0.2,
        topics="""
            (the |my )[architecture|cpu architecture|system architecture|machine architecture|processor architecture]
            """,
        asks="""
            is [this|my|this <machine>|my <machine>|it|my cpu] [32 or 64 bit|64 bit|64-bit|arm or x86|arm|x86]?
            [what|which] architecture [is this|do i have|is my cpu|does this <machine> have]?
            """,
        terse="""
            [architecture|arch|cpu architecture|uname -m|32 or 64 bit]
            """,
    ),
)  # fmt: skip


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Compose questions about the machine without end."""
    return stream(KINDS, rng)

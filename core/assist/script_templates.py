"""Scripts that are ready to be written where no model is able to write one, and which of them a request asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from core.store.plain_file import read_plain

FOLDER = Path(__file__).resolve().parents[2] / "config" / "templates"
SUFFIXES = {"python": ".py", "bash": ".sh", "javascript": ".js"}
_SIZE_MAX_BYTES = 100_000


@dataclass(frozen=True, slots=True)
class Template:
    """A ready script. A request asks for it that has a word of each group in `words` and none of `against`.

    `more` words speak for it. `needs` are the arguments it cannot do without.
    """

    name: str
    does: str
    words: tuple[str, ...]
    more: str = ""
    languages: tuple[str, ...] = ("python", "bash", "javascript")
    against: str = ""
    needs: str = ""

    def text(self, language: str) -> str:
        """Return the script in one of its languages."""
        return read_plain(FOLDER / f"{self.name}{SUFFIXES[language]}", size_max=_SIZE_MAX_BYTES).decode("utf-8")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The template for a request, its language, and the words of the request that speak for it."""

    template: Template
    language: str
    because: tuple[str, ...]


_FILE = r"files?|documents?|pictures?|photos?|images?|things|names?|stuff|them|items"
_FOLDER = r"folders?|director(?:y|ies)|dirs?|downloads|home"
_NO_BASH = ("python", "javascript")
TEMPLATES = (
    Template("sort_by_size", "lists the files of a folder by size, the largest first",
             (r"sort|sorts|sorted|order|orders|list|lists|find|finds|show|shows|rank|ranks|get|print",
              r"sizes?|large|larger|largest|big|bigger|biggest|small|smallest|heaviest|space", _FILE + "|" + _FOLDER),
             against=r"numbers?|primes?|tables?|databases?|resize|thumbnails?|duplicates?|disks?|memory"),
    Template("rename_in_bulk", "renames many files at once, after showing what it would do",
             (r"rename|renames|renaming|renamer", _FILE + r"|bulk|batch|many|all|extensions?"), _FOLDER,
             ("python", "bash"), r"columns?|tables?|variables?|branch(?:es)?", "FIND REPLACE"),
    Template("find_duplicates", "finds files with the same content",
             (r"duplicates?|duplicated|dupes?|identical|same", _FILE + r"|dupes?|content|" + _FOLDER),
             "find|finds|detect", ("python", "bash"), r"lines?|rows?|words?|elements?|numbers?|lists?|copy|copies"),
    Template("backup_folder", "packs a folder into a dated .tar.gz",
             (r"back ?ups?|backs up|archives?|archiving|compress|compresses|tar|tarball|tar\.gz|zip|zips",),
             _FOLDER + "|" + _FILE, ("python", "bash"),
             r"mysql|postgres\w*|mongo\w*|databases?|db|git|remote|s3|cloud|ssh|rsync|unzip|decompress|extracts?|restores?|"
             r"emails?|websites?", "FOLDER"),
    Template("csv_to_json", "turns CSV into JSON", (r"csv|spreadsheet|tsv", r"json"), "convert|converts|turn|to|into",
             _NO_BASH, r"json to csv|download|api|url", "FILE"),
    Template("json_check", "checks JSON files and prints them in a readable form",
             (r"json", r"validates?|validator|checks?|checker|prett(?:y|ier|ify)|prettyprint|formats?|formatter|"
              r"readable|indent|lints?"), "print|prints", _NO_BASH, r"csv|yaml|xml|api|url|download|schema"),
    Template("count_words", "counts lines, words and letters, and shows the words used most",
             (r"counts?|counter|counting|frequenc(?:y|ies)|number|many|statistics",
              r"words?|lines?|letters?|characters?|vocabulary"), "", against=r"code|git|commits?|crosswords?"),
    Template("watch_folder", "tells of every change below a folder",
             (r"watch|watches|watcher|monitor|monitors|detect|detects|notify|notifies|observe|observes",
              _FOLDER + r"|changes?|" + _FILE), "changes?", ("python", "bash"),
             r"cpu|memory|disks?|network|websites?|urls?|duplicates?|prices?|home|faces?|photos?|images?"),
    Template("search_log", "searches log files, or sums them up by level and message",
             (r"logs?|logfiles?|syslog", r"search|searches|find|finds|analy[sz]e|analy[sz]es|analy[sz]er|parse|parses|"
              r"parser|summar(?:y|ize|ise|izes|ises)|errors?|count|counts|grep|filter|filters|read|reads|scan|scans"),
             "", ("python", "bash"), r"rotat\w+|git|login|delete|deletes|blog", "FILE"),
    Template("todo", "keeps a to-do list in a file", (r"to-?dos?|task list|task-?list|checklist|task manager",),
             "list|manager|app|cli|add", _NO_BASH, r"web|react|website|gui|api"),
    Template("serve_folder", "serves the files of a folder over HTTP, to this machine only",
             (r"serve|serves|server|host|hosts|hosting",
              r"http|web|static|website|site|html|page|pages|files|folder|localhost|local"), "", _NO_BASH,
             r"api|rest|chat|sockets?|websockets?|tcp|udp|dns|proxy|minecraft|game|flask|django|express|upload\w*|ping"),
    Template("make_password", "makes passwords", (r"passwords?|passphrases?|passcodes?",
                                                  r"generat\w+|makes?|creates?|random|strong|secure"), "", _NO_BASH,
             r"manager|store|stores|crack\w*|hash\w*|check\w*|strength|brute|wifi|zip"),
    Template("unit_tests", "is a set of unit tests to begin with",
             (r"unit ?-?tests?|unittests?|test ?cases?|test suite|test skeleton",), "skeleton|example", _NO_BASH),
    Template("sort_into_folders", "sorts the files of a folder into folders by their kind",
             (r"organi[sz]e|organi[sz]es|organi[sz]er|sort|sorts|group|groups|tidy|tidies|move|moves",
              r"types?|kinds?|extensions?|categor(?:y|ies)|subfolders?|downloads", _FILE + "|" + _FOLDER), "",
             ("python",), r"sizes?|dates?|names?|ages?"),
    Template("system_report", "reports on this machine: load, memory, disks that are nearly full",
             (r"system|machine|computer|disks?|memory|cpu|ram|uptime|health",
              r"reports?|info|information|status|usage|checks?|monitors?|shows?|full|stats|free|left|space"), "",
             ("bash",), r"files?|folders?|emails?|kill|kills|restart|update|clean|clear"),
    Template("hello", "greets somebody: arguments, --help and an exit status to begin with",
             (r"hello|hi|greets?|greeting|skeleton|argparse|boilerplate|starter|arguments",), "",
             against=r"server|web|http|bot|game|gui|window|flask|react"),
)
_LANGUAGES = (("javascript", r"javascript|js|node|nodejs|node\.js"), ("bash", r"bash|shell|sh|zsh"),
              ("python", r"python3?|py"))


def language_in(request: str) -> str:
    """Return the language that a request names; "" where it names none."""
    return next((language for language, words in _LANGUAGES
                 if re.search(rf"(?<![\w.])(?:{words})(?![\w])", request, re.IGNORECASE)), "")


def chosen_template(request: str) -> Chosen | None:
    """Return the template that a request asks for, in the language it names, else in Python or what there is of it.

    Of several the one with the most words of the request, then the one that stands first. None: it asks for no such.
    """
    language = language_in(request)
    text = re.sub(r"\b(?:python3?|bash|shell|javascript|node(?:\.?js)?|js|script|program)\b", " ", request.lower())
    best: tuple[int, Chosen] | None = None
    for template in TEMPLATES:
        if (language and language not in template.languages) or _found(template.against, text):
            continue
        groups = [_found(words, text) for words in template.words]
        if not all(groups):
            continue
        found = dict.fromkeys([*(word for group in groups for word in group), *_found(template.more, text)])
        # A template that asks for more groups of words is the more special one.
        weight = 2 * len(template.words) + len(found)
        if best is None or weight > best[0]:
            best = (weight, Chosen(template, language or template.languages[0], tuple(found)))
    return best[1] if best else None


def _found(words: str, text: str) -> list[str]:
    return re.findall(rf"(?<![\w-])(?:{words})(?![\w-])", text) if words else []

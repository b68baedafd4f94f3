"""Names that people type: files, folders, words, people, numbers, endless and mostly never seen twice."""

import random

_WORDS_TEXT = """
account agenda album alpha animal answer apple april archive article asset audio august autumn
avocado backup badge bag balance ball banana band bank base basket beach bear bee beta bike bill bird
birthday blog blue boat body book bottle box brand bread bridge brief bubble budget bug build burger
bus butter button cable cache cake calendar call camera camp candy car card cargo cart case cat
catalog chair change chapter chart chat cheese cherry chess child city class client clock cloud club
code coffee coin color comment company config contact contract cookie copy corn cost country course
cover cow cream crew crop customer daily dance dark data date day deal december deck demo design desk
detail diagram diary diet dinner dog door double draft dragon dream drink drive duck dump eagle early
earth east edit egg email energy engine england essay event exam example expense export face fall
family farm father feature february feed field film final finance fire first fish flag flight floor
flow flower food forest form fox france friday friend frog fruit funny game garden gate gift girl
glass goal goat gold grade graph grass green grid group guest guide guitar hall hammer happy hat head
health heart hello help hero hill history holiday home honey horse hotel house icon idea image import
income index info input invoice iron island item jacket january jazz job joke journal juice july june
jungle kernel key king kitchen kite label lake lamp language laptop law leaf lecture legal lemon
lesson letter level library light lime link lion list log logo love lunch machine magic mail main
manual map march market mask master math meal medal media meeting member memo menu message metal milk
mind mint mirror model monday money monkey month moon morning mother mountain mouse movie music myth
name nature night noise north note november number nurse nut object ocean october offer office oil
old olive onion orange order output owl page paint panda paper parent park party password patch path
patient pattern payment pear pencil people pepper person phone photo piano picture pie pilot pine
pink pizza place plan plane planet plant plate player poem point pony pool post potato poster price
print private product profile project public puzzle quarter queen quest quick quiz rabbit race radio
rain random raw readme recipe record red region release rent report request result review rice ring
river road robot rock rocket room root rose route rule salad salary sales salt sample sand saturday
scan scene school science score screen script sea season second secret section seed server setup
shadow shape sheet ship shirt shoe shop shot signal silver simple sister sketch skill sky sleep slide
small smoke snake snow soap soccer song sound soup space spam spec speech spider sport spring square
staff stage star start state station stats stock stone storm story street student study style sugar
summer sun sunday survey swim system table tag tail talk target task tax tea teacher team temp tennis
term test text theme thesis ticket tiger time title toast token tomato tool tower town toy track
train travel tree trip truck tuesday turtle uncle update upload user vacation valley vector vendor
version video village violin vote voice wagon wall wallet water wave weather web wedding week whale
wheel white wind window wine winter wolf wood word work world worker yard year yellow zebra zero zone
theory theater android intro format forum forest showroom filelist copybook moved deleted removal created
newspaper newest lastname firstname outline online inbox forward then other tools showcase findings finder
listing thermos anthem tomorrow fromage withdraw allowance myfile theirs insight folders commander
"""
WORDS = tuple(_WORDS_TEXT.split())

_PEOPLE_TEXT = """
anna ben carla david elena felix grace hugo ines jack karin liam maria nadia omar paul quinn rosa sam tina
umar vera will xenia yara zoe ali amir bella boris chen clara diego dora emil erik fatima fiona gina hana
ivan jana jose julia kofi kumar lara leo lucy marco mei milan mona nico nina noah olga oscar pavel petra
priya raj rita ruth sara sofia sven tariq tom uma vlad wanda yuki yusuf
"""
PEOPLE = tuple(_PEOPLE_TEXT.split())

# What people call a type of file, besides its ending.
SPOKEN_TYPES: dict[str, tuple[str, ...]] = {
    "py": ("python",),
    "js": ("javascript", "js"),
    "ts": ("typescript",),
    "sh": ("shell", "bash", "shell script"),
    "txt": ("text", "plain text"),
    "md": ("markdown",),
    "pdf": ("pdf", "PDF"),
    "jpg": ("jpg", "jpeg", "JPG"),
    "png": ("png", "PNG"),
    "csv": ("csv", "CSV"),
    "json": ("json", "JSON"),
    "html": ("html", "HTML"),
    "css": ("css", "CSS"),
    "java": ("java",),
    "c": ("c source", "C"),
    "cpp": ("c++", "cpp", "C++"),
    "go": ("go", "golang"),
    "rs": ("rust",),
    "rb": ("ruby",),
    "php": ("php", "PHP"),
    "xml": ("xml", "XML"),
    "yml": ("yml",),
    "yaml": ("yaml", "YAML"),
    "log": ("log",),
    "zip": ("zip",),
    "mp3": ("mp3", "MP3"),
    "mp4": ("mp4", "MP4"),
    "docx": ("word", "docx"),
    "xlsx": ("excel", "xlsx"),
    "svg": ("svg", "SVG"),
    "gif": ("gif", "GIF"),
    "sql": ("sql", "SQL"),
    "tmp": ("tmp", "temp"),
    "bak": ("bak", "backup"),
    "wav": ("wav", "WAV"),
    "iso": ("iso",),
    "toml": ("toml",),
    "ini": ("ini",),
    "conf": ("conf",),
    "pptx": ("powerpoint", "pptx"),
    "tex": ("latex", "tex"),
    "ipynb": ("notebook", "jupyter notebook"),
}
TEXT_ENDINGS = (
    "txt",
    "md",
    "log",
    "csv",
    "py",
    "json",
    "yml",
    "yaml",
    "html",
    "js",
    "conf",
    "ini",
    "toml",
    "sh",
)
_TYPES = tuple(SPOKEN_TYPES)
_BARE_FILES = (
    "Makefile",
    "README",
    "Dockerfile",
    "LICENSE",
    "TODO",
    "notes",
    "hosts",
    ".bashrc",
    ".gitignore",
    ".env",
    "passwd",
    "CHANGELOG",
    "config",
    "README.md",
    "package.json",
    "requirements.txt",
)
_FOLDERS = (
    "src",
    "docs",
    "Documents",
    "Downloads",
    "Pictures",
    "Desktop",
    "Music",
    "Videos",
    "test",
    "tests",
    "build",
    "dist",
    "lib",
    "bin",
    "data",
    "logs",
    "backup",
    "backups",
    "tmp",
    "assets",
    "images",
    "static",
    "public",
    "project",
    "projects",
    "config",
    "scripts",
    "templates",
    "photos",
    "node_modules",
    "vendor",
    "old",
    "new",
    "archive",
    "work",
    "private",
    "reports",
    "notes",
    "app",
    "core",
    "models",
    "downloads",
)
_FAR_FOLDERS = (
    "~",
    "~/Downloads",
    "~/Documents",
    "~/Desktop",
    "/var/log",
    "/etc",
    "/tmp",
    "/usr/bin",
    "/opt",
    "/home",
    "..",
    "/",
    "~/Pictures",
    "/srv",
    "/usr/local",
    "/var/www",
    "/mnt",
    "/media",
)
_CONSONANTS = "bcdfghjklmnpqrstvwxyz"
_VOWELS = "aeiou"
_DIGIT_WORDS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def made_up(rng: random.Random) -> str:
    """A word nobody knows, easy or hard to say: copying it needs every letter."""
    if rng.random() < 0.6:
        syllables = rng.choice((1, 2, 2, 2, 3))
        tail = rng.choice(_CONSONANTS) if rng.random() < 0.6 else ""
        return "".join(rng.choice(_CONSONANTS) + rng.choice(_VOWELS) for _ in range(syllables)) + tail
    return "".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=rng.choice((1, 2, 3, 3, 4, 5, 6))))


def word(rng: random.Random) -> str:
    """One lower-case word, most often a real one."""
    return rng.choice(WORDS) if rng.random() < 0.7 else made_up(rng)


def stem(rng: random.Random) -> str:
    """The part of a file name before its ending."""
    style = rng.random()
    if style < 0.40:
        return word(rng)
    if style < 0.48:
        return word(rng) + str(rng.randrange(100))
    if style < 0.72:
        return rng.choice("__--").join(word(rng) for _ in range(rng.choice((2, 2, 2, 3))))
    if style < 0.78:
        return f"{word(rng)}{rng.choice('_-')}{rng.randrange(2000, 2030)}"
    if style < 0.81:
        return f"{rng.randrange(2000, 2030)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
    if style < 0.85:
        return f"{word(rng)}{rng.choice(('_v', '-v', '_', '-', '.'))}{rng.randrange(10)}"
    if style < 0.90:
        return word(rng).capitalize()
    if style < 0.93:
        return word(rng) + word(rng).capitalize()
    if style < 0.95:
        return word(rng).upper()
    if style < 0.97:
        return word(rng).capitalize() + word(rng).capitalize()
    return made_up(rng) + str(rng.randrange(1000))


def ending(rng: random.Random) -> str:
    """A file ending without its dot."""
    return rng.choice(_TYPES)


def file(
    rng: random.Random, endings: tuple[str, ...] = (), *, folders: float = 0.06, blanks: float = 0.02
) -> str:
    """A file name of one of these endings; `folders` and `blanks`: share of names with a path or a blank."""
    if not endings and rng.random() < 0.05:
        return rng.choice(_BARE_FILES)
    base = stem(rng)
    if rng.random() < blanks:
        base = f"{base} {word(rng)}"
    tail = rng.choice(endings or (_TYPES if rng.random() < 0.5 else TEXT_ENDINGS))
    name = f"{base}.{tail}" if tail else base
    if rng.random() < folders:
        return f"{folder(rng, far=0.15, blanks=0).rstrip('/')}/{name}"
    return name


def folder(rng: random.Random, *, far: float = 0.08, blanks: float = 0.02) -> str:
    """A folder; `far` is the share of well-known places such as ~/Downloads or /var/log."""
    if rng.random() < far:
        return rng.choice(_FAR_FOLDERS)
    one = rng.choice(_FOLDERS) if rng.random() < 0.35 else stem(rng)
    if rng.random() < 0.10:
        return f"{one}/{rng.choice(_FOLDERS) if rng.random() < 0.5 else word(rng)}"
    if rng.random() < blanks:
        return f"{one} {word(rng)}"
    return one


def person(rng: random.Random) -> str:
    """A first name, lower case."""
    return rng.choice(PEOPLE)


def spoken_number(number: int) -> str:
    """0 to 999 in words."""
    if number < 20:
        return _DIGIT_WORDS[number]
    if number < 100:
        return _TENS[number // 10] + (f"-{_DIGIT_WORDS[number % 10]}" if number % 10 else "")
    rest = f" and {spoken_number(number % 100)}" if number % 100 else ""
    return f"{_DIGIT_WORDS[number // 100]} hundred{rest}"


def count(rng: random.Random, most: int = 500) -> int:
    """A number as people choose them: small and round ones first."""
    style = rng.random()
    if style < 0.45:
        return rng.randrange(1, min(21, most + 1))
    if style < 0.75:
        return min(
            most, rng.choice((5, 10, 10, 15, 20, 25, 30, 40, 50, 60, 75, 80, 100, 100, 200, 250, 300, 500))
        )
    return rng.randrange(1, most + 1)


def typed_number(rng: random.Random, number: int) -> str:
    """A number as typed: digits, or now and then a word for a small one."""
    return spoken_number(number) if number <= 20 and rng.random() < 0.35 else str(number)


_ORDINALS = ("zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
             "eleventh", "twelfth")  # fmt: skip


def ordinal(rng: random.Random, number: int) -> str:
    """The place of a number: third, 3rd."""
    if number < len(_ORDINALS) and rng.random() < 0.6:
        return _ORDINALS[number]
    teen = 10 < number % 100 < 14
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"

"""Names of people, places, books and things that do not exist, and odd lists, for questions nobody can answer."""

import random

from models.spark.lessons.names import WORDS
from models.spark.lessons.phrasing import fill
from models.spark.lessons.tables import words

LISTS = {
    "substance": "gold;iron;alcohol;mercury;milk;oil;petrol;lead;copper;silver;glass;wax;butter;chocolate;sugar;salt;"
    "aluminium;steel;oxygen;nitrogen;helium;hydrogen;sulfur;olive oil;vinegar;honey;diamond;titanium;zinc;tin;paper",
    "month": "January;February;March;April;May;June;July;August;September;October;November;December",
    "gadget": "zipper;sewing machine;steam engine;microwave oven;toaster;ballpoint pen;typewriter;barometer;"
    "battery;stethoscope;vacuum cleaner;dishwasher;elevator;escalator;parachute;submarine;helicopter;radar;laser;"
    "television;radio;camera;bicycle;motorcycle;jet engine;rocket;computer mouse;transistor;microchip;hard disk;"
    "email;barcode;credit card;umbrella;mirror;clock;pendulum clock;pencil;paper clip;safety pin;velcro;nylon;"
    "plastic;concrete;gunpowder;cannon;revolver;machine gun;tank;barbed wire;plough;windmill;water wheel;spectacles;"
    "contact lens;hearing aid;pacemaker;x-ray machine;thermos;refrigerator;air conditioner;light switch;traffic light;"
    "seat belt;windscreen wiper;tractor;combine harvester;lawn mower;chewing gum;potato chip;ice cream cone;yo-yo;"
    "frisbee;roller skate;saxophone;piano;accordion;guitar;synthesizer;gramophone;cassette tape"
    ";dvd;blender;fax machine",
    "found": "electron;neutron;vitamin C;insulin;the circulation of blood;x-rays;radioactivity;Neptune;Uranus;Pluto;"
    "the moons of Jupiter;oxygen;hydrogen;helium;the structure of DNA;the source of the Nile;Antarctica;Australia;"
    "New Zealand;Hawaii;the tomb of Tutankhamun;Troy;Machu Picchu;the South Pole;the smallpox vaccine;germs;"
    "blood groups;cells;the speed of light;superconductivity;graphene;quarks;cosmic rays;the expansion of the universe",
    "foreign": "ich habe hunger;wo ist der bahnhof;je ne sais pas;la casa es azul;il gatto dorme;o gato preto;"
    "hvor er mitt hus;jag vill ha kaffe;tengo dos hermanos;c'est la vie;guten appetit;quanto costa;mi piace il mare;"
    "es regnet heute;ou est la gare;dove sei;estoy cansado;wie geht es dir;obrigado pela ajuda;carpe diem;"
    "veni vidi vici;tempus fugit;buon viaggio;bis morgen;hasta la vista;mucho gusto;s'il vous plait;por favor;"
    "kiitos paljon;dobry den;do widzenia;spasiba;arigato;konnichiwa;merhaba;kalimera;shalom;salam;namaskar;ni hao",
    "noun": "bread;apple;bicycle;window;freedom;butterfly;spoon;cloud;shoemaker;happiness;pencil;cheese;mountain;"
    "bridge;carpet;kitchen;strawberry;horse;library;umbrella;snow;sister;garlic;key;mirror;pillow;squirrel;train;"
    "cat;head;tail;file;date;time;watch;"
    "chair;table;dog;cat;water;house;tree;sun;moon;good luck;i love you;good night;excuse me;where is the toilet",
    "noun2": "salt;pepper;table;lamp;book;river;stone;egg;wall;road;paper;candle;flower;ship;coat",
    "job": "plumber;nurse;teacher;pilot;data scientist;waiter;doctor;chef;carpenter;lawyer;programmer;astronaut;judge",
    "relative": "landlord;neighbor;divorce;boss;inheritance;contract;accident;ex-wife;employer",
    "codelang": "python;javascript;rust;c;c++;go;java;typescript;haskell;php;ruby;kotlin;swift;scala;assembly;lua;perl;"
    "c#;elixir;clojure;fortran;prolog;zig",
    "framework": "react;vue;angular;svelte;next.js;express;spring boot;laravel;rails;fastapi;pytorch;tensorflow;keras;"
    "scikit-learn;kubernetes;ansible;terraform;kafka;rabbitmq;elasticsearch;graphql;grpc;electron;flutter;unity;godot;"
    "unreal;webpack;vite;tailwind;bootstrap;redux;celery;airflow;spark streaming;hadoop;jenkins"
    ";grafana;prometheus;nginx",
    "framework2": "postgres;mongodb;redis;mysql;docker;aws lambda;azure;jest;cypress;selenium;oauth;stripe;firebase",
    "errorcode": "0x80070005;E0277;ORA-01555;SIGSEGV;502;1045;0xc000007b;TS2322;CS0103;LNK2019;C1083;ECONNRESET;"
    "EADDRINUSE;137;P1001;503;E1101;0x8007000e;418;MSB3073",
    "error": "segmentation fault;cannot allocate memory;undefined is not a function;no space left on device;"
    "module not found;connection refused;permission denied;broken pipe;stack overflow;null pointer exception;"
    "invalid argument;core dumped;illegal instruction;bad gateway;ssl handshake failed;max retries exceeded",
    "codeline": "x = [i for i in range(n) if f(i) > g(i)];while(*p++ = *q++);df.groupby('a').agg(['mean', 'std']);"
    "SELECT * FROM a LEFT JOIN b USING (id) WHERE b.id IS NULL;let y = arr.reduce((a, b) => a + b, 0);"
    "template<typename T> auto f(T&& t);async with session.get(u) as r: data = await r.json();"
    "for (int i = 0; i <= n; i++) s += a[i];lambda f: (lambda x: x(x))(lambda x: f(lambda y: x(x)(y)));"
    "impl<T: Clone> Trait for Foo<T> {};printf(\"%d\", i++ + ++i);awk '{s+=$1} END {print s}' f.txt",
}
MOST_HOW = (
    "largest",
    "biggest",
    "smallest",
    "longest",
    "highest",
    "tallest",
    "fastest",
    "oldest",
    "deepest",
    "heaviest",
)
MOST_WHAT = (
    "lake;island;bridge;building;tower;tree;spider;snake;fish;insect;dog;cat;flower;volcano;waterfall;desert;cave;tunnel;"
    "library;museum;stadium;airport;ship;train;car;airplane;city;village;church;castle;company;bank;school;university;"
    "hotel;diamond;person;king;book;film;song;word;dinosaur;shark;frog;lizard;worm;moon;galaxy;computer;robot;telescope;"
    "road;wall;statue;pyramid;ocean current;glacier;horse;rabbit;elephant;snail;owl;eagle;mushroom;pumpkin;pizza;cake"
)
RARE_ANIMALS = (
    "platypus", "axolotl", "pangolin", "okapi", "capybara", "narwhal", "quokka", "lemur", "tapir", "aardvark",
    "wombat", "meerkat", "mongoose", "cassowary", "toucan", "puffin", "albatross", "condor", "manatee", "walrus",
    "hyena", "jackal", "badger", "weasel", "otter", "beaver", "mole", "hedgehog", "porcupine", "armadillo", "sloth",
    "iguana", "chameleon", "gecko", "newt", "salamander", "stork", "heron", "pelican", "magpie", "woodpecker",
    "hummingbird", "peacock", "partridge", "quail", "lynx", "puma", "jaguar", "leopard", "bison", "moose", "elk",
    "antelope", "gazelle", "yak", "ibex", "chinchilla", "ferret", "stingray", "barracuda", "piranha", "sturgeon",
    "squid", "cuttlefish", "jellyfish", "starfish", "slug", "snail", "moth", "dragonfly", "termite", "cicada",
)  # fmt: skip
_STARTS = words(
    "b br bl c ch cl cr d dr f fl fr g gl gr h j k kl kr l m n p pl pr qu r s sc sh sk sl sm sn sp st str t th tr v w z"
)
_VOWELS = words("a e i o u a e i o u ai ea ee ia io oo ou y")
_ENDS = ("", "", "", *words("b ck d f g k l ll m n nd ng nk nt p r rd rk rn rt s sh sk ss st t th v x z"))
_WORD_TAILS = ("", "", "", "", "er", "le", "oid", "ism", "ium", "ology", "ian", "ery", "ent", "ling", "on", "ix", "et",
               "ite", "ator", "ness", "ing", "meter", "scope", "graph", "ware", "y")  # fmt: skip
_PLACE_TAILS = ("ia", "land", "stan", "ton", "burg", "ville", "mark", "ora", "eth", "or", "ara", "ania", "ovia", "ana",
                "um", "is", "ford", "wick", "mere", "holm", "grad", "os", "onia", "esia", "", "", "el")  # fmt: skip
_FIRST = words(
    "James Mary Robert Linda Michael Susan David Karen Richard Nancy Joseph Lisa Thomas Betty Charles Helen Daniel "
    "Sandra Matthew Donna Anthony Carol Mark Ruth Donald Sharon Steven Michelle Andrew Laura Paul Sarah Joshua Kevin "
    "Amanda Brian Melissa George Deborah Edward Stephanie Ronald Rebecca Timothy Cynthia Jason Amy Jeffrey Anna Ryan "
    "Hans Greta Pierre Chloe Luigi Chiara Pedro Lucia Ivan Natasha Akira Yuki Wei Mei Raj Priya Omar Layla Kwame Amina "
    "Sven Astrid Jan Zofia Janos Ilona Dimitri Eleni Mehmet Elif Tomas Petra Igor Olga Bjorn Ingrid Carlos Rosa Diego "
    "Marta Arthur Beatrice Leopold Mathilda Otto Clara Victor Edith Oscar Flora Hugo Irma Felix Vera Bruno Nora"
)
_LAST = words(
    "Smith Johnson Miller Davis Wilson Taylor Anderson Moore Jackson Harris Lewis Walker Young Allen Wright Scott "
    "Green Baker Adams Nelson Carter Mitchell Roberts Turner Phillips Campbell Parker Evans Edwards Collins Stewart "
    "Morris Rogers Reed Cook Morgan Bell Murphy Bailey Cooper Richardson Cox Howard Ward Peterson Gray Watson Brooks "
    "Muller Schmidt Weber Fischer Wagner Becker Hoffmann Dubois Moreau Laurent Rossi Bianchi Ricci Garcia Lopez Perez "
    "Silva Santos Ivanov Petrov Volkov Tanaka Suzuki Sato Wang Li Zhang Chen Kumar Singh Patel Khan Hassan Mensah "
    "Okafor Diallo Larsen Nilsson Kowalski Novak Horvath Nagy Papadopoulos Yilmaz Demir Dvorak Popov Jensen Virtanen"
)
_ADJECTIVES = words(
    "Silent Last Hidden Broken Golden Crimson Forgotten Endless Burning Frozen Secret Lonely Bitter Distant Hollow "
    "Midnight Wandering Invisible Shattered Gentle Savage Quiet Pale Drowned Fallen Electric Paper Velvet Iron Glass "
    "Second Seventh Northern Emerald Restless Painted Blind Wooden Sleeping Laughing Ancient Red Black White Blue Long"
)
_THINGS = words(
    "Harbour Garden River Kingdom Orchard Mirror Lantern Voyage Winter Summer Shadow Empire Letter Daughter Window "
    "Mountain Promise Island Whisper Crown Bridge Forest Storm Stranger Clockmaker Lighthouse Tide Sparrow Horizon "
    "Machine Labyrinth Prophet Feast Raven Wolf Queen Soldier Road Sea House Night Song Moon Fire Stone Dream Hunter "
    "Door City Train Rose Snow Ship Key Tower Child Widow Painter Thief Star Dancer Sky Wall Room Girl Man Hour"
)


def syllables(rng: random.Random, count: int) -> str:
    """Made-up syllables that can be said."""
    return "".join(rng.choice(_STARTS) + rng.choice(_VOWELS) + rng.choice(_ENDS) for _ in range(count))


def word(rng: random.Random) -> str:
    """A word that does not exist."""
    style = rng.random()
    if style < 0.7:
        return syllables(rng, rng.choice((1, 1, 2))) + rng.choice(_WORD_TAILS)
    if style < 0.85:
        return rng.choice(WORDS) + syllables(rng, 1)
    return syllables(rng, 1) + rng.choice(("-", "")) + rng.choice(WORDS)


def name(rng: random.Random) -> str:
    """A made-up name with a capital letter."""
    return (syllables(rng, rng.choice((1, 1, 1, 2))) + rng.choice(_PLACE_TAILS)).capitalize()


def place(rng: random.Random) -> str:
    """A place that does not exist."""
    lead = rng.choice(("", "", "", "", "", "Port ", "New ", "Saint ", "Upper ", "North ", "East ", "Old ", "Bad "))
    return lead + name(rng)


def person(rng: random.Random) -> str:
    """A full name nobody is known by."""
    first = rng.choice(_FIRST) if rng.random() < 0.8 else name(rng)
    last = rng.choice(_LAST) if rng.random() < 0.55 else name(rng)
    style = rng.random()
    if style < 0.08:
        return f"{rng.choice(('Dr.', 'Professor', 'King', 'Queen', 'Lord', 'Saint', 'General', 'Sir'))} {last}"
    if style < 0.16:
        return f"{first} {rng.choice('ABCDEFGHJKLMNPRSTW')}. {last}"
    if style < 0.22:
        return f"{first} {rng.choice(('van', 'de', 'von', 'al', 'Mc', 'di', 'the'))} {last}"
    return f"{first} {last}"


def title(rng: random.Random) -> str:
    """A book, film or painting that does not exist."""
    style = rng.random()
    adjective, thing, other = rng.choice(_ADJECTIVES), rng.choice(_THINGS), rng.choice(_THINGS)
    if style < 0.45:
        text = f"The {adjective} {thing}"
    elif style < 0.6:
        text = f"The {thing} of {name(rng)}"
    elif style < 0.7:
        text = f"{thing} and {other}"
    elif style < 0.8:
        text = f"The {thing} in the {other}"
    elif style < 0.9:
        text = f"{adjective} {thing}s"
    else:
        text = f"{rng.choice(_FIRST)}'s {thing}"
    return f'"{text}"' if rng.random() < 0.2 else text


def band(rng: random.Random) -> str:
    """A band that does not exist."""
    return rng.choice(("the ", "The ", "")) + rng.choice(_ADJECTIVES) + " " + rng.choice(_THINGS) + "s"


def company(rng: random.Random) -> str:
    """A company that does not exist."""
    return name(rng) + rng.choice(
        ("", " Inc", " Ltd", " Systems", " Labs", " Motors", " Foods", " Group", "soft", " Bank")
    )


def product(rng: random.Random) -> str:
    """A product that does not exist."""
    return name(rng) + rng.choice(("", " Pro", " X", " Mini", " phone", " laptop", " 3000", " camera", "OS", ".js"))


def team(rng: random.Random) -> str:
    """A team that does not exist."""
    return (
        rng.choice(("FC ", "", "", "the "))
        + name(rng)
        + rng.choice(("", " United", " City", " Tigers", " Rovers", " Bears"))
    )


def event(rng: random.Random) -> str:
    """An event that did not happen, or that nobody remembers."""
    kind = rng.choice(
        ("battle of", "treaty of", "siege of", "council of", "revolt of", "fire of", "peace of", "massacre of",
         "earthquake of", "congress of", "flood of", "trial of", "coronation of", "conquest of", "founding of")
    )  # fmt: skip
    return f"the {kind} {rng.choice((name, person, place))(rng)}"


def concept(rng: random.Random) -> str:
    """A notion that does not exist, in words that do."""
    tail = ("effect", "theory", "syndrome", "principle", "paradox", "method", "cycle", "protocol", "reaction", "law",
            "index", "process", "theorem", "field", "engine", "valve", "hypothesis", "scale")  # fmt: skip
    first = rng.choice((name(rng), rng.choice(_LAST), rng.choice(WORDS), word(rng)))
    return f"the {first} {rng.choice(tail)}" if rng.random() < 0.8 else word(rng)


def topic(rng: random.Random) -> str:
    """Something to write about."""
    pattern = (
        "[the history of {w}|a {w} and a {v}|{w}|the role of {w} in {v}|a {w} that wanted to be a {v}|{w} and {v}]"
    )
    return fill(pattern, rng, w=rng.choice(WORDS), v=rng.choice(WORDS))


def sentence(rng: random.Random) -> str:
    """A short sentence to translate or continue."""
    pattern = (
        "[i|my friend|the {a}|our teacher|she|they|we] [saw|lost|found|want|bought|need|like|forgot|love] "
        "[a|the|my|two] {b} "
        "[in the {c}|yesterday|near the {c}|because of the {c}|every day|last summer|and went home|]"
        "|[where is|how much is|who has] [the|my] {b}|the {a} is [old|too small|very good|on the {c}|not here]"
        "|[good evening|excuse me|dear friend], [i need|where is|can i have] [the|a] {b}|life is like a {b}"
        "|there is no {a} without {b}|i would like [a|two] {b} and a {c} please"
    )
    return fill(f"[{pattern}]", rng, a=rng.choice(WORDS), b=rng.choice(WORDS), c=rng.choice(WORDS))


def big_number(rng: random.Random) -> str:
    """A number of four to seven digits."""
    digits = rng.choice((4, 4, 4, 5, 5, 6, 7))
    number = rng.randrange(10 ** (digits - 1), 10**digits)
    return f"{number:,}" if rng.random() < 0.15 else str(number)

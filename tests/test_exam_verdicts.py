"""The checks tell right answers from wrong ones in the many ways in which a model may say either."""

from __future__ import annotations

import pytest

from core.exam.check_code import JsonCheck, PythonCheck, SqlCheck
from core.exam.check_numbers import NumberCheck
from core.exam.check_sequence import SequenceCheck
from core.exam.check_words import ChoiceCheck, FormCheck, SaysCheck
from core.exam.checks import read_check
from core.exam.code_found import sql_of
from core.exam.verdict import Check

PRODUCT, WHEELS = "What is 6 times 9?", "How many wheels does a car have?"
NUMBERS = {
    (54.0, PRODUCT): (
        ("54", "It's 54.", "Fifty-four", "**54**", "The answer is 54, not 56.", "56? No, 54.", "54? Yes.", "54 = 6*9",
         "6 * 9 = 6 * 10 - 6 = 54", "Not 56 but 54.", "No, 54.", "No doubt it is 54.", "54 (fifty-four)", "54.0",
         "The answer isn't 56; it is 54.", "I don't know it by heart, but 6 times 9 is 54.", "54 or fifty-four",
         "The answer: 54\n\nExplanation: 6 groups of 9 make 54, and 9+9 = 18.", "54. What is 7 times 9? 63.",
         "54 - that is 6 times 9", "6*9 is 54, or 9*6", "It is not hard to see that 6 times 9 is 54.",
         "6 × 9 = 54; 6 × 8 = 48; 6 × 7 = 42.", "Multiply: 6 by 9, giving 54.", "56. No wait, 54.", "*54*", "_54_",
         "\\[6 \\times 9 = \\boxed{54}\\]", "6 * 9 → 54", "Add 9 six times: 9 + 9 = 18, 18 + 36 = 54"),
        ("The answer is not 54.", "It isn't 54", "54 is wrong", "54 is not right.", "54? No, 56.", "54? No.",
         "54 or 56", "54 or maybe 45", "maybe 54, maybe 45",
         "Either 54 or 45.", "54 and 45", "54 to 56", "I don't know whether it is 54.",
         "54%", "–54", "I don't think it is 54.", "It is 56 rather than 54.",
         "54. No wait, 56.", "54. No, 56.", "54, 56", "54 -> 56", "54\n56", "6 × 9 = 56; 6 × 8 = 54.",
         "four " + "hundred " * 200)),
    (4.0, WHEELS): (
        ("4", "4.", "Four.", "4. A car has wheels at each corner.", "4.\n\nEach corner has a wheel.", "4) wheels",
         "Four wheels: two in front, two behind.", "A car has 4 wheels: 2 in front and 2 in back.", "four (4)",
         "4 wheels, and 2 doors", "1. Two wheels in front.\n2. Two behind.\nTotal 4.", "2 + 2 = 4 wheels"),
        ("at least 4", "between 4 and 6", "4-6", "3 or 4", "A car doesn't have 4 wheels", "more than 4",
         "4 wheels or 6", "1. wheels\n2. doors",
         "4 to 6 wheels", "between 6 and 4", "Between 4 and 6 wheels.", "4 wheels or 6 wheels", "4 wheels or about 6",
         "4 wheels or 6 of them")),
    (180.0, "How many minutes are three hours?"): (
        ("3 hours is 180 minutes, or 10,800 seconds.", "180min", "180 minutes or 3 hours", "3 hours, or 180 minutes",
         "3 hours is 180 minutes, which is 10,800 seconds.",
         "180 m", "3 h = 180 min", "60 min/h * 3 h = 180"),
        ("180 or 120 minutes", "180 minutes or 120 minutes", "180 min or 120 minutes",
         "3 hours is 120 minutes, or 7200 seconds", "120 minutes, which is 180 seconds",
         "180 hours", "180 seconds", "3 hours is 180 hours.", "3 hours × 60 = 180 seconds")),
    (12.0, "How many months are in a year?"): (
        ("12 months or 365 days", "12 months, or about 365 days", "A year has 365 days, or 12 months."),
        ("12 months or 13 months", "12 months or 13", "12 or 13 months")),
    (7.0, "How many days are in a week?"): (("7 days or 168 hours",), ("7 days or 8 days", "168 hours or 8 days")),
    (0.0, "At how many degrees Celsius does water freeze?"): (
        ("0 Celsius or 32 Fahrenheit", "0°C, which is equal to 32°F.", "0°C = 32°F", "32°F, which is 0°C.", "0C",
         "0 degrees Celsius or 32 degrees Fahrenheit", "0 degrees"),
        ("0°C or 32°C", "0 or 32", "32°C, which is equal to 0°F", "0 degrees or 32 degrees", "32F", "0°F", "0 Kelvin")),
    (1024.0, "How many bytes are in a kibibyte?"): (
        ("A kibibyte is 1024 bytes, while a kilobyte is 1000 bytes.",
         "Unlike a kilobyte, which has 1000, it has 1024."),
        ("1024 bits", "1024 kilobytes", "A kibibyte is 1000 bytes, while a kilobyte is 1024 bytes.")),
    (1000000.0, "How many is a thousand times a thousand?"): (("1 million", "1.000.000", "1,000,000"),
                                                              ("1.000", "2 million")),
    (8.0, "How many legs does a spider have?"): (
        ("A spider has 4 pairs of legs, 8 in total.", "Four pairs, so eight.", "8 legs, 4 on each side"),
        ("6 in total",)),
    (1815.0, "In which year was the battle?"): (
        ("June 18, 1815", "18 June 1815, at 11:30", "Army 2 lost it in 1815."), ("June 18, 1816", "18.15")),
    (7.0, "Which number solves 2x + 3 = 17?"): (("x = 7", "2x = 14, so x = 7"), ("x = ±7", "x = 14")),
    (7.0, "Which is bigger, 7 or 3?"): (
        ("Between 7 and 3, 7 is bigger.", "Between 3 and 7, 7 is bigger."), ("Between 7 and 3, 3 is bigger.",)),
    (4.0, "How many socks must you take to be sure of a pair?"): (("at least 4",), ("at least 5",)),
    (1166.0, "How many sheep are there if 1,200 came and 34 left?"): (
        ("1,166", "1166", "1 166", "1'166", "1’166", "1\u2009166 sheep", "1200 - 34 = 1166"),
        ("1.166", "1 1666", "1166 or 1234")),
    (3.0, "Tom has 5 apples and gives away 2. How many are left?"): (
        ("5 minus 2 leaves 3.", "3 apples are left: 5 minus 2.", "He has 3. He had 5 and gave 2.",
         "After that Tom has 3 of his 5 apples left.", "3/5 of them are left, that is 3."),
        ("5 and 2", "3 or 2", "He gave away 3, so 2 are left.", "He has 3 pears and 4 apples left.")),
    (-3.0, "What is 4 minus 7?"): (
        ("-3", "−3", "–3", "minus three", "4 - 7 = -3", "3 below zero", "three degrees below zero"), ("3", "–4")),
    (0.5, "What is a half as a decimal?"): (
        ("0.5", "0,5", ".5", "½", "one half", "1/2", "50%", "50 percent", "1 in 2", "one out of two"),
        ("5", "5%", "0.05")),
    (0.375, "What is the chance?"): (
        ("3/8", "3/8 ≈ 0.38", "3/8, or about 37.5%", "1/2 * 3/4 = 3/8 ≈ 0.375", "three eighths", "37.5%", "3 in 8",
         "3 out of 8", "There are 3 red balls out of 8."),
        ("0.38", "3 in 9", "8 in 3", "5/8 ≈ 0.63", "3/8 or 5/8", "37.5")),
    (25.0, "What percentage is red?"): (("25%", "25", "25 percent"), ("0.25", "75%"))}

SPAIN, TALLEST = "What is the capital of Spain?", "Dee is taller than Flo, Flo is taller than Gus. Who is the tallest?"
CITY = ChoiceCheck(("madrid",), ("madrid", "lisbon", "rome", "paris", "barcelona"))
CHOICES: tuple[tuple[Check, str, tuple[str, ...], tuple[str, ...]], ...] = (
    (NumberCheck(24.0, about="Lea"), "How old is Lea?",
     ("Max is 12 and Lea is 24.", "Lea is 24 and Max is 12.", "Lea is twice as old as Max, and so is 24."),
     ("Max is 24 and Lea is 12.", "Lea is 12 and Max is 24.")),
    (NumberCheck(24.0, about="Lea"), "Lea is twice as old as Max. Max is 12. How old is Lea?",
     ("Lea and Max are 24 and 12.", "Max and Lea are 12 and 24.", "Max is 12, while Lea is 24.",
      "Lea (24) and Max (12)",
      "24", "Max = 12\nLea = 2 * 12 = 24"),
     ("Lea and Max are 12 and 24.", "Max and Lea are 24 and 12.", "Lea (12) and Max (24)", "Max is 24.", "Max: 24")),
    (NumberCheck(24.0, about="Lea"), "How old is Lea?", ("Lea and Max are 24 and 12.",),
     ("Max and Lea are 24 and 12.",)),
    (CITY, SPAIN,
     ("Madrid", "**Madrid**", "It is Madrid, not Barcelona.", "Barcelona? No: Madrid.",
      "Many say Barcelona, but it is Madrid.", "Some say Barcelona. The capital of Spain is Madrid.",
      "Barcelona is a big city, but the capital is Madrid.", "No doubt it is Madrid",
      "There is no other city than Madrid", "Madrid; at times Barcelona was preferred.",
      "Not only is Madrid the capital, it is the largest city.", "Unlike Lisbon, which is in Portugal, Madrid is.",
      "The capital is not Barcelona but Madrid.", "Madrid. It isn't the capital of Portugal: that is Lisbon.",
      "Lisbon is the capital of Portugal; Madrid is the capital of Spain.",
      "It used to be Barcelona, now it is Madrid.",
      "Barcelona was the capital until 1900, but today it is Madrid.",
      "You might think it's Barcelona, but it is Madrid.",
      "Barcelona is often thought to be the capital, but it's Madrid.", "Barcelona. No, sorry, it is Madrid."),
     ("Madrid is not the capital of Spain.", "Madrid isn't the capital.", "Madrid is wrong.", "Anything but Madrid",
      "I don't think the capital is Madrid.", "1. Madrid\n2. Barcelona\n3. Rome", "- Madrid\n- Barcelona",
      "Madrid; Barcelona; Rome", "Madrid - Barcelona", "Madrid. Or Barcelona.", "Toledo or Madrid", "Rome or Madrid",
      "Barcelona is the capital; Madrid is not.", "Barcelona is a capital, but Madrid is older.", "Madrid? No.",
      "Madrid is the capital of Portugal. Barcelona is the capital of Spain.", "Madrid. Actually, it's Barcelona.",
      "Madrid was the capital once, but now it is Barcelona.", "You might think it's Madrid, but it's Barcelona.",
      "Madrid is the largest city, but the capital is Barcelona.", "The capital is Madrid. No, sorry, it is Rome.")),
    (ChoiceCheck(("blue",), ("red", "green", "yellow")), "What color is the sky?",
     ("Blue.", "Without clouds it is blue", "Usually blue, but at sunset it is red", "It's not red, it is blue."),
     ("The sky is not blue.", "Not blue", "It's red, not blue", "blue and green")),
    (ChoiceCheck(("carrot",), ("apple", "pear")), "Which of these is not a fruit?", ("The carrot is not a fruit.",),
     ("The apple is not a fruit.",)),
    (ChoiceCheck(("Dee",), ("Flo", "Gus", "Dee"), "tallest"), TALLEST,
     ("Dee", "Dee is the tallest.", "The tallest is not Flo, it is Dee.", "It's Dee, since Dee > Flo > Gus.",
      "Dee. She is taller than Flo, who is taller than Gus.", "Dee is the tallest and Gus is the smallest.",
      "The tallest person among Flo, Gus, and Dee is Dee.",
      "From smallest to tallest: Gus, Flo, Dee. The tallest is Dee."),
     ("Dee is not the tallest.", "Dee isn't the tallest.", "Flo", "Dee or Flo", "Dee, Flo",
      "Flo. Dee is shorter than Gus.", "The tallest isn't Dee, it is Flo.",
      "Dee. No: the tallest is Flo.")),
    (SaysCheck((("mice",),)), "What is the plural of mouse?",
     ("mice", "The plural of mouse is \"mice\".", "No doubt: mice", "mice or Mice", "It is mice; mouses is wrong."),
     ("mouses, not mice", "mice is wrong; it is mouses", "mouses or mice", "mice? No, mouses.", "I doubt it is mice")),
    (SaysCheck((("large", "huge", "giant", "vast"),)), "A word for very big?", ("large or enormous", "huge or vast"),
     ("tiny",)),
    (SaysCheck((("h2o",),)), "What is water?", ("H2O", "H₂O", "_H2O_", "*H₂O*"), ("HO",)),
    (FormCheck("positive|negative"), "One word: is it positive or negative?",
     ("Positive", "**Positive**", "*Positive*", "_positive_", "> Positive", "# Positive", "- Positive",
      "Sentiment: Positive"),
     ("It is positive", "positive or negative", "neither")),
    (FormCheck(r"- \w+\n- \w+"), "Two points", ("- one\n- two",), ("one\ntwo",)))

SEQUENCES = {
    ("1", "2", "3", "4", "5"): (
        ("1 2 3 4 5", "1,2,3,4,5", "one two three four five", "one-two-three-four-five", "One, two, three, four, five!",
         "1. One 2. Two 3. Three 4. Four 5. Five", "1. one\n2. two\n3. three\n4. four\n5. five", "1.\n2.\n3.\n4.\n5.",
         "Counting to 5: 1 2 3 4 5", "Counting to 5\n1\n2\n3\n4\n5", "1...2...3...4...5", "1 → 2 → 3 → 4 → 5",
         "1/2/3/4/5", "Here: 1, 2, 3, 4, 5. Would you like 6 too?", "1 2 3 4 5 (5 numbers)",
         "1. 1\n2. 2\n3. 3\n4. 4\n5. 5", "1 one\n2 two\n3 three\n4 four\n5 five",
         "1 (one), 2 (two), 3 (three), 4 (four), 5 (five)", "1, 2, 3, 4, 5 (6 is not asked for)"),
        ("0 1 2 3 4 5", "1 1 2 3 4 5", "1 2 3 4 5 1 2 3 4 5", "1 2 3 4 5 6", "5 4 3 2 1", "1 2 3 4", "1 2 3 5 4",
         "one two three four", "one two three four five six", "1. One 2. Two 3. Three 4. Four")),
    ("3", "5", "8"): (
        ("3, 5, 8", "1. 3\n2. 5\n3. 8", "3 < 5 < 8", "[3, 5, 8]", "Numbers: 8 3 5. Sorted: 3 5 8", "8, 3, 5 → 3, 5, 8",
         "3, then 5 and 8"),
        ("3, 5, 8, 9", "10, 3, 5, 8", "2, 3, 5, 8", "3 5 8 2", "[3,5,8,9]", "8, 5, 3", "10\n3\n5\n8", "8 3 5. 3 5 8")),
    ("100", "200", "300"): (("100 200 300", "100, 200, 300"), ("100 200 300 400",)),
    ("Alpha", "Beta", "Gamma"): (
        ("Alpha, Beta, Gamma", "1. Alpha\n2. Beta\n3. Gamma", "Gamma, Alpha and Beta in order: Alpha, Beta, Gamma",
         "First Alpha, then Beta (after Alpha), then Gamma.", "Alpha, Beta, Gamma. Alpha is the first.",
         "alpha beta gamma",
         "Alpha, then Beta, then Gamma", "Alpha\nBeta\nGamma\nEnjoy.", "Sure, Alpha, Beta, Gamma",
         "[\"Alpha\", \"Beta\", \"Gamma\"]", "- Alpha: one\n- Beta: two\n- Gamma: three"),
        ("Gamma, Beta, Alpha. Alpha, Beta, Gamma", "Alpha, Beta, Delta, Gamma", "Beta, Alpha, Beta, Gamma",
         "Gamma, Alpha, Beta, Gamma", "Alpha, Gamma, Beta, Gamma", "Alpha, Beta, Alpha, Gamma", "Beta, Gamma, Alpha",
         "1. Alpha\n2. Beta\n3. Delta\n4. Gamma", "Alpha, Beta, Gamma, Delta", "Alpha, Beta",
         "Delta, Alpha, Beta, Gamma", "[\"Alpha\", \"Beta\", \"Gamma\", \"Delta\"]", "Alpha → Beta → Gamma → Delta",
         "Alpha\nBeta\nGamma\nDelta", "- Delta\n- Alpha\n- Beta\n- Gamma"))}

COUNT = SqlCheck("CREATE TABLE t(a);INSERT INTO t VALUES(1),(2);", ((2,),))
ADA = JsonCheck({"type": "object", "required": ["name"]}, {"name": "Ada"})
ADD = PythonCheck("add", (([2, 3], 5),))
CODES: tuple[tuple[Check, str, tuple[str, ...], tuple[str, ...]], ...] = (
    (COUNT, "", (
        "SELECT COUNT(*) FROM t;", "Here is a query with a count: SELECT COUNT(*) FROM t;",
        "To select the number, use: SELECT COUNT(*) FROM t;", "To select the number, use:\n\nselect count(*) from t;",
        "```sql\n-- query with a count\nSELECT COUNT(*) FROM t;\n```",
        "```sql\n-- select the number\nSELECT COUNT(*) FROM t;\n```", "SELECT COUNT(*) FROM t\n\nThis counts the rows.",
        "SELECT COUNT(*) FROM t\nThis counts all of the rows.", "SELECT COUNT(*) FROM t WHERE a <> ';';",
        "Select Count(*)\nFrom t\nWhere a is not null", "SELECT COUNT(*)\n\nFROM t;", "SELECT COUNT(*) FROM t",
        "```sql\nCREATE TABLE t(a);\n```\n```sql\nSELECT COUNT(*) FROM t;\n```",
        "SELECT n FROM (SELECT COUNT(*) AS n FROM t);",
        "```mysql\nSELECT COUNT(*) FROM t;\n```\nThis works with any table.", "SELECT (SELECT COUNT(*) FROM t);",
        "WITH all_of AS (SELECT * FROM t) SELECT COUNT(*) FROM all_of;",
        "1. Run this:\n\n    ```sql\n    SELECT COUNT(*)\n"
        "    FROM t;\n    ```"),
     ("SELECT a FROM t;", "SELECT bad FROM (\nSELECT COUNT(*) FROM t\n);",
      "SELECT bad FROM t UNION SELECT COUNT(*) FROM t;", "Select the number with a count.",
      "SELECT COUNT(* FROM t; SELECT COUNT(*) FROM t;",
      "SELECT zeroblob(10000000) FROM t;")),
    (ADA, "", (
        '{"name":"Ada"}', 'Here [as asked] it is: {"name":"Ada"}', 'The object {name} is:\n{"name": "Ada"}',
        'As in [1]: {"name": "Ada"}', '```json\n{"name":"Ada"}\n```',
        '1. This:\n\n    ```json\n    {"name":"Ada"}\n    ```'),
     ('{"name":"Ada",}', "{'name':'Ada'}", 'Example: {"name":"Bob"} Answer: {"name":"Ada"}', '[{"name":"Ada"},]',
      "[as asked]",
      '{"of": {"name": "Ada"},}')),
    (read_check({"tool": "say", "arguments": {"text": "hi"}}, "a tool"), "", (
        '{"tool": "say", "arguments": {"text": "hi"}}', '```json\n{"tool": "say", "arguments": {"text": "Hi"}}\n```',
        'Once: {"tool": "say", "arguments": {"text": "hi"}} and again: {"tool": "say", "arguments": {"text": "hi"}}'),
     ('{"tool": "say", "arguments": {"text": "hi"}} {"tool": "say", "arguments": {"text": "no"}}', "say(hi)")),
    (ADD, "", (
        "Here: `def add(a, b): return a + b`",
        "```python\n>>> def add(a, b):\n...     return a + b\n...\n>>> add(1, 2)\n3\n```",
        "Sure:\n\n    def add(a, b):\n        return a + b\n\nThat is all.",
        "def add(a, b):\n    return a + b",
        "Steps:\n\n1. Use this:\n\n    ```python\n    def add(a, b):\n        return a + b\n    ```\n",
        "def add(a, b):\n    return a + b\n\nx = int(input())\nprint(add(x, 1))",
        "```python\ndef add(a, b):\n    return a + b\n```\nStrings fail:\n```python\nadd(1, 'x')  # TypeError\n```"),
     ("def add(a, b):\n    return a - b\n\nx = int(input())",
      "```\nx = int(input())\ndef add(a, b):\n    return a + b\n```")))

ROWS: list[tuple[Check, str, bool, str]] = [
    *((NumberCheck(value), question, right, answer) for (value, question), both in NUMBERS.items()
      for right, answers in zip((True, False), both, strict=True) for answer in answers),
    *((SequenceCheck(items), "", right, answer) for items, both in SEQUENCES.items()
      for right, answers in zip((True, False), both, strict=True) for answer in answers),
    *((check, question, right, answer) for check, question, *both in (*CHOICES, *CODES)
      for right, answers in zip((True, False), both, strict=True) for answer in answers)]


@pytest.mark.parametrize(("check", "question", "right", "answer"), ROWS,
                         ids=[f"{'right' if right else 'wrong'}: {answer[:40]}" for _, _, right, answer in ROWS])
def test_a_check_tells_right_from_wrong(check: Check, question: str, right: bool, answer: str) -> None:
    verdict = check.judge(question, answer)
    assert verdict.passed is right, verdict.why


def test_a_query_is_taken_without_the_words_around_it() -> None:
    assert sql_of("Use it with care: SELECT a\nFROM t -- all of them\n\nThis shows all.") == "SELECT a\nFROM t"

"""More ways to ask about days, months and seasons; {t} is day, month or season, {x} and {y} two of them."""

LENGTH = (
    "{m} goes up to which (day )number", "what is the last day of {m}, which number", "on which number does {m} end",
    "the last date in {m}", "the last day of {m} is the", "{m} ends on [the|which day|what date]",
    "how far do the days go in {m}", "until which number do the days of {m} go", "{m}'s number of days",
    "if i pay rent for all of {m}, how many days is that", "my holiday is the whole of {m}, how many days",
    "i am away all {m}: how many days", "{m} is long how many days", "how many nights and days has {m}",
    "the whole month of {m} in days", "one {m} has how many days", "how many times does the sun rise in {m}",
    "i work every day in {m}, that makes how many days", "how many squares for {m} on the calendar",
    "is there a 31st in {m}", "is there a {m} 31", "does {m} have a 31st", "{m} is a month with how many days",
    "is {m} a long or a short month", "is {m} a month with 30 or with 31 days", "30 or 31: {m}",
    "31 or 30 days for {m}", "i forgot if {m} has 30 or 31", "thirty or thirty-one days in {m}", "{m}, 30 or 31",
    "does {m} have thirty days", "does {m} have thirty-one days", "{m}: its days", "when i count the days of {m} i get",
    "the days in {m} number", "days {m} has", "{m} days long", "{m} in days", "{m} in number of days",
    "count of days {m}", "total days of {m}", "total number of days in {m}", "{m} consists of how many days",
    "{m} is made of how many days", "{m} contains how many days", "{m} lasts", "{m} lasts for",
    "how long does {m} last", "how long does the month of {m} go on", "duration of {m}", "what's the day count for {m}",
    "how big is {m} in days", "hw many days {m}", "{m} has ... days", "{m} has ___ days", "fill in: {m} has ... days",
    "there are ... days in {m}", "there are how many days in {m}", "days there are in {m}",
    "the number of days that {m} has", "[calendar|homework|quiz]: days in {m}", "how many mornings are there in {m}",
    "how many days is {m}",
)  # fmt: skip
LENGTH_YES = (
    "does {m} have {n} days", "has {m} {n} days", "{m} has {n} days, right", "{m} has {n} days, true or false",
    "is it true that {m} has {n} days", "are there {n} days in {m}", "is {m} {n} days long", "{m} is {n} days, correct",
    "i think {m} has {n} days, is that right", "am i right that {m} has {n} days",
    "there are {n} days in {m}, yes or no", "has {m} got {n} days", "true or false: {m} has {n} days",
    "{n} days in {m}, is it so",
)  # fmt: skip
AFTER = (
    "{x} is over. what {t} is it now", "{x} has just ended, which {t} begins", "which {t} do i turn to after {x}",
    "the {t} that follows {x}", "{x}'s next {t}", "next after {x}", "what is next after {x}", "{x}, what {t} is next",
    "one {t} after {x}", "a {t} after {x} is", "the {t} following {x} is", "following {x} comes", "what follows {x}",
    "{x}, what comes next", "{x} ... and next", "{x} and then", "{x} then", "{x} and next comes", "{x}, ...",
    "i finished {x}, the next {t} is", "name what comes after {x}", "say the {t} after {x}", "{t} that comes after {x}",
    "in the row of {t}s, what comes after {x}", "{x}, what is the one after it", "what is the {t} right behind {x}",
    "what {t} starts when {x} is finished", "{x} ends and which {t} starts", "if {x} ends, which {t} starts",
    "{x} goes before which {t}", "{x} is the {t} before", "before which {t} is {x}", "{x} is just before which {t}",
    "which {t} has {x} before it", "what {t} is preceded by {x}", "the successor of {x}", "skip {x}, which {t} is it",
    "my {t} is {x}. what is the next one", "what would be the next {t} if we have {x}", "what {t} does {x} lead to",
    "[{t}s|calendar|homework|quiz]: after {x}", "the one after {x}", "after {x} we have", "after {x} we get which {t}",
    "after {x} it is", "then comes what after {x}", "what happens after {x}, which {t}", "wich {t} is aftr {x}",
    "which {t} will it be when {x} is past", "which {t} will follow {x}", "what {t} will come after {x}",
)  # fmt: skip
BEFORE = (
    "{x} has just begun, which {t} was it before", "{x} starts. which {t} has just ended",
    "the {t} that ended before {x}", "one {t} before {x}", "a {t} before {x} is", "what was before {x}",
    "previous to {x}", "the one before {x}", "{x}, what came before", "{x} and the {t} before it",
    "go back one {t} from {x}", "one {t} back from {x}", "{x} minus one {t}", "which {t} has {x} after it",
    "which {t} is followed by {x}", "what {t} leads to {x}", "after which {t} comes {x}", "after which {t} is {x}",
    "{x} comes when which {t} is over", "{x} is next after which {t}", "what {t} did we have before {x}",
    "the last {t} before {x}", "say the {t} before {x}", "the {t} just before {x} is", "the predecessor of {x}",
    "name what comes before {x}", "in the row of {t}s, what comes before {x}", "what {t} is ahead of {x}",
    "before {x} we have", "before {x} it was", "[{t}s|calendar|homework|quiz]: before {x}", "the {t} in front of {x}",
    "prior to {x} is which {t}", "{t} prior to {x}", "{x} is the {t} after", "which {t} ends when {x} begins",
    "what {t} is it right before {x} starts", "which {t} comes first and then {x}", "wich {t} is befor {x}",
    "... , {x}: which {t} is missing",
)  # fmt: skip
TOMORROW = (
    "today is {x}, tomorrow is", "today it is {x}. what is tomorrow", "if today is {x} then tomorrow is",
    "it is {x} today, what day will it be tomorrow", "what day is tomorrow when today is {x}", "{x} today, tomorrow",
    "yesterday was {x}, what day is today", "yesterday was {x}. today is", "if yesterday was {x}, what is today",
    "it was {x} yesterday so today is", "what is today if yesterday was {x}",
    "my exam is the day after {x}, when is it", "we meet the day after {x}, which day is that",
    "i work on {x} and the day after, which day is that", "one day later than {x}", "the day that follows {x}",
    "{x} plus one day", "{x} + 1 day", "a day after {x}", "suppose today is {x}: tomorrow",
    "say it is {x}, what day will tomorrow be", "when it is {x} today, which day do we have tomorrow",
    "it's {x}. what's tomorrow", "today {x} tomorrow what", "i sleep one night after {x}, which day do i wake up",
    "at midnight {x} ends and what begins",
)  # fmt: skip
YESTERDAY = (
    "today is {x}, yesterday was", "today it is {x}. what was yesterday", "if today is {x} then yesterday was",
    "it is {x} today, what day was it yesterday", "what day was yesterday when today is {x}", "{x} today, yesterday",
    "tomorrow is {x}, what day is today", "tomorrow is {x}. today is", "if tomorrow is {x}, what is today",
    "it will be {x} tomorrow so today is", "what is today if tomorrow is {x}", "the day that came before {x}",
    "we met the day before {x}, which day was that", "{x} minus one day", "{x} - 1 day", "a day before {x}",
    "one day earlier than {x}", "the eve of {x} is which day", "suppose today is {x}: yesterday",
    "it's {x}. what was yesterday", "when today is {x}, which day was yesterday", "today {x} yesterday what",
)  # fmt: skip
TWO_AFTER = (
    "what {t} is two {t}s after {x}", "which {t} comes two {t}s after {x}", "two {t}s after {x}", "{x} plus two {t}s",
    "{x} + 2 {t}s", "{x} and two {t}s later", "two {t}s from {x}", "if it is {x}, what will it be in two {t}s",
    "the {t} after the {t} after {x}", "which {t} is 2 {t}s later than {x}", "2 {t}s after {x}",
    "in two {t}s from {x} it is", "count two {t}s on from {x}", "it is {x} now. in two {t}s it is",
)  # fmt: skip
TWO_BEFORE = (
    "what {t} is two {t}s before {x}", "which {t} comes two {t}s before {x}", "two {t}s before {x}",
    "{x} minus two {t}s", "{x} - 2 {t}s", "2 {t}s before {x}", "if it is {x}, what was it two {t}s ago",
    "go back two {t}s from {x}", "the {t} before the {t} before {x}", "it is {x} now. two {t}s ago it was",
)  # fmt: skip
BETWEEN = (
    "which {t} is between {x} and {y}", "what {t} comes between {x} and {y}", "between {x} and {y}", "{x}, ..., {y}",
    "between {x} and {y} is which {t}", "what is between {x} and {y}", "the {t} between {x} and {y}", "{x} ? {y}",
    "which {t} is in the middle of {x} and {y}", "what is missing: {x}, ..., {y}", "name the {t} between {x} and {y}",
    "{x} comes before it and {y} after it, which {t} is it", "after {x} and before {y} comes",
    "{t} between {x} and {y}", "which {t} lies between {x} and {y}", "i want to meet between {x} and {y}, which {t}",
    "fill in: {x}, ___, {y}", "the {t} after {x} and before {y}", "which {t} is after {x} but before {y}",
    "{x}, blank, {y}: which {t}",
)  # fmt: skip
NEXT_YES = (
    "does {y} come right {o} {x}", "is {y} the {t} {o} {x}", "{y} is the {t} {o} {x}, right",
    "{y} is right {o} {x}, yes or no", "is it true that {y} comes directly {o} {x}",
    "{y} comes just {o} {x}, true or false", "is {y} directly {o} {x}", "true or false: {y} is the {t} {o} {x}",
    "is the {t} {o} {x} {y}", "am i right that {y} is the {t} {o} {x}",
)  # fmt: skip
NUMBERED = (
    "the month with the number {n}", "{n} is which month", "month {n} has which name",
    "the date says month {n}, which is it", "in a date, what month is {n}", "what is the name of month {n}",
    "month no {n}", "month nr {n}", "mth {n}", "which month do people write as {n}", "the {o} of the months",
    "the {o} one of the months", "which is month {n}", "the month that comes {o}", "count to the {o} month, what is it",
    "{o} month please", "what comes {o} among the months", "if i count the months, the {o} is",
    "starting with january, what is the {o} month", "number {n} of the months is", "of the 12 months, which is the {o}",
    "what's the {o} month called", "{o} month of a year", "[quiz|homework]: {o} month",
    "which month stands at place {n}", "at position {n} of the year is which month",
)  # fmt: skip
NUMBER_OF = (
    "at which place in the year is {m}", "{m} has which number", "{m} number", "what is {m} in numbers",
    "how do i write {m} as a number", "in a date, which number is {m}", "{m} in digits", "the number for {m}",
    "the how many-th month is {m}", "position of {m} in the year", "{m} is the what month of the year",
    "{m} comes at which place among the months", "if i count the months, what number is {m}", "{m}: which month number",
    "what number do i write for {m}", "{m} is the ...th month", "in the calendar {m} is number",
    "which place has {m} among the twelve months", "month number of {m}",
)  # fmt: skip
DAY_NUMBERED = (
    "what is the {o} day of the week", "{o} day of the week", "which day is the {o} of the week",
    "day number {n} of the week", "which day comes {o} in the week", "name the {o} day of the week",
    "the {o} day of a week is", "week day {n}", "if the week starts on monday, what is the {o} day",
    "counting from monday, what is the {o} day", "day {n} of the week", "which weekday is number {n}",
    "what do we call the {o} day of the week", "the {o} weekday", "what day is number {n}",
)  # fmt: skip
DAY_NUMBER_OF = (
    "which day of the week is {d}", "what number is {d} in the week", "{d} is which day of the week", "number of {d}",
    "{d} is day number", "counting from monday, which day is {d}", "which number has {d} in the week",
    "{d} as a number", "at which place in the week is {d}", "{d} is the how many-th day", "position of {d} in the week",
)  # fmt: skip
WORKDAY = (
    "is {d} a [working day|work day|weekday|weekend day|school day|day off]", "{d}: weekend or working day",
    "do people work on {d}", "is {d} part of the weekend", "is {d} on the weekend", "does {d} belong to the weekend",
    "{d}, weekday or weekend", "is {d} a weekday or the weekend", "do children go to school on {d}",
    "what kind of day is {d}", "{d} is [a weekend day|a weekday], right", "is {d} free for most people",
)  # fmt: skip
LEAP = (
    "is {n} a leap year", "was {n} a leap year", "{n} leap year", "{n} is a leap year, right",
    "is the year {n} a leap year", "does {n} have a february 29", "did {n} have 366 days",
    "does {n} have 365 or 366 days", "how many days has {n}", "how many days does the year {n} have",
    "how many days has february in {n}", "how many days did february {n} have", "will {n} be a leap year",
    "{n}: leap year or not", "leap year {n} yes or no", "is there a 29th of february in {n}",
    "how many days are in {n}", "is {n} one of the leap years", "number of days in the year {n}", "days in {n}",
)  # fmt: skip
CENTURY = (
    "which century is {n}", "in which century is {n}", "what century is the year {n} in", "{n} is in which century",
    "to which century does {n} belong", "{n} belongs to what century", "in what century was {n}", "century of {n}",
    "the year {n} was in the what century", "which century was {n}", "what century was {n} in", "{n} what century",
    "the year {n}, which century", "a book from {n} is from which century", "{n} falls in which century",
)  # fmt: skip
FIXED = {
    "A year has twelve months (12).": (
        "how many months must i wait for a year to pass", "a calendar shows how many months", "one year in months",
        "from january to december, how many months", "how many pages has a calendar with one month each",
        "how many salaries a year if i am paid each month", "12 or 10 months a year", "months: how many in one year",
        "i pay rent every month, how often is that in a year", "count the months of one year",
        "the number of months in a year is",
        "a year consists of how many months", "a year is made of how many months", "how many months long is a year",
        "the months of a year, how many", "there are how many months in a year", "a year lasts how many months",
    ),
    "A week has seven days (7).": (
        "from monday to sunday, how many days", "how many days until the same weekday comes again",
        "7 or 5 days in a week",
        "count the days of one week", "the number of days in a week is", "a week consists of how many days",
        "week = ? days",
        "a week is made of how many days", "how many days long is a week", "there are how many days in a week",
        "seven or six days",
        "a week lasts how many days", "days: how many in one week", "how many weekdays and weekend days together",
        "if i am away one week, how many days is that", "one week holiday is how many days",
        "how many times do i sleep in a week",
    ),
    "A day has 24 hours.": (
        "from midnight to midnight, how many hours", "how many hours until the same time tomorrow",
        "a day lasts how many hours",
        "a day consists of how many hours", "a day is made of how many hours", "how many hours long is a day",
        "day = ? hours",
        "the number of hours in a day is", "there are how many hours in a day", "hours: how many in one day",
        "one day in hours",
        "day and night together, how many hours", "how long is one day, i mean in hours", "is a day 12 or 24 hours",
        "if a shop is open all day and night, how many hours is that", "a whole day is how many hours",
        "a full day in hours",
        "how many hours must i wait for a day to pass", "if a day passes, how many hours is that",
        "how many hours pass in a day",
    ),
    "A year has 365 days, and 366 in a leap year.": (
        "from new year to new year, how many days", "year = ? days",
        "a year consists of how many days", "a year is made of how many days", "how many days long is a year",
        "one year in days",
        "the number of days in a year is", "there are how many days in a year", "days: how many in one year",
        "a year lasts how long",
        "is a year 365 or 360 days", "if a year passes, how many days is that", "how many days pass in a year",
        "a full year in days",
        "365 or 366 days a year", "how many times does the sun rise in a year", "how many nights has a year",
    ),
    "A year has 52 weeks, plus a day or two.": (
        "weeks a year", "weeks per year", "a year in weeks", "year in weeks", "one year is how many weeks",
        "year = ? weeks",
        "how many weeks does the year have", "how long is a year in weeks", "a year lasts how many weeks",
        "number of weeks a year has",
        "how many mondays are in a year", "how many weekends are in a year", "there are how many weeks in a year",
        "52 or 48 weeks",
        "a year consists of how many weeks", "if a year passes, how many weeks is that", "how many weeks make a year",
    ),
    "An hour has 60 minutes.": (
        "minutes per hour", "minutes an hour", "an hour in minutes", "hour in minutes", "one hour is how many minutes",
        "how long is an hour (in minutes)", "hour = ? minutes", "an hour lasts how many minutes",
        "how many minutes pass in an hour",
        "if i wait an hour, how many minutes is that", "an hour consists of how many minutes",
        "60 or 100 minutes in an hour",
        "there are how many minutes in an hour", "minutes: how many in one hour", "how many minutes make a full hour",
        "length of an hour in minutes", "a full hour is how many minutes",
        "from one o'clock to two o'clock, how many minutes",
    ),
    "A minute has 60 seconds.": (
        "seconds per minute", "seconds a minute", "a minute in seconds", "minute in seconds",
        "one minute is how many seconds",
        "how long is a minute (in seconds)", "minute = ? seconds", "a minute lasts how many seconds",
        "how many seconds pass in a minute",
        "if i wait a minute, how many seconds is that", "a minute consists of how many seconds",
        "60 or 100 seconds in a minute",
        "there are how many seconds in a minute", "seconds: how many in one minute", "length of a minute in seconds",
    ),
    "An hour has 3,600 seconds.": (
        "seconds per hour", "an hour in seconds", "one hour is how many seconds", "how long is an hour in seconds",
        "hour = ? seconds", "an hour lasts how many seconds", "how many seconds pass in an hour",
        "seconds in one full hour",
    ),
    "A day has 1,440 minutes.": (
        "minutes per day", "a day in minutes", "one day is how many minutes", "how long is a day in minutes",
        "day = ? minutes",
        "how many minutes pass in a day", "minutes in one full day", "24 hours in minutes",
    ),
    "A leap year has 366 days.": (
        "how long is a leap year (in days)", "leap year days", "a leap year lasts how many days",
        "days in one leap year",
        "how many days are there when it is a leap year", "a leap year in days",
    ),
    "A century is 100 years.": (
        "how long is a century", "century in years", "a century lasts how many years", "century = ? years",
        "one century is how long",
        "how many years pass in a century", "hundred years are called what", "a century, how many years",
    ),
    "A decade is ten years (10).": (
        "how long is a decade", "decade in years", "a decade lasts how many years", "decade = ? years",
        "one decade is how long",
        "how many years pass in a decade", "ten years are called what", "a decade, how many years",
    ),
    "April, June, September and November have 30 days.": (
        "which months have 30 days", "months with 30 days", "name the months with thirty days",
        "list the months with 30 days",
        "what months have only 30 days", "the months that have 30 days", "which four months have 30 days",
        "30 day months",
        "tell me all months with 30 days", "thirty days has september, and which others",
        "which months are 30 days long",
    ),
    "January, March, May, July, August, October and December have 31 days.": (
        "which months have 31 days", "months with 31 days", "name the months with thirty-one days", "31 day months",
        "what months have 31 days", "the months that have 31 days", "which seven months have 31 days",
        "which are the longest months",
        "list the months with 31 days", "tell me all months with 31 days", "which months are 31 days long",
        "the long months are",
    ),
    "Four months (4) have 30 days: April, June, September and November.": (
        "how many months have 30 days", "number of months with 30 days", "how many months are 30 days long",
    ),
    "Seven months (7) have 31 days.": (
        "how many months have 31 days", "number of months with 31 days", "how many months are 31 days long",
    ),
    "All twelve months (12) have at least 28 days.": (
        "how many months have 28 days", "number of months with 28 days", "how many months have at least 28 days",
    ),
    "The working days are Monday, Tuesday, Wednesday, Thursday and Friday.": (
        "which days are working days", "name the working days", "which days do people work", "the weekdays are",
        "weekdays",
        "what are the weekdays without the weekend", "on which days do people go to work", "school days of the week",
        "list the working days", "which days of the week are work days", "days from monday to friday",
    ),
}  # fmt: skip
SEASON_BEFORE = {
    "summer": "Spring comes before summer.",
    "autumn": "Summer comes before autumn.",
    "fall": "Summer comes before autumn.",
    "winter": "Autumn comes before winter.",
    "spring": "Winter comes after autumn and before spring.",
}

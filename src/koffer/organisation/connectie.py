"""The sheet *Connectie*: ten categories of our own, grounded in EntreComp (European Commission, 2016)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """One category in one language: its name, "as a team we …", and an example of a small and a large step."""

    name: str
    description: str
    small: str
    large: str


NAME = "Connectie"
DUTCH = (
    Text(
        "Kansen zien",
        "Als team zien we wat er in de buurt speelt en wat wij daarin kunnen betekenen.",
        "Vraag deze week drie bezoekers wat zij in de buurt missen.",
        "Maak elk kwartaal een ronde langs de buurt en kies één kans om op te pakken.",
    ),
    Text(
        "Creativiteit",
        "Als team bedenken we nieuwe oplossingen, ook met weinig middelen.",
        "Bedenk in het overleg vijf minuten lang wilde ideeën voor één vraag.",
        "Geef ieder jaar drie eigen ideeën een proefperiode van zes weken.",
    ),
    Text(
        "Koers houden",
        "Als team weten we waar we naartoe gaan en kiezen we wat daarbij past.",
        "Noem bij het volgende besluit hardop hoe het past bij het reisdoel.",
        "Stop samen met één taak die niet meer bij het reisdoel past.",
    ),
    Text(
        "Lef en initiatief",
        "Als team durven we te beginnen, ook als het nog niet af is.",
        "Probeer één klein idee uit zonder plan en vertel hoe het ging.",
        "Spreek af wat iedereen zelf mag beslissen, met een eigen potje.",
    ),
    Text(
        "Verbinden en netwerken",
        "Als team brengen we mensen en organisaties bij elkaar.",
        "Drink koffie met één partner die je nog niet kent.",
        "Bouw met drie partners een vast programma op.",
    ),
    Text(
        "Samenwerken",
        "Als team gebruiken we wat ieder van ons kan en weet.",
        "Vraag een collega om een uur mee te kijken met jouw werk.",
        "Verdeel de taken opnieuw naar wat ieder goed kan.",
    ),
    Text(
        "Luisteren naar de omgeving",
        "Als team horen we wat inwoners nodig hebben, voordat we iets bedenken.",
        "Stel elke dag één bezoeker een open vraag en schrijf het antwoord op.",
        "Maak met bewoners een nieuw aanbod, vanaf de eerste schets.",
    ),
    Text(
        "Doorzetten",
        "Als team gaan we door als het tegenzit en maken we af wat we beloven.",
        "Maak deze week één ding af dat al lang ligt.",
        "Begeleid één project een jaar lang, met vaste momenten om bij te sturen.",
    ),
    Text(
        "Omgaan met onzekerheid",
        "Als team kunnen we verder, ook als we nog niet alles weten.",
        "Zeg in het overleg één keer: dat weten we nog niet, en wat doen we nu.",
        "Oefen twee keer per jaar met de vraag: wat als de stad verandert?",
    ),
    Text(
        "Leren van ervaring",
        "Als team kijken we terug en doen we het de volgende keer anders.",
        "Sluit een activiteit af met: wat houden we, wat doen we anders?",
        "Houd elk half jaar een leerdag met voorbeelden uit eigen werk.",
    ),
)
ENGLISH = (
    Text(
        "Spotting opportunities",
        "As a team we see what is going on in the neighbourhood and what we can mean for it.",
        "Ask three visitors this week what they miss in the neighbourhood.",
        "Walk round the neighbourhood every quarter and choose one opportunity to take up.",
    ),
    Text(
        "Creativity",
        "As a team we think of new solutions, even with little means.",
        "Spend five minutes of the meeting on wild ideas for one question.",
        "Give three ideas of our own a six-week trial every year.",
    ),
    Text(
        "Vision",
        "As a team we know where we are going and choose what fits it.",
        "At the next decision, say aloud how it fits the destination.",
        "Stop together with one task that no longer fits the destination.",
    ),
    Text(
        "Courage and initiative",
        "As a team we dare to begin, also when it is not finished yet.",
        "Try one small idea without a plan and tell how it went.",
        "Agree on what everyone may decide alone, with a small budget for it.",
    ),
    Text(
        "Connecting and networking",
        "As a team we bring people and organisations together.",
        "Have coffee with one partner that you do not know yet.",
        "Build a regular programme with three partners.",
    ),
    Text(
        "Working together",
        "As a team we use what each of us can do and knows.",
        "Ask a colleague to look along with your work for an hour.",
        "Divide the tasks anew by what everyone is good at.",
    ),
    Text(
        "Listening to the community",
        "As a team we hear what residents need before we think something up.",
        "Ask one visitor an open question every day and write the answer down.",
        "Make something new with residents, from the first sketch on.",
    ),
    Text(
        "Perseverance",
        "As a team we go on when things are hard and finish what we promise.",
        "Finish one thing this week that has been lying for long.",
        "Guide one project for a year, with fixed moments to adjust.",
    ),
    Text(
        "Coping with uncertainty",
        "As a team we can go on, also when we do not know everything yet.",
        "Say once in the meeting: we do not know yet, and what do we do now.",
        "Practise twice a year with the question: what if the town changes?",
    ),
    Text(
        "Learning from experience",
        "As a team we look back and do it differently next time.",
        "End an activity with: what do we keep, what do we change?",
        "Hold a learning day every half year with examples from our own work.",
    ),
)

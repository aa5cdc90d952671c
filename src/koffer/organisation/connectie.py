"""The sheet *Connectie*: ten categories of our own, grounded in EntreComp (European Commission, 2016).

Each in the words of a team ("as a team we …") and in those of one person, for a conversation of two ("I …").
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """One category in one language: its name, the sentence, and an example of a small and a large step."""

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
        "As a team we see what is going on in the neighbourhood and what we can do for it.",
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
        "As a team, stop doing one task that no longer fits the destination.",
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
        "Ask a colleague to watch you at work for an hour.",
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
        "Finish one thing this week that has been waiting for a long time.",
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

# In the first person, because the employee fills it about themself; the steps too are for one person.
DUTCH_FOR_TWO = (
    Text(
        "Kansen zien",
        "Ik zie wat er in de buurt speelt en wat ik daarin kan betekenen.",
        "Vraag deze week drie bezoekers wat zij in de buurt missen.",
        "Loop elke maand een uur door de buurt en kies één kans om op te pakken.",
    ),
    Text(
        "Creativiteit",
        "Ik bedenk nieuwe oplossingen, ook met weinig middelen.",
        "Schrijf in vijf minuten tien ideeën op voor één vraag uit je werk.",
        "Probeer dit half jaar één eigen idee zes weken uit.",
    ),
    Text(
        "Koers houden",
        "Ik weet waar we naartoe gaan en kies wat daarbij past.",
        "Zeg bij je volgende keuze hardop hoe die past bij het reisdoel.",
        "Stop met één taak die niet meer bij het reisdoel past.",
    ),
    Text(
        "Lef en initiatief",
        "Ik durf te beginnen, ook als het nog niet af is.",
        "Probeer één klein idee uit zonder plan en vertel hoe het ging.",
        "Trek een half jaar iets nieuws dat nog niemand doet.",
    ),
    Text(
        "Verbinden en netwerken",
        "Ik breng mensen en organisaties bij elkaar.",
        "Drink koffie met één partner die je nog niet kent.",
        "Bouw met één partner een vast programma op.",
    ),
    Text(
        "Samenwerken",
        "Ik gebruik wat collega's kunnen en weten, en deel wat ik kan en weet.",
        "Vraag een collega om een uur mee te kijken met jouw werk.",
        "Doe een half jaar lang één project samen met iemand van een andere afdeling.",
    ),
    Text(
        "Luisteren naar de omgeving",
        "Ik hoor wat inwoners nodig hebben, voordat ik iets bedenk.",
        "Stel elke dag één bezoeker een open vraag en schrijf het antwoord op.",
        "Maak met bewoners een nieuw aanbod, vanaf de eerste schets.",
    ),
    Text(
        "Doorzetten",
        "Ik ga door als het tegenzit en maak af wat ik beloof.",
        "Maak deze week één ding af dat al lang ligt.",
        "Begeleid één project een jaar lang, met vaste momenten om bij te sturen.",
    ),
    Text(
        "Omgaan met onzekerheid",
        "Ik kan verder, ook als ik nog niet alles weet.",
        "Zeg in een overleg één keer: dat weet ik nog niet, en dit doe ik nu.",
        "Neem een taak aan waarvan je de uitkomst nog niet kent.",
    ),
    Text(
        "Leren van ervaring",
        "Ik kijk terug en doe het de volgende keer anders.",
        "Sluit een activiteit af met: wat houd ik, wat doe ik anders?",
        "Bespreek een jaar lang elke maand met iemand wat je geleerd hebt.",
    ),
)
ENGLISH_FOR_TWO = (
    Text(
        "Spotting opportunities",
        "I see what is going on in the neighbourhood and what I can do for it.",
        "Ask three visitors this week what they miss in the neighbourhood.",
        "Walk through the neighbourhood for an hour every month and choose one opportunity to take up.",
    ),
    Text(
        "Creativity",
        "I think of new solutions, even with little means.",
        "Write down ten ideas in five minutes for one question from your work.",
        "Try one idea of your own for six weeks in the coming half year.",
    ),
    Text(
        "Vision",
        "I know where we are going and choose what fits it.",
        "At your next choice, say aloud how it fits the destination.",
        "Stop doing one task that no longer fits the destination.",
    ),
    Text(
        "Courage and initiative",
        "I dare to begin, also when it is not finished yet.",
        "Try one small idea without a plan and tell how it went.",
        "Lead something new for half a year that nobody does yet.",
    ),
    Text(
        "Connecting and networking",
        "I bring people and organisations together.",
        "Have coffee with one partner that you do not know yet.",
        "Build a regular programme with one partner.",
    ),
    Text(
        "Working together",
        "I use what colleagues can do and know, and share what I can do and know.",
        "Ask a colleague to watch you at work for an hour.",
        "Do one project for half a year with somebody from another department.",
    ),
    Text(
        "Listening to the community",
        "I hear what residents need before I think something up.",
        "Ask one visitor an open question every day and write the answer down.",
        "Make something new with residents, from the first sketch on.",
    ),
    Text(
        "Perseverance",
        "I go on when things are hard and finish what I promise.",
        "Finish one thing this week that has been waiting for a long time.",
        "Guide one project for a year, with fixed moments to adjust.",
    ),
    Text(
        "Coping with uncertainty",
        "I can go on, also when I do not know everything yet.",
        "Say once in a meeting: I do not know yet, and this is what I do now.",
        "Take on a task of which you do not know the outcome yet.",
    ),
    Text(
        "Learning from experience",
        "I look back and do it differently next time.",
        "End an activity with: what do I keep, what do I change?",
        "Talk with somebody every month for a year about what you learned.",
    ),
)

"""What the network's notes say; writing.py tells what each key is."""

MESSAGE = "Hej Jonna! Här är anteckningarna. Laget runt är kortat, hör av dig om jag har missat något viktigt."
TRIAL = (
    "Sju boende i Tallnäs använde taktila kartor under sex veckor.",
    "Fem av dem gick oftare till matsalen utan sällskap.",
    "Kartorna behöver fästas lägre än vi först trodde: 95 centimeter.",
)
VISITS = (("Före kameror", 312), ("Efter 1 månad", 148), ("Efter 3 månader", 96))
GUESTS = (
    {"name": "Ida Malm", "title": "enhetschef", "organisation": "Hedåsens kommun", "serves_for": "Gunilla Sträng"},
    {"name": "Tobias Renström", "organisation": "Lyktan Omsorg AB", "status": "presenter"},
)

# The published notes.
EARLIER = [
    {
        "title": "Förra mötets anteckningar",
        "time": "13.00",
        "who": "Elsa",
        "text": """
            <p>Elsa går snabbt igenom anteckningarna. Alla punkter är avklarade utom inventeringen av larm, som
            Rasmus fortsätter med.</p>
        """,
    },
    {
        "title": "Laget runt",
        "time": "13.10",
        "who": "Alla",
        "text": """
            <p><strong>Rasmus</strong> – byter larm på två boenden nästa månad. Det tar längre tid än väntat att få
            tag i rätt nycklar till trapphusen.</p>
            <p><strong>Gunilla</strong>, hemtjänsten har fått läsplattor. Personalen är nöjd, men täckningen söder
            om Hedåsen är så dålig att dokumentationen får vänta till kvällen.</p>
            <p><strong>Ann-Charlotte</strong> påminner om att kontaktcentret öppnar nästa år och vill ha hjälp med
            svar om trygghetslarm.</p>
        """,
    },
    {
        "title": "PAUS",
        "kind": "break",
        "time": "14.05",
    },
    {
        "title": "Taktila kartor i Tallnäs",
        "type": "I",
        "time": "14.20",
        "who": "Jonna",
        "text": """
            <p>Jonna berättar om försöket på Tallgården, se bilaga 1. De boende har själva bestämt var kartorna ska
            sitta. Kostnaden är låg, ungefär 900 kronor per karta.</p>
            <p>Ett råd till den som vill göra likadant: ”börja med vägen till frukosten, det är den alla vill gå
            själva”.</p>
        """,
    },
    {
        "title": "Gemensam lista över sensorer",
        "type": "A",
        "time": "14.45",
        "who": "Rasmus",
        "text": """
            <p>Gruppen fyller tillsammans i vilka sensorer som finns i varje kommun, och vilka avtal som går ut
            nästa år.</p>
        """,
        "remarks_label": "Frågor att ta vidare",
        "remarks": """
            <ul>
            <li>Vem äger uppgifterna när leverantören byts?</li>
            <li>Kan två kommuner dela på ett avtal som bara den ena har skrivit under?</li>
            </ul>
        """,
        "actions": [("Fråga juristen om delade avtal", "Rasmus", "före nästa möte")],
    },
    {
        "title": "AVSLUT",
        "time": "15.30",
    },
]

# The notes that wait for approval.
WAITING = [
    {
        "title": "Förra mötets anteckningar",
        "time": "13.00",
        "who": "Elsa",
        "text": """
            <p>Inga synpunkter. Juristen svarar om delade avtal under nästa vecka.</p>
        """,
    },
    {
        "title": "Laget runt",
        "time": "13.10",
        "who": "Alla",
        "text": """
            <p><strong>Ahmed</strong> – kamerorna har gett mer lugn på nätterna. Två familjer har valt att avstå,
            och det fungerar också.</p>
            <p><strong>Rasmus</strong>. Larmbytet är klart. Nu går larmen fram på elva sekunder i stället för
            fyrtio.</p>
            <p><strong>Ida</strong>, ny i gruppen, presenterar sig. I Hedåsen ligger fokus på scheman inför
            helgerna.</p>
            <p><strong>Jonna</strong> har fått frågan om talande klockor och undrar om någon har erfarenhet. Ahmed
            skickar en länk.</p>
        """,
    },
    {
        "title": "Trygghetskameror på natten",
        "type": "I",
        "time": "13.50",
        "who": "Ahmed",
        "presenter": "Tobias Renström",
        "text": """
            <p>Tobias Renström, Lyktan Omsorg AB, visar hur kameror ersätter en del av de nattliga besöken i
            Norrlida. Den som bor hemma väljer själv tiderna, och bilden sparas aldrig. Antalet besök före och efter
            framgår av bilaga 2.</p>
            <p>Ahmed beskriver hur samtycket går till:</p>
            <ol>
            <li>Ett första samtal hemma, gärna med en anhörig.</li>
            <li>En veckas prov där besöken finns kvar.</li>
            <li>Nytt samtal, och först därefter ett beslut.</li>
            </ol>
        """,
    },
    {
        "title": "PAUS",
        "kind": "break",
        "time": "14.30",
    },
    {
        "title": "Förslag till gemensam upphandling",
        "type": "D",
        "time": "14.45",
        "who": "Jonna",
        "text": """
            <p>Jonna går igenom förslaget som skickades ut med kallelsen. Upphandlingen omfattar larm, sensorer och
            kameror under fyra år. Norrlida och Tallnäs är positiva, Ängsfors vill vänta till dess att det nuvarande
            avtalet har utvärderats.</p>
            <p>Rasmus påpekar att ”gemensam” inte får betyda att alla måste köpa samma sak.</p>
        """,
        "remarks_label": "Synpunkter",
        "remarks": """
            <ul>
            <li>De minsta kommunerna har ingen som kan följa upp avtalet. Uppföljningen behöver ligga hos förbundet,
            och det ska synas i kostnaden redan från början.</li>
            <li>Kraven på tillgänglighet måste gälla också appen som anhöriga använder.</li>
            <li>Det vore bra att få prova utrustningen i två veckor innan ett avtal skrivs under.</li>
            </ul>
        """,
        "actions": [("Mejla synpunkter på förslaget till Jonna", "Alla", "senast fredag nästa vecka")],
    },
    {
        "title": "Nästa studiebesök",
        "type": "A",
        "time": "15.15",
        "who": "Elsa",
        "text": """
            <p>Gruppen önskar besöka en kommun där hemtjänsten planerar sina rutter med hjälp av sensorer. Elsa
            återkommer med tre förslag.</p>
        """,
        "actions": [("Ta fram tre förslag till studiebesök", "Elsa", "till nästa möte")],
    },
    {
        "title": "AVSLUT",
        "time": "15.30",
    },
]

COMING = [
    {"title": "Förra mötets anteckningar", "time": "13.00", "who": "Elsa"},
    {"title": "Laget runt", "time": "13.10", "who": "Alla"},
    {"title": "Juristens svar om delade avtal", "type": "I", "time": "13.45", "who": "Rasmus"},
    {"title": "AVSLUT", "time": "15.30"},
]

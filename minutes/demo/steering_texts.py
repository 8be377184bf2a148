"""What the steering group's minutes say; writing.py tells what each key is. Words in braces become days."""

MESSAGE = "Hej! Här är protokollet från styrgruppsmötet. Säg till om något i § 4 inte stämmer med det ni minns."
REPORT = (
    "Teknisk plattform: klar och provad i Tallnäs och Ängsfors.",
    "Kunskapsbank: 412 av 600 svar är skrivna, 260 är granskade.",
    "Rekrytering: tre av fem kommunvägledare är anställda.",
    "Avvikelse: telefonnummer i Västerö flyttas en månad senare än planerat.",
)
WAITING = (("Tallnäs", 74), ("Ängsfors", 121), ("Hedåsen", 58), ("Norrlida", 96), ("Västerö", 143))

# Of whom not everybody needs to read: what stands in the published protocol, and is masked in its public copy.
MASKED = ("Hilda Ekdahl", "070-174 06 05")

# The published protocol; its last item waits for a later meeting.
FIRST = [
    {
        "title": "Val av justerare",
        "adjuster": "Farida Rahimi",
    },
    {
        "title": "Föregående protokoll",
        "text": """
            <p>Styrgruppen har inga synpunkter på protokollet från förra mötet.</p>
        """,
        "outcome": "noted_filed",
        "outcome_words": "Protokollet läggs till handlingarna.",
    },
    {
        "title": "Läget i införandet",
        "presenter": "Ann-Charlotte Wiik",
        "text": """
            <p>Ann-Charlotte Wiik går igenom lägesrapporten (bilaga 1). Två kommuner <strong>provkör</strong> sedan
            tre veckor, och de samtal som kommer in hanteras utan större besvär:</p>
            <ul>
            <li>Tallnäs, alla samtal utom till skolorna. Väntetiden har halverats sedan starten.</li>
            <li>Ängsfors, samtal till samhällsbyggnad och miljö. Här saknas fortfarande svar om bygglov i
            kunskapsbanken.</li>
            </ul>
            <p>Kommuner som <strong>förbereder</strong> sig:</p>
            <ul>
            <li>Hedåsen skriver svar inom omsorgen och är klar inom två månader.</li>
            <li>Norrlida flyttar sina telefonnummer inom ett halvår.</li>
            <li>Västerö väntar på ny växel.<br>
            Leverantören har lovat besked inom två veckor.</li>
            </ul>
            <p>Svarstiderna i dag framgår av bilaga 2. De varierar mer mellan dagar än mellan kommuner.</p>
            <p>Hilda Ekdahl (070-174 06 05) har skrivit till styrgruppen om väntetiderna. Hon får svar av
            projektledaren.</p>
        """,
        "movements": [("arrives", "Petter Lagerlöv", "9.22")],
    },
    {
        "title": "Bemanning vid driftstart",
        "text": """
            <p>Projektet har räknat på hur många som behövs för att åtta av tio samtal ska besvaras inom två
            minuter. Med fem kommunvägledare på dagtid och två på kvällstid nås målet alla vardagar utom måndagar
            före klockan tio.</p>
            <p>Bengt-Olof Hägg frågar vad som händer vid sjukdom. Kommunerna får då hjälpa varandra, och
            kunskapsbanken gör att ingen behöver kunna allt om alla fem kommuner.</p>
        """,
        "decisions": [
            {
                "intro": "Styrgruppen beslutar",
                "clauses": [
                    "att varje kommun avsätter en kommunvägledare på heltid från och med driftstarten,",
                    "att Tallnäs kommun är arbetsgivare för de två som arbetar kväll, och",
                    "att bemanningen följs upp vid styrgruppens möten det första året.",
                ],
            }
        ],
        "comment": """
            <p>Styrgruppen vill att de som anställs får arbeta i varje kommun minst en vecka innan de börjar svara
            för den. Det kostar tid i början men ger bättre svar.</p>
        """,
        "actions": [
            ("Lämna namn på kommunvägledare till projektet", "Alla", 21),
            ("Ta fram förslag till schema för kvällar", "Ann-Charlotte", "till nästa möte"),
        ],
    },
    {
        "title": "Fördelning av kostnader nästa år",
        "registry_number": "KFT 2026/41",
        "text": """
            <p>Kontaktcentret beräknas kosta 6,2 miljoner kronor nästa år. Förslaget fördelar hälften lika mellan
            kommunerna och hälften efter antalet invånare.</p>
            <table><thead><tr><th>Kommun</th><th>Andel</th><th>Kronor</th></tr>
            </thead>
            <tbody>
            <tr><td>Tallnäs</td><td>29 %</td><td>1 798 000</td></tr>
            <tr><td>Ängsfors</td><td>22 %</td><td>1 364 000</td></tr>
            <tr><td>Hedåsen</td><td>18 %</td><td>1 116 000</td></tr>
            <tr><td>Norrlida</td><td>16 %</td><td>992 000</td></tr>
            <tr><td>Västerö</td><td>15 %</td><td>930 000</td></tr>
            </tbody>
            </table>
        """,
        "decisions": [{"intro": "Styrgruppen beslutar att fördela kostnaderna nästa år enligt tabellen."}],
        "actions": [("Skicka underlag till kommunernas budgetarbete", "Elsa", 14)],
    },
    {
        "title": "Vad de som ringer tycker",
        "text": """
            <p>Farida Rahimi har intervjuat fjorton personer som har ringt under provkörningen. De flesta är nöjda
            med bemötandet men förvånade över att samma fråga kan få olika svar i två grannkommuner.</p>
            <h3>Röster från intervjuerna</h3>
            <p>Några sade så här, utan att vi skriver vem:</p>
            <blockquote><p>”Jag behövde bara ringa en gång. Det har aldrig hänt förut.”</p>
            <p>”Hon som svarade visste inte, men hon tog reda på det och ringde upp samma eftermiddag.”</p>
            </blockquote>
            <blockquote><p>”Varför ska jag knappa in mitt nummer och sedan säga det en gång till?”</p>
            </blockquote>
            <p>Intervjuerna fortsätter nästa månad, då också med personer som har valt att mejla i stället.</p>
        """,
        "comment": """
            <p>Styrgruppen tar med sig synpunkterna hem och vill höra hur det går efter den första månaden i drift.
            Citaten får användas i utbildningen av kommunvägledarna.</p>
        """,
    },
    {
        "title": "Gemensamma öppettider på kvällar",
        "outcome": "withdrawn",
        "deferred": True,
        "text": """
            <p>Underlaget blev inte färdigt. Bengt-Olof Hägg tar gärna emot siffror på hur många som ringer efter
            klockan 16.30 i dag.</p>
        """,
    },
]

# The draft: begun in the meeting, half of it left to write.
SECOND = [
    {
        "title": "Val av justerare",
        "adjuster": "Susanna Kero",
    },
    {
        "title": "Föregående protokoll",
        "text": """
            <p>Protokollet från den {previous} gås igenom. Alla kommuner utom Västerö har lämnat namn på
            kommunvägledare.</p>
        """,
        "outcome": "noted_filed",
        "outcome_words": "Protokollet läggs till handlingarna.",
    },
    {
        "title": "Läget i införandet",
        "presenter": "Ann-Charlotte Wiik",
        "text": """
            <p>Hedåsen har skrivit färdigt sina svar inom omsorgen, och <strong>alla fem kommuner</strong> finns nu
            i kunskapsbanken. Under den gångna månaden:</p>
            <ul>
            <li>1 840 samtal besvarades, 79 procent inom två minuter.</li>
            <li>214 samtal kopplades vidare till fel ställe. De flesta gällde bygglov.</li>
            </ul>
        """,
    },
    {
        "title": "Kommande möten",
        "text": """
            <p>Förslag till mötesdagar:</p>
            <ul>
            <li>torsdag {first}, kl. 9–10.30<br>
            (bokslutet ska vara klart veckan efter)</li>
            <li>torsdag {second}, kl. 9–10.30<br>
            (budgeten för nästa år)</li>
            <li>torsdag {third}, kl. 9–10.30 (inget stående ärende)</li>
            </ul>
        """,
        "proposal": """
            <p>Styrgruppen godkänner mötesdagarna.</p>
        """,
        "actions": [("Skicka kalenderbokningar för de nya mötesdagarna", "Elsa", 7)],
    },
    {
        "title": "Utbildning av kommunvägledare",
        "presenter": "Farida Rahimi",
    },
    {
        "title": "Telefonnummer som ska stängas",
        "proposal": """
            <p>Kommunerna stänger de nummer som fick färre än tio samtal i månaden.</p>
        """,
    },
]

COMING = [
    {"title": "Val av justerare", "time": "9.00", "who": "Mikael"},
    {"title": "Föregående protokoll", "time": "9.05", "who": "Elsa"},
    {"title": "Läget i införandet", "time": "9.10", "who": "Ann-Charlotte", "duration": 20},
]

STAFFING = [
    "Kontaktcentret öppnar med tio kommunvägledare, två från varje kommun.",
    "Öppettiderna är vardagar 8–17. Den första månaden är två fler i tjänst på måndagar.",
    "Chefen för kontaktcentret tillträder sex veckor före öppningen.",
]
CALL = "Läs gärna förslaget till bemanning i förväg. Lunch ordnas för dem som är på plats, så säg till om kost."
ANSWERS = {
    "Mikael Thelin": {"answer": "coming", "note": "Äter inte skaldjur."},
    "Farida Rahimi": {"answer": "prevented", "note": "Sitter i upphandlingsmöte hela förmiddagen."},
    "Susanna Kero": {"answer": "replaced", "name": "Ivar Dahlbom", "note": ""},
}

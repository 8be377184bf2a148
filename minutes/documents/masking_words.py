"""What masked copies print of themselves, in the language of the document."""

_WORDS = {
    "sv": {
        "mask": "[maskat]",
        "label": "{label} (maskad kopia)",
        "title": "Maskad offentlig kopia.",
        "told": "Uppgifter som inte får läsas av alla är borttagna där det står [maskat]. Underskrifterna gäller "
        "originalet, som finns kvar i sin helhet.",
        "tie": "Knuten till originalet genom",
    },
    "en": {
        "mask": "[masked]",
        "label": "{label} (masked copy)",
        "title": "Masked public copy.",
        "told": "What not everybody may read has been removed where it says [masked]. The signatures are those of the "
        "original, which is kept in full.",
        "tie": "Tied to the original by",
    },
}


def word(key: str, language: str) -> str:
    """The word; Swedish where the language is not known."""
    return _WORDS.get(language, _WORDS["sv"])[key]

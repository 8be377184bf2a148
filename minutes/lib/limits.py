"""Every limit on what people can put in, in one place. Lengths in characters, sizes in bytes."""

MEGABYTE = 1024 * 1024

LINE = 500  # a title, a name, a place
NAME = 120  # of a person, their title and organisation
LINES = 4_000  # a decision, an action, a reason
RICH = 200_000  # the text of an item, as sanitised HTML
RICH_TAGS = 30_000  # the tags of such a text as it comes: a cell of a table has four
NESTING = 8  # lists within lists, quotes within quotes

ITEMS = 300
ATTENDEES = 500
DECISIONS_PER_ITEM = 50
CLAUSES_PER_DECISION = 60
MOVEMENTS_PER_ITEM = 100
ACTIONS = 500
ATTACHMENTS = 300
SIGNERS = 30
REMARKS = 200  # of one signer on one text
ITEM_TYPES = 20

JSON = 8 * MEGABYTE  # one imported file
FILE = 50 * MEGABYTE  # one attachment
MAIL_FILES = 6 * MEGABYTE  # all documents of one mail, a third more on its way; the others are read on the page
VERIFIED = 25 * MEGABYTE  # one file that somebody wants verified; it is never kept
BUNDLE = 1000 * MEGABYTE  # all the files of a meeting as one
PUBLIC_BUNDLE = 100 * MEGABYTE  # what everybody may ask for: a version with its attachments as one
APPENDED = 60 * MEGABYTE  # the attachments that are appended to minutes, together
APPENDED_PAGES = 2_000  # of minutes with their attachments
LOGO = 1 * MEGABYTE
LOGO_PIXELS = 3_000  # the longer side
MEETINGS_AT_ONCE = 60  # planned from one pasted list
PASTE = 20_000  # characters of a pasted list

SIGNOFF_ROLES = 12  # of one body
STANDING_ITEMS = 60  # of one body
PHRASES = 100  # of one body
PASTED_PEOPLE = 200  # at once
MASKED_WORDS = 200  # in one public copy
ADMINISTRATORS = 30  # of one organisation

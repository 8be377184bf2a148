"""Acts: one function for each thing that a person can do. Atomic, audited, refusing in words."""


class Refused(Exception):
    """The act cannot be done as things stand. The message is for people and says what to do instead.

    `field` is the name of what was given that it is about, for the message to stand there; most are about the whole.
    """

    def __init__(self, message="", field=""):
        super().__init__(message)
        self.field = field

    @property
    def message(self):
        return str(self.args[0])


class Conflict(Refused):
    """Somebody else changed the same thing meanwhile; `theirs` is what stands there now."""

    def __init__(self, message, theirs=None):
        super().__init__(message)
        self.theirs = theirs

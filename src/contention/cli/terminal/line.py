"""A line of text while it is typed."""

from contention.cli.terminal.keys import Paste


class TypedLine:
    """Text and a cursor in it; keys change them."""

    def __init__(self, text: str = "") -> None:
        self.text = text
        self.cursor = len(text)

    def press(self, key: str) -> bool:
        """Take a key; False if it means nothing to a line."""
        before = (self.text, self.cursor)
        if isinstance(key, Paste):
            self._insert(" ".join(key.split()))
        elif len(key) == 1 and key.isprintable():
            self._insert(key)
        elif key in ("left", "ctrl-b"):
            self.cursor = max(0, self.cursor - 1)
        elif key in ("right", "ctrl-f"):
            self.cursor = min(len(self.text), self.cursor + 1)
        elif key in ("home", "ctrl-a"):
            self.cursor = 0
        elif key in ("end", "ctrl-e"):
            self.cursor = len(self.text)
        else:
            return self._cut(key)
        return before != (self.text, self.cursor)

    def _cut(self, key: str) -> bool:
        """Keys that take characters away."""
        start, end = self.cursor, self.cursor
        if key == "backspace":
            start -= 1
        elif key in ("delete", "ctrl-d"):
            end += 1
        elif key == "ctrl-u":
            start = 0
        elif key == "ctrl-k":
            end = len(self.text)
        elif key == "ctrl-w":
            start = self.text[: self.cursor].rstrip().rfind(" ") + 1
        else:
            return False
        start, end = max(start, 0), min(end, len(self.text))
        self.text = self.text[:start] + self.text[end:]
        self.cursor = start
        return start != end

    def _insert(self, text: str) -> None:
        self.text = self.text[: self.cursor] + text + self.text[self.cursor :]
        self.cursor += len(text)

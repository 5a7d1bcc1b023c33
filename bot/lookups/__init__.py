"""What is asked of the library rather than of its words: /who, /sources, /why.

May import answering and render; the edges import this.
"""

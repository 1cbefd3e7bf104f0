"""How a text is read: Markdown, sentences, words; on demand grammar, times and numbers."""

from clarion.review.reading.markdown import Block, BlockKind, Region, Span
from clarion.review.reading.reading import Reading, read
from clarion.review.reading.sentences import Sentence

__all__ = ["Block", "BlockKind", "Reading", "Region", "Sentence", "Span", "read"]

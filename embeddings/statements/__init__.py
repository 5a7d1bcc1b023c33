"""Who said what: a document's text in, its statements out, with the places of quote, speaker and cue.

From outside, take ``statements_of`` and ``VERSION`` from ``registry``, ``with_turns`` from ``turns``, the forms
of verbs that report from ``cues``; all else is the English extractor's own. Only ``parser`` loads spaCy.

May import naming, text, turns and types; building imports this, and answering never does.
"""

"""Who said what: a document's text in, its statements out, with the places of quote, speaker and cue.

From outside, take ``statements_of`` and ``VERSION`` from ``registry``, ``written_statements`` from ``turns``, the forms
of verbs that report from ``cues``; all else is the English extractor's own. Imports text, naming and types, and only
``parser`` loads spaCy.

May import naming, text and types; building imports this, and answering never does.
"""

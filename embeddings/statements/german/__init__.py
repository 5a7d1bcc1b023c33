"""The German extractor: by rules, without a parser. In doubt nobody speaks.

From outside, take ``extract_german`` from ``extract`` and ``english_lemma`` from ``verbs``. Its own files import from
left to right: words, nouns, heads, phrases, sentences, reports, contents, drafts, people, resolve, extract; of the
English extractor they import what finds quotations and pieces.
"""

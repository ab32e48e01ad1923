"""Tantivy as a peer: a stemmer, title and text in one field, any of the query's words.

Arguments: a folder with docs.tsv (number, text) and queries.tsv (number, text), words parted by spaces, and the name of a stemmer or "";
writes "query document score" to stdout.
"""
import sys

import tantivy

STEMMERS = set(
    "arabic danish dutch english finnish french german greek hungarian italian norwegian portuguese romanian russian spanish swedish tamil turkish".split()
)

folder, stemmer = sys.argv[1:]
analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
if stemmer in STEMMERS:
    analyzer = analyzer.filter(tantivy.Filter.stemmer(stemmer))
builder = tantivy.SchemaBuilder()
builder.add_text_field("number", stored=True, tokenizer_name="raw")
builder.add_text_field("text", stored=False, tokenizer_name="words")
index = tantivy.Index(builder.build())
index.register_tokenizer("words", analyzer.build())
writer = index.writer(64_000_000, 1)
for line in open(f"{folder}/docs.tsv", encoding="utf-8"):
    number, text = line.rstrip("\n").split("\t", 1)
    writer.add_document(tantivy.Document(number=number, text=text))
writer.commit()
index.reload()
searcher = index.searcher()
for line in open(f"{folder}/queries.tsv", encoding="utf-8"):
    number, text = line.rstrip("\n").split("\t", 1)
    query = index.parse_query(" ".join(f'"{word}"' for word in text.split()), ["text"])
    for score, address in searcher.search(query, 1000).hits:
        print(number, searcher.doc(address)["number"][0], score)

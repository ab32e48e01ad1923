"""Tantivy as a peer: en_stem tokenizer, title and text in one field, any of the query's words.

Arguments: a folder with docs.tsv (number, text) and queries.tsv (number, text); writes "query document score" to stdout.
"""
import re
import sys

import tantivy

folder = sys.argv[1]
builder = tantivy.SchemaBuilder()
builder.add_text_field("number", stored=True, tokenizer_name="raw")
builder.add_text_field("text", stored=False, tokenizer_name="en_stem")
index = tantivy.Index(builder.build())
writer = index.writer(64_000_000, 1)
for line in open(f"{folder}/docs.tsv", encoding="utf-8"):
    number, text = line.rstrip("\n").split("\t", 1)
    writer.add_document(tantivy.Document(number=number, text=text))
writer.commit()
index.reload()
searcher = index.searcher()
for line in open(f"{folder}/queries.tsv", encoding="utf-8"):
    number, text = line.rstrip("\n").split("\t", 1)
    words = " ".join(re.findall(r"\w+", text.lower()))
    query = index.parse_query(words, ["text"])
    for score, address in searcher.search(query, 1000).hits:
        print(number, searcher.doc(address)["number"][0], score)

"""Tantivy as a peer of the engines: en_stem, positions, ten hits.

    build FOLDER FIELDS          reads FOLDER/texts.tsv (text, title, names, ids of five types), a line each, and writes FOLDER/tantivy
    ask FOLDER FIELDS ROUNDS     reads FOLDER/queries.json, [{mode, words}], and writes {"any": [ms of each query and round], …}

FIELDS is 1 for the text alone, or 3 for text, title and names, the latter two at a quarter of the weight, as Lede has them; with
three, "any, counted" and so on are the times with the exact total and the twenty most frequent ids of each of five types.
"""
import json
import os
import resource
import shutil
import sys
import time

import tantivy

WARM_UP = 30
task, folder = sys.argv[1:3]
COLUMNS = ["text", "title", "names", "person", "organization", "place", "group", "work"]
fields = COLUMNS[: int(sys.argv[3])]
facets = COLUMNS[3:] if len(fields) == 3 else []
path = f"{folder}/tantivy"
builder = tantivy.SchemaBuilder()
builder.add_unsigned_field("number", stored=True)
for field in fields:
    builder.add_text_field(field, stored=False, tokenizer_name="en_stem")
for facet in facets:
    builder.add_text_field(facet, stored=False, fast=True, tokenizer_name="raw", index_option="basic")
schema = builder.build()

if task == "build":
    shutil.rmtree(path, ignore_errors=True)
    os.makedirs(path)
    started = time.perf_counter()
    index = tantivy.Index(schema, path=path)
    writer = index.writer(256_000_000, 1)
    for number, line in enumerate(open(f"{folder}/texts.tsv", encoding="utf-8")):
        values = dict(zip(COLUMNS, line.rstrip("\n").split("\t")))
        document = {field: values[field] for field in fields} | {facet: values[facet].split() for facet in facets}
        writer.add_document(tantivy.Document(number=number, **document))
    writer.commit()
    writer.wait_merging_threads()
    print(json.dumps({
        "seconds": time.perf_counter() - started,
        "peakMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "diskMb": sum(os.path.getsize(f"{path}/{name}") for name in os.listdir(path)) / 1_048_576,
    }))
else:
    started = time.perf_counter()
    index = tantivy.Index.open(path)
    searcher = index.searcher()
    load = (time.perf_counter() - started) * 1000
    times = {}
    queries = json.load(open(f"{folder}/queries.json", encoding="utf-8"))
    boosts = {field: 1.0 if field == "text" else 0.25 for field in fields}
    for turn in range(int(sys.argv[4]) + WARM_UP):
        for query in queries:
            words = query["words"]
            if query["mode"] == "phrase":
                text = '"' + " ".join(words) + '"'
            else:
                text = (" AND " if query["mode"] == "all" else " ").join(words)
            begun = time.perf_counter()
            parsed = index.parse_query(text, fields, field_boosts=boosts)
            searcher.search(parsed, 10, count=False)
            took = (time.perf_counter() - begun) * 1000
            if turn >= WARM_UP:
                times.setdefault(query["mode"], []).append(took)
            if not facets:
                continue
            begun = time.perf_counter()
            parsed = index.parse_query(text, fields, field_boosts=boosts)
            searcher.search(parsed, 10, count=True)
            searcher.aggregate(parsed, {facet: {"terms": {"field": facet, "size": 20}} for facet in facets})
            took = (time.perf_counter() - begun) * 1000
            if turn >= WARM_UP:
                times.setdefault(f"{query['mode']}, counted", []).append(took)
    print(json.dumps({"loadMs": load, "times": times}))

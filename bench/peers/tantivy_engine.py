"""Tantivy as a peer of the engines: en_stem, one field with positions, ten hits.

    build FOLDER          reads texts from FOLDER/texts.txt, a line each, and writes FOLDER/tantivy
    ask FOLDER ROUNDS     reads FOLDER/queries.json, [{mode, words}], and writes {"any": [[ms of each round] of each query], …}
"""
import json
import os
import resource
import sys
import time

import tantivy

task, folder = sys.argv[1:3]
path = f"{folder}/tantivy"
builder = tantivy.SchemaBuilder()
builder.add_unsigned_field("number", stored=True)
builder.add_text_field("text", stored=False, tokenizer_name="en_stem")
schema = builder.build()

if task == "build":
    os.makedirs(path)
    started = time.perf_counter()
    index = tantivy.Index(schema, path=path)
    writer = index.writer(256_000_000, 1)
    for number, line in enumerate(open(f"{folder}/texts.txt", encoding="utf-8")):
        writer.add_document(tantivy.Document(number=number, text=line.rstrip("\n")))
    writer.commit()
    writer.wait_merging_threads()
    index = tantivy.Index.open(path)
    writer = index.writer(256_000_000, 1)
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
    rounds = int(sys.argv[3])
    for turn in range(rounds + 1):
        for number, query in enumerate(queries):
            words = query["words"]
            text = {
                "any": lambda: " ".join(words),
                "all": lambda: " AND ".join(words),
                "phrase": lambda: '"' + " ".join(words) + '"',
            }[query["mode"]]()
            begun = time.perf_counter()
            parsed = index.parse_query(text, ["text"])
            searcher.search(parsed, 10, count=False)
            took = (time.perf_counter() - begun) * 1000
            if turn > 0:
                times.setdefault(query["mode"], []).append(took)
    print(json.dumps({"loadMs": load, "times": times, "segments": searcher.num_segments}))

"""The tables of the local file.

`block` holds records as they came, packed `BLOCK` together; `unit` says which block a number is in and its name.
`name_key` finds a name that folds alike (see `bulk_rows.name_key`), `words` the units whose names hold some words,
`word` and `back` (a word read backwards) the words that are spelled nearly alike.
"""

from typing import Final

BACK_FROM: Final = 4
TABLES: Final = """
    CREATE TABLE loaded (at TEXT NOT NULL, origins TEXT NOT NULL, units INTEGER NOT NULL, sub_units INTEGER NOT NULL);
    CREATE TABLE layout (id INTEGER PRIMARY KEY, format TEXT, sub_units INTEGER, columns TEXT);
    CREATE TABLE block (id INTEGER PRIMARY KEY, layout INTEGER NOT NULL, rows BLOB NOT NULL);
    CREATE TABLE unit (number INTEGER PRIMARY KEY, block INTEGER NOT NULL, name TEXT NOT NULL);
    CREATE TABLE former (number INTEGER NOT NULL, name TEXT NOT NULL);
    CREATE TABLE name_key (key INTEGER PRIMARY KEY);
    CREATE VIRTUAL TABLE words USING fts5(folded, content = '', detail = none, columnsize = 0, tokenize = 'ascii');
    CREATE TABLE word (word TEXT PRIMARY KEY, units INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE back (word TEXT PRIMARY KEY) WITHOUT ROWID;
"""
INDEX_WORDS: Final = """
    CREATE INDEX former_number ON former (number);
    INSERT INTO words (words) VALUES ('optimize');
"""
FILL_WORDS: Final = """
    CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, words, row);
    INSERT INTO word SELECT term, doc FROM temp.vocabulary;
    DROP TABLE temp.vocabulary;
"""

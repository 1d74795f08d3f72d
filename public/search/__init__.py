"""Search over everything public: what a word is (`folding`), where each kind of record has its words
(`queries`), and how the database looks for them (`text_search`)."""

"""The draw a second time: written from docs/draw.md and docs/formats/draw.md alone, standard library alone.

It shares no line with the product and was written without a look at the product's code. Where the two
differ, the text decides which of them is wrong. It is plain and slow on purpose: all subsets of the
types are tried, and paths are looked for one at a time, which is enough for a district.

    python tests/oracle FRAME.csv --rule RULE.toml --seed HEX
"""

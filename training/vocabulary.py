"""Vocabulary: the word pieces that both readers know, some twelve thousand of the thirty of BERT.

Rule     the marks, every single character of Latin script and its pieces, every piece our own training text needs,
         then the most frequent (BERT's list stands in order of frequency), until the list is full.  [PAD] is 0, [UNK]
         1, [CLS] 2 and [SEP] 3
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from models import LENGTH
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

MARKS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
SIZE = 12000


def tokenizer(pieces: list[str], length: int | None = LENGTH) -> Tokenizer:
    """Give BERT's uncased tokenizer over these pieces; texts are cut at so many pieces, marks included."""
    places = {piece: place for place, piece in enumerate(pieces)}
    made = Tokenizer(models.WordPiece(places, unk_token="[UNK]", max_input_chars_per_word=100))
    made.normalizer = normalizers.BertNormalizer(
        clean_text=True, handle_chinese_chars=True, strip_accents=True, lowercase=True
    )
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.post_processor = processors.BertProcessing(("[SEP]", places["[SEP]"]), ("[CLS]", places["[CLS]"]))
    if length:
        made.enable_truncation(length)
    return made


def cut(pieces: list[str], texts: Iterable[str], size: int = SIZE) -> list[int]:
    """Give the places in BERT's list of the pieces kept, in the order of the new list."""
    whole = tokenizer(pieces, None)
    used = Counter(piece for made in whole.encode_batch(list(texts)) for piece in made.ids)
    place = {piece: at for at, piece in enumerate(pieces)}
    kept = [place[mark] for mark in MARKS]
    held = set(kept)

    def keep(places: Iterable[int]) -> None:
        for at in places:
            if at not in held and len(kept) < size and not pieces[at].startswith("["):
                held.add(at)
                kept.append(at)

    keep([at for at, piece in enumerate(pieces) if len(piece.removeprefix("##")) == 1 and ord(piece[-1]) < 0x2200])
    keep(sorted(at for at, count in used.items() if count > 1))
    keep(range(999, len(pieces)))
    head, tail = kept[: len(MARKS)], sorted(kept[len(MARKS) :])
    return [*head, *tail]

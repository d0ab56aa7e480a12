"""Write what the tokenizers library makes of odd texts, as an oracle for our own word pieces.

Run: ENVIRONMENT/bin/python training/wordpiece_oracle.py
"""

from __future__ import annotations

import json
from pathlib import Path

from vocabulary import tokenizer

ROOT = Path(__file__).parents[1]
TEXTS = (
    "", " ", "\t\n\r ", "The food was great but the staff were rude.", "THE FOOD WAS GREAT", "Crème brûlée à la carte",
    "naïve façade coöperate jalapeño", "Ångström ÅSA Øre œuvre straße ﬁne", "İstanbul ıssız", "Zürich Łódź Đà Nẵng",
    "don't won't it's rock'n'roll", "well-known 24/7 $3.50 £5 €7 ¥800 50% #1 @home a&b", "e-mail: x_y@z.org http://a.b/c?d=e&f",
    "wow!!! what??? no... yes…", "“curly” ‘quotes’ – dash — long • bullet", "(brackets) [square] {curly} <angle>",
    "😀", "great 👍🏽 food 😋😋", "👨‍👩‍👧 family", "❤️ ♥ ★★★★★ ☆ ✓", "🇬🇧 flag", "食べ物は最高でした", "很好吃,服务很差。", "음식이 맛있어요",
    "ресторан хороший", "مطعم جيد", "אוכל טוב", "ελληνικό φαγητό", "อาหารอร่อย", "mixed 中文 and English text",
    "tab\tbetween\tcells", "line\nbreak\r\nand more", "zero\u200bwidth\u200djoin", "nul\x00in\x01side\x7f", "soft\u00adhyphen",
    "non\u00a0breaking\u2003space\u3000wide", "\ufeffmark first", "replaced \ufffd sign", "combining e\u0301 a\u0308 n\u0303",
    "a" * 99, "a" * 100, "a" * 101, "x" * 400, "supercalifragilisticexpialidocious pneumonoultramicroscopicsilicovolcanoconiosis",
    "antidisestablishmentarianism unbelievably undercooked overcooked", "word " * 200, "no space.after,marks;at all!ok?yes",
    "1234567890 3,000 1.5 2nd 1st 100th 10:30am", "ALLCAPS MiXeD cAsE iPhone eBay", "_under_score_ *stars* ~tilde~ `tick` ^hat^ |bar| \\slash/",
    "<b>bold</b><br/>&amp; &nbsp;", "½ ¾ ² ³ ° ™ © ® § ¶", "ﷺ ﬀ Ⅻ ① ㈱", "𝓯𝓪𝓷𝓬𝔂 𝕥𝕖𝕩𝕥", "ｆｕｌｌ ｗｉｄｔｈ！", "[CLS] [SEP] [PAD] [UNK] [MASK]",
    "##food ##s", "«guillemets» „low“ ‚single‘", "smörgåsbord São Paulo Kraków", "wi-fi wifi Wi‑Fi", "ok", "?", "The Q&A's 3rd-floor café's crème.",
)  # fmt: skip


def main() -> None:
    """Write the texts with their numbers."""
    vocab = ROOT / "src" / "standout" / "text" / "weights" / "vocab.txt"
    pieces = tokenizer(vocab.read_text(encoding="utf-8").split("\n")[:-1])
    # the marks themselves are words of the library's own; a customer who writes "[SEP]" writes a bracket
    rows = [{"text": text, "ids": made.ids} for text, made in zip(TEXTS, pieces.encode_batch(list(TEXTS)), strict=True)]
    at = ROOT / "tests" / "text" / "wordpiece_ids.json"
    at.write_text(json.dumps(rows, ensure_ascii=True, indent=0) + "\n", encoding="utf-8")
    print(len(rows), "texts")


if __name__ == "__main__":
    main()

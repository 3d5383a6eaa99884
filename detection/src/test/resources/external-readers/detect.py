"""Runs an exported ONNX file: detect.py RUNTIME MODEL INPUT SIDE.

INPUT holds normalised images as raw float32. Prints a line for each detection: image, label, score, corners.
"""
import sys

import numpy as np

runtime, model, source, side = sys.argv[1:]
data = np.fromfile(source, np.float32).reshape(-1, 3, int(side), int(side))


def run_onnxruntime():
    import onnxruntime

    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()]
    return dict(zip(names, session.run(None, {"data": data})))


def run_openvino():
    import openvino

    compiled = openvino.Core().compile_model(model, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    outputs = compiled({"data": data})
    return {output.get_any_name(): outputs[output] for output in compiled.outputs}


def check():
    import onnx

    onnx.checker.check_model(model, full_check=True)
    return run_onnxruntime()


outputs = {"onnxruntime": run_onnxruntime, "openvino": run_openvino, "onnx": check}[runtime]()
for image in range(len(data)):
    count = int(outputs["count"][image])
    assert (outputs["labels"][image, count:] == -1).all()
    assert (outputs["scores"][image, count:] == -1).all()
    assert (outputs["boxes"][image, count:] == -1).all()
    for row in range(count):
        box = outputs["boxes"][image, row]
        print(image, outputs["labels"][image, row], repr(float(outputs["scores"][image, row])), *(repr(float(v)) for v in box))

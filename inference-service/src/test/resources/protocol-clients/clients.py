"""Detects with the clients that others wrote: clients.py ADDRESS IMAGE GENERATION.

Prints a line for each client when everything that it got is what /v1/detect answers. A client that is not installed is
said to be missing.
"""

import asyncio
import base64
import importlib.util
import json
import sys
import urllib.request

import numpy as np

ADDRESS, IMAGE, GENERATION = sys.argv[1:4]
THRESHOLD = 0.02
WIDTH, HEIGHT = 37, 22

with open(IMAGE, "rb") as file:
    FILE = file.read()


def detect(image):
    request = urllib.request.Request(f"http://{ADDRESS}/v1/detect?threshold={THRESHOLD}", image, {"Content-Type": "image/png"})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)["boxes"]


EXPECTED = detect(FILE)
PIXELS = (np.arange(HEIGHT * WIDTH * 3) * 37 % 256).astype(np.uint8).reshape(1, HEIGHT, WIDTH, 3)
# A BMP of 24 bits, the last row first.
ROWS = [row[:, ::-1].tobytes().ljust((3 * WIDTH + 3) // 4 * 4, b"\0") for row in PIXELS[0][::-1]]
BMP = (
    b"BM"
    + np.array([54 + len(b"".join(ROWS)), 0, 54, 40, WIDTH, HEIGHT], "<i4").tobytes()
    + np.array([1, 24], "<i2").tobytes()
    + bytes(24)
    + b"".join(ROWS)
)
EXPECTED_OF_PIXELS = detect(BMP)


def check(expected, boxes, scores, labels, count):
    assert expected, "an image without boxes shows nothing"
    assert boxes.shape == (1, len(expected), 4) and boxes.dtype == np.float32, boxes.shape
    assert count.tolist() == [len(expected)] and count.dtype == np.int32, count
    corners = [[box[side] for side in ("xMin", "yMin", "xMax", "yMax")] for box in expected]
    assert np.allclose(boxes[0], corners, atol=1e-3), (boxes, corners)
    assert np.allclose(scores[0], [box["score"] for box in expected], atol=1e-6), scores
    names = [name.decode() if isinstance(name, bytes) else name for name in labels[0]]
    assert names == [box["label"] for box in expected], names


NAMES = ("boxes", "scores", "labels", "count")


def outputs(result):
    return [result.as_numpy(name) for name in NAMES]


def triton():
    from tritonclient import http
    from tritonclient.utils import InferenceServerException

    client = http.InferenceServerClient(ADDRESS)
    assert client.is_server_live() and client.is_server_ready()
    assert client.is_model_ready("detector") and client.is_model_ready("detector", GENERATION)
    assert not client.is_model_ready("other") and not client.is_model_ready("detector", "999999")
    assert "binary_tensor_data" in client.get_server_metadata()["extensions"]
    assert client.get_model_metadata("detector")["versions"] == [GENERATION]
    assert client.get_model_repository_index()[0]["state"] == "READY"
    parameters = {"threshold": THRESHOLD}

    def tensor(data, datatype, binary=True):
        image = http.InferInput("image", list(data.shape), datatype)
        image.set_data_from_numpy(data, binary_data=binary)
        return [image]

    files = np.array([FILE], dtype=np.object_)
    check(EXPECTED, *outputs(client.infer("detector", tensor(files, "BYTES"), parameters=parameters)))
    text = np.array([base64.b64encode(FILE)], dtype=np.object_)
    check(EXPECTED, *outputs(client.infer("detector", tensor(text, "BYTES", False), parameters=parameters)))
    result = client.infer("detector", tensor(files, "BYTES"), GENERATION, request_id="7", parameters=parameters)
    assert result.get_response()["id"] == "7" and result.get_response()["model_version"] == GENERATION
    scaled = PIXELS.astype(np.float32) / 255
    for binary in (True, False):
        for data, datatype in ((PIXELS, "UINT8"), (scaled, "FP32")):
            for ordered in (data, np.ascontiguousarray(data.transpose(0, 3, 1, 2))):
                answer = client.infer("detector", tensor(ordered, datatype, binary), parameters=parameters)
                check(EXPECTED_OF_PIXELS, *outputs(answer))
    wanted = [http.InferRequestedOutput("labels"), http.InferRequestedOutput("count", binary_data=False)]
    answer = client.infer("detector", tensor(files, "BYTES"), outputs=wanted, parameters={"threshold": THRESHOLD, "top_k": 1})
    assert answer.as_numpy("boxes") is None and answer.as_numpy("labels").shape == (1, 1)
    assert answer.as_numpy("count").tolist() == [1]
    nothing = client.infer("detector", tensor(files, "BYTES"), parameters={"threshold": 1})
    assert nothing.as_numpy("boxes").shape == (1, 0, 4) and nothing.as_numpy("labels").shape == (1, 0)
    two = client.infer("detector", tensor(np.array([FILE, BMP], dtype=np.object_), "BYTES"), parameters=parameters)
    assert two.as_numpy("count").tolist() == [len(EXPECTED), len(EXPECTED_OF_PIXELS)]
    pending = client.async_infer("detector", tensor(files, "BYTES"), parameters=parameters)
    check(EXPECTED, *outputs(pending.get_result()))
    for model, data in (("other", FILE), ("detector", b"no image")):
        try:
            client.infer(model, tensor(np.array([data], dtype=np.object_), "BYTES"))
            raise AssertionError("not refused")
        except InferenceServerException as e:
            assert e.status() in ("404", "422") and e.message(), e


def kserve():
    from kserve import InferInput, InferRequest, InferenceRESTClient
    from kserve.inference_client import RESTConfig

    def arrays(result):
        return [result.get_output_by_name(name).as_numpy() for name in NAMES]

    async def ask():
        client = InferenceRESTClient(RESTConfig(protocol="v2"))
        address = f"http://{ADDRESS}"
        assert await client.is_server_live(address) and await client.is_server_ready(address)
        assert await client.is_model_ready(address, "detector")
        parameters = {"threshold": THRESHOLD}
        for data, datatype, expected in (
            (np.array([FILE], dtype=np.object_), "BYTES", EXPECTED),
            (PIXELS, "UINT8", EXPECTED_OF_PIXELS),
        ):
            image = InferInput("image", list(data.shape), datatype)
            image.set_data_from_numpy(data, binary_data=True)
            request = InferRequest("detector", [image], parameters=dict(parameters, binary_data_output=True))
            check(expected, *arrays(await client.infer(address, request, model_name="detector")))
        text = np.array([base64.b64encode(FILE)], dtype=np.object_)
        image = InferInput("image", [1], "BYTES", parameters={"content_type": "base64"})
        image.set_data_from_numpy(text, binary_data=False)
        request = InferRequest("detector", [image], parameters=parameters)
        check(EXPECTED, *arrays(await client.infer(address, request, model_name="detector")))
        await client.close()

    asyncio.run(ask())


for package, attempt in (("tritonclient", triton), ("kserve", kserve)):
    if importlib.util.find_spec(package):
        attempt()
        print(package, "ok")
    else:
        print(package, "missing")

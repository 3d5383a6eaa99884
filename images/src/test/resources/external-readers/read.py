"""Reads exported data sets as other tools do and prints a line for each image and each of its boxes, with tabs.

read.py coco FOLDER    with pycocotools
read.py yolo FOLDER    by the conventions of Ultralytics' loader: data.yaml, images/ replaced by labels/, normalised lines
read.py voc FOLDER     by the conventions of GluonCV's VOCDetection: ImageSets/Main, one-based corners, difficult
"""
import json
import os
import sys
import xml.etree.ElementTree


def line(split, image, boxes):
    print("image", image, split, sep="\t")
    for box in boxes:
        print("box", *box, sep="\t")


def coco(folder):
    from pycocotools.coco import COCO

    for document in sorted(os.listdir(os.path.join(folder, "annotations"))):
        split = document[len("instances_") : -len(".json")]
        stdout, sys.stdout = sys.stdout, sys.stderr  # pycocotools reports its progress
        data = COCO(os.path.join(folder, "annotations", document))
        sys.stdout = stdout
        for number in data.getImgIds():
            image = data.loadImgs(number)[0]
            assert os.path.exists(os.path.join(folder, "images", split, image["file_name"]))
            boxes = []
            for annotation in data.loadAnns(data.getAnnIds(imgIds=number)):
                x, y, width, height = annotation["bbox"]
                name = data.loadCats(annotation["category_id"])[0]["name"]
                boxes.append([name, x, y, x + width, y + height, annotation["iscrowd"] == 1])
            line(split, image["file_name"], boxes)


def yolo(folder):
    import yaml

    with open(os.path.join(folder, "data.yaml"), encoding="utf-8") as file:
        data = yaml.safe_load(file)
    names = data["names"]
    assert sorted(names) == list(range(data["nc"]))
    sizes = json.load(open(os.path.join(folder, "sizes.json"), encoding="utf-8"))
    for split in ("train", "val", "test"):
        if split not in data or not os.path.isdir(os.path.join(folder, data[split])):
            continue
        images = os.path.join(folder, data[split])
        for image in sorted(os.listdir(images)):
            labels = os.path.join(images, image).replace(
                os.sep + "images" + os.sep, os.sep + "labels" + os.sep
            )
            boxes = []
            with open(os.path.splitext(labels)[0] + ".txt", encoding="utf-8") as file:
                for text in file.read().strip().splitlines():
                    columns = text.split()
                    assert len(columns) == 5
                    number = int(float(columns[0]))
                    cx, cy, width, height = (float(column) for column in columns[1:])
                    assert all(0 <= value <= 1 for value in (cx, cy, width, height))
                    w, h = sizes[image]
                    boxes.append(
                        [
                            names[number],
                            (cx - width / 2) * w,
                            (cy - height / 2) * h,
                            (cx + width / 2) * w,
                            (cy + height / 2) * h,
                            False,
                        ]
                    )
            line(split, image, boxes)


def voc(folder):
    for split in ("train", "val", "test"):
        names = os.path.join(folder, "ImageSets", "Main", split + ".txt")
        if not os.path.exists(names):
            continue
        with open(names, encoding="utf-8") as file:
            items = [text.strip() for text in file.readlines()]
        for item in items:
            root = xml.etree.ElementTree.parse(
                os.path.join(folder, "Annotations", item + ".xml")
            ).getroot()
            width = float(root.find("size").find("width").text)
            height = float(root.find("size").find("height").text)
            boxes = []
            for found in root.iter("object"):
                difficult = int(found.find("difficult").text)
                box = found.find("bndbox")
                xmin, ymin, xmax, ymax = (
                    float(box.find(corner).text) - 1 for corner in ("xmin", "ymin", "xmax", "ymax")
                )
                assert 0 <= xmin < width and 0 <= ymin < height
                assert xmin < xmax <= width and ymin < ymax <= height
                name = found.find("name").text.strip()
                boxes.append([name, xmin, ymin, xmax, ymax, difficult == 1])
            file = root.find("filename").text
            assert os.path.exists(os.path.join(folder, "JPEGImages", file))
            line(split, file, boxes)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    {"coco": coco, "yolo": yolo, "voc": voc}[sys.argv[1]](sys.argv[2])

package io.boxstream.ingest.app;

/** Examples of the OpenAPI document. A test reads them as the types that they show. */
final class ApiExamples {

  static final String IMAGE =
      """
      {
        "id": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "split": "train",
        "format": "jpeg",
        "width": 640,
        "height": 480,
        "size": 91273,
        "boxes": [
          {"label": "hat", "xMin": 10.0, "yMin": 20.5, "xMax": 110.0, "yMax": 90.25,
           "difficult": false}
        ],
        "source": {"kind": "voc-archive", "name": "site 7.jpg"},
        "caller": "anna",
        "publishedAt": "2026-11-23T10:15:30.250Z",
        "addedAt": "2026-11-20T08:00:00Z",
        "suspect": false,
        "version": "3-1742",
        "history": [
          {"at": "2026-11-20T08:00:00Z", "split": "train", "boxes": [],
           "source": {"kind": "voc-archive", "name": "site 7.jpg"}}
        ]
      }
      """;

  static final String IMAGE_PAGE =
      """
      {
        "items": [
          {
            "id": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "split": "train",
            "format": "jpeg",
            "width": 640,
            "height": 480,
            "size": 91273,
            "boxes": [
              {"label": "hat", "xMin": 10.0, "yMin": 20.5, "xMax": 110.0, "yMax": 90.25,
               "difficult": false}
            ],
            "source": {"kind": "voc-archive", "name": "site 7.jpg"},
            "publishedAt": "2026-11-23T10:15:30.250Z",
            "addedAt": "2026-11-20T08:00:00Z",
            "suspect": false,
            "version": "3-1742"
          }
        ],
        "next": "AAABms6vGLoAAwAAAAAGzg",
        "total": 872
      }
      """;

  static final String BOXES =
      """
      {"boxes": [{"label": "hat", "xMin": 10, "yMin": 20.5, "xMax": 110, "yMax": 90.25}]}
      """;

  static final String HARD_EXAMPLE =
      """
      {
        "id": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "state": "open",
        "score": 0.5,
        "reasons": ["generations-disagree", "low-confidence"],
        "boxes": [
          {"label": "hat", "score": 0.875, "xMin": 10.0, "yMin": 20.5, "xMax": 110.0, "yMax": 90.25}
        ],
        "size": {"width": 640, "height": 480},
        "format": "jpeg",
        "model": {"name": "detector", "generation": 3, "checkpointId": "r-20261123-101530-000010"},
        "request": {"at": "2026-11-23T10:15:30.250Z", "key": "camera-7"},
        "publishedAt": "2026-11-23T10:18:00Z"
      }
      """;

  static final String HARD_EXAMPLE_PAGE =
      """
      {
        "items": [
          {
            "id": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "state": "open",
            "score": 0.5,
            "reasons": ["generations-disagree", "low-confidence"],
            "boxes": [
              {"label": "hat", "score": 0.875, "xMin": 10.0, "yMin": 20.5, "xMax": 110.0, "yMax": 90.25}
            ],
            "size": {"width": 640, "height": 480},
            "format": "jpeg",
            "model": {"name": "detector", "generation": 3, "checkpointId": "r-20261123-101530-000010"},
            "request": {"at": "2026-11-23T10:15:30.250Z", "key": "camera-7"},
            "publishedAt": "2026-11-23T10:18:00Z"
          }
        ],
        "next": "0500000000-00000001763892000000-9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
      }
      """;

  static final String RENAME_REQUEST =
      """
      {"from": "helmet", "to": "hat", "dryRun": true, "caller": "anna"}
      """;

  static final String RENAME_DRY_RUN =
      """
      {"from": "helmet", "to": "hat", "images": 212, "boxes": 340}
      """;

  static final String RENAME =
      """
      {
        "id": "7b0fd8f4-6a3e-4f1c-9a57-8f2d6c1f4a10",
        "from": "helmet",
        "to": "hat",
        "caller": "anna",
        "state": "RUNNING",
        "total": 212,
        "images": 100,
        "boxes": 163,
        "failed": 0,
        "startedAt": "2026-11-23T10:15:30Z"
      }
      """;

  static final String STATISTICS =
      """
      {
        "images": 872,
        "boxes": 3120,
        "splits": {
          "train": {"images": 610, "withoutBoxes": 12, "boxes": 2205},
          "val": {"images": 131, "withoutBoxes": 2, "boxes": 468},
          "test": {"images": 131, "withoutBoxes": 1, "boxes": 447}
        },
        "classes": [
          {
            "name": "hat",
            "images": 740,
            "boxes": 3120,
            "difficult": 16,
            "splits": {
              "train": {"images": 520, "boxes": 2205},
              "val": {"images": 110, "boxes": 468},
              "test": {"images": 110, "boxes": 447}
            },
            "relativeArea": [
              {"from": 0.0078125, "to": 0.015625, "boxes": 1200},
              {"from": 0.015625, "to": 0.03125, "boxes": 1920}
            ],
            "side": [{"from": 32.0, "to": 64.0, "boxes": 3120}],
            "aspectRatio": [{"from": 0.7071067811865476, "to": 1.0, "boxes": 3120}]
          }
        ],
        "sources": {"upload": 2, "voc-archive": 870},
        "days": [
          {"date": "2026-11-20", "images": 872, "splits": {"train": 610, "val": 131, "test": 131}}
        ]
      }
      """;

  static final String SUSPECT =
      """
      {
        "id": "00f0123456789abc",
        "reason": "wrong-class",
        "alsoReasons": [],
        "score": 0.97,
        "text": "The model contradicts the labels (wrong class); labelled: 1 (hat); found: person 0.98",
        "imageId": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "split": "train",
        "boxes": [
          {"label": "hat", "xMin": 10.0, "yMin": 20.5, "xMax": 110.0, "yMax": 90.25,
           "difficult": false}
        ],
        "proposals": [
          {"label": "person", "score": 0.98, "xMin": 11.0, "yMin": 19.5, "xMax": 112.0,
           "yMax": 91.0}
        ],
        "classes": [],
        "dismissed": true
      }
      """;

  static final String SUSPECT_PAGE =
      """
      {
        "items": [
          {
            "id": "41d2b6c0a9e85f37",
            "reason": "duplicate-across-splits",
            "alsoReasons": [],
            "score": 0.98,
            "text": "The image is in test and looks nearly the same as image 5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9 in train; remove one of the two",
            "imageId": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "split": "test",
            "boxes": [],
            "proposals": [],
            "otherImageId": "5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9",
            "otherSplit": "train",
            "classes": [],
            "dismissed": false
          },
          {
            "id": "e3b0c44298fc1c14",
            "reason": "similar-class-names",
            "alsoReasons": [],
            "score": 0.95,
            "text": "The classes \\"hat\\" and \\"Hat\\" are probably the same; POST /v1/classes/rename merges them",
            "boxes": [],
            "proposals": [],
            "classes": ["hat", "Hat"],
            "dismissed": false
          }
        ],
        "next": "AAABms6vGLoAAwAAAAAGzg",
        "total": 37
      }
      """;

  static final String SUSPECT_SUMMARY =
      """
      {
        "total": 35,
        "reasons": {
          "duplicate-across-splits": 4,
          "duplicate": 12,
          "similar-class-names": 1,
          "doubled-box": 3,
          "unusual-box": 2,
          "missing-label": 9,
          "wrong-class": 4,
          "misplaced-box": 2,
          "extra-label": 0
        },
        "dismissed": 6,
        "leaks": {
          "val": {"images": 131, "leaked": 1},
          "test": {"images": 131, "leaked": 3}
        },
        "unchecked": 0,
        "withoutHash": 0
      }
      """;

  static final String SIZED_BOXES =
      """
      {
        "width": 640,
        "height": 480,
        "boxes": [{"label": "hat", "xMin": 10.0, "yMin": 20.5, "xMax": 700.0, "yMax": 90.25}]
      }
      """;

  static final String REJECTION_SUMMARY =
      """
      {
        "total": 14,
        "reasons": {"box-outside-image": 12, "truncated-image": 2},
        "sources": {"upload": 2, "voc-archive": 12}
      }
      """;

  static final String BULK_BY_REASON =
      """
      {"reason": "unknown-class", "limit": 100, "caller": "anna"}
      """;

  static final String BULK_BY_IDS =
      """
      {"ids": ["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"]}
      """;

  static final String BULK_ANSWER =
      """
      {
        "results": [
          {"id": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
           "status": 204},
          {"id": "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
           "status": 422, "code": "unknown-class",
           "detail": "object 1 (yak) has a class that is not one of the known"}
        ],
        "succeeded": 1,
        "failed": 1,
        "next": "00000001795861234567 9f86d081884c7d65"
      }
      """;

  private ApiExamples() {}
}

package io.boxstream.ingest.app;

/** Examples of webhooks in the OpenAPI document. A test reads them as the types that they show. */
final class WebhookExamples {

  static final String LABEL_STUDIO =
      """
      {
        "action": "ANNOTATION_CREATED",
        "annotation": {
          "id": 501,
          "task": 42,
          "was_cancelled": false,
          "ground_truth": false,
          "updated_at": "2026-11-23T10:15:30.250000Z",
          "result": [
            {"id": "r1", "type": "rectanglelabels", "from_name": "label", "to_name": "image",
             "original_width": 640, "original_height": 480, "image_rotation": 0,
             "value": {"x": 12.5, "y": 25, "width": 25, "height": 50, "rotation": 0,
                       "rectanglelabels": ["hat"]}}
          ]
        },
        "task": {"id": 42, "data": {"image": "/data/upload/7/3f2a9c1e-site.jpg"}},
        "project": {"id": 7}
      }
      """;

  static final String CVAT =
      """
      {
        "event": "update:job",
        "job": {"id": 31, "task_id": 12, "type": "annotation", "stage": "acceptance",
                "state": "completed", "start_frame": 0, "stop_frame": 99,
                "updated_date": "2026-11-23T10:15:30.250000Z"},
        "before_update": {"state": "in progress"},
        "webhook_id": 3
      }
      """;

  static final String QUEUED =
      """
      {
        "id": "0b6f0d3c-5c4f-4bb0-8d7e-6c9f6f0c7a21",
        "tool": "label-studio",
        "event": "ANNOTATION_CREATED",
        "state": "QUEUED",
        "receivedAt": "2026-11-23T10:15:31Z",
        "attempts": 0,
        "images": {"accepted": 0, "relabelled": 0, "unchanged": 0, "removed": 0, "rejected": 0}
      }
      """;

  static final String DONE =
      """
      {
        "id": "0b6f0d3c-5c4f-4bb0-8d7e-6c9f6f0c7a21",
        "tool": "label-studio",
        "event": "ANNOTATION_CREATED",
        "state": "DONE",
        "receivedAt": "2026-11-23T10:15:31Z",
        "endedAt": "2026-11-23T10:15:32Z",
        "attempts": 1,
        "images": {"accepted": 1, "relabelled": 0, "unchanged": 0, "removed": 0, "rejected": 0}
      }
      """;

  static final String DELIVERIES =
      """
      {
        "items": [
          {
            "id": "6d1b6a0e-86b0-4c0a-9a3f-2f6f7f0f9a11",
            "tool": "cvat",
            "event": "update:job",
            "state": "QUEUED",
            "receivedAt": "2026-11-23T10:15:31Z",
            "attempts": 2,
            "nextAttemptAt": "2026-11-23T10:15:35Z",
            "detail": "https://cvat.example.org/api/jobs/31 answers with status 502",
            "images": {"accepted": 0, "relabelled": 0, "unchanged": 0, "removed": 0, "rejected": 0}
          }
        ],
        "waiting": 1
      }
      """;

  private WebhookExamples() {}
}

package io.boxstream.ingest.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Deliveries as the tools send them. */
public final class Payloads {

  private Payloads() {}

  /** An annotation of Label Studio with one region of an image of 64 x 48 pixels. */
  public static String annotation(
      String action, int annotation, int task, String updatedAt, String address, String region) {
    return """
    {"action": "%s",
     "annotation": {"id": %d, "task": %d, "project": 3, "completed_by": 1, "result": [%s],
       "was_cancelled": false, "ground_truth": false, "created_at": "2026-05-01T10:00:00.000000Z",
       "updated_at": "%s", "draft_created_at": null, "lead_time": 4.2, "unique_id": "u-%d",
       "prediction": {}, "result_count": 1, "parent_prediction": null},
     "task": {"id": %d, "data": {"image": "%s", "note": "no address"}, "meta": {}, "project": 3,
       "created_at": "2026-05-01T09:00:00.000000Z", "updated_at": "%s", "is_labeled": true,
       "overlap": 1, "file_upload": 12, "total_annotations": 1},
     "project": {"id": 3, "title": "Site", "label_config": "<View><Image/></View>"}}
    """
        .formatted(
            action, annotation, task, region, updatedAt, annotation, task, address, updatedAt);
  }

  /** A region of a class; numbers are per cent. */
  public static String region(
      String label, double x, double y, double width, double height, double rotation) {
    return """
    {"id": "r-%s", "type": "rectanglelabels", "from_name": "label", "to_name": "image",
     "origin": "manual", "original_width": 64, "original_height": 48, "image_rotation": 0,
     "value": {"x": %s, "y": %s, "width": %s, "height": %s, "rotation": %s,
               "rectanglelabels": ["%s"]}}
    """
        .formatted(label, x, y, width, height, rotation, label);
  }

  /** What Label Studio sends about annotations or tasks that are gone. */
  public static String deleted(String action, String key, int id) {
    return "{\"action\": \"%s\", \"%s\": [{\"id\": %d}], \"project\": {\"id\": 3}}"
        .formatted(action, key, id);
  }

  /** What CVAT sends about a job. */
  public static String job(String event, int job, int task, String state) {
    return """
    {"event": "%s", "job": %s, "before_update": {"state": "in progress"},
     "sender": {"id": 1, "username": "anna"}, "webhook_id": 2}
    """
        .formatted(event, jobObject(job, task, state, "acceptance", "2026-05-01T10:00:00.000000Z"));
  }

  /** A job as CVAT's API returns it, with two frames. */
  public static String jobObject(int job, int task, String state, String stage, String updatedAt) {
    return """
    {"id": %d, "url": "http://cvat/api/jobs/%d", "task_id": %d, "project_id": 4, "type":
     "annotation", "dimension": "2d", "mode": "annotation", "status": "completed", "stage": "%s",
     "state": "%s", "frame_count": 2, "start_frame": 5, "stop_frame": 6,
     "created_date": "2026-05-01T09:00:00.000000Z", "updated_date": "%s", "assignee": null}
    """
        .formatted(job, job, task, stage, state, updatedAt);
  }

  /** A rectangle of CVAT. */
  public static String rectangle(int frame, int label, double rotation, String points) {
    return """
    {"id": 9, "type": "rectangle", "frame": %d, "label_id": %d, "group": 0, "source": "manual",
     "occluded": false, "outside": false, "z_order": 0, "rotation": %s, "points": [%s],
     "attributes": [], "elements": []}
    """
        .formatted(frame, label, rotation, points);
  }

  /** The header of a delivery of CVAT. */
  public static String signature(String secret, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A server of CVAT that has a task of two frames, 5 and 6, and one job. */
  public static FakeTool cvat(FakeTool tool, int job, int task, byte[] first, byte[] second) {
    String frame = "/api/tasks/" + task + "/data?type=frame&number=%d&quality=original";
    return tool.with("/api/jobs/" + job, jobObject(job, task, "completed", "acceptance", TIME))
        .with("/api/tasks/" + task, "{\"id\": %d, \"subset\": \"Validation\"}".formatted(task))
        .with(
            "/api/jobs/" + job + "/data/meta",
            """
            {"size": 2, "start_frame": 5, "stop_frame": 6, "frame_filter": "", "chunk_size": 36,
             "image_quality": 70, "deleted_frames": [], "included_frames": null,
             "frames": [{"width": 64, "height": 48, "name": "a/5.jpg", "related_files": 0},
                        {"width": 64, "height": 48, "name": "a/6.jpg", "related_files": 0}]}
            """)
        .with(
            "/api/labels?job_id=" + job + "&page=1&page_size=100",
            "{\"count\": 2, \"next\": \"http://x/api/labels?page=2\", \"results\":"
                + " [{\"id\": 21, \"name\": \"hat\", \"type\": \"any\"}]}")
        .with(
            "/api/labels?job_id=" + job + "&page=2&page_size=100",
            "{\"count\": 2, \"next\": null, \"results\":"
                + " [{\"id\": 22, \"name\": \"person\", \"type\": \"rectangle\"}]}")
        .with(frame.formatted(5), first)
        .with(frame.formatted(6), second);
  }

  /** When the job of {@link #cvat} was changed. */
  public static final String TIME = "2026-05-01T10:00:00.000000Z";

  /** The annotations of a job of CVAT. */
  public static FakeTool shapes(FakeTool tool, int job, String... shapes) {
    return tool.with(
        "/api/jobs/" + job + "/annotations",
        "{\"version\": 1, \"tags\": [], \"tracks\": [], \"shapes\": [%s]}"
            .formatted(String.join(",", shapes)));
  }
}

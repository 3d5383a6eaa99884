package io.boxstream.cli.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxstream.cli.client.Problem;
import java.util.Objects;

/**
 * What ingest-service did with an image.
 *
 * @param path of the image in the followed folder
 * @param outcome accepted, relabelled, duplicate or rejected
 * @param reason why it is rejected; empty if it is not
 * @param id of the image; empty if it is rejected
 */
public record SentImage(String path, String outcome, String reason, String id) {

  private static final String REJECTED = "rejected";

  public SentImage {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(id, "id");
  }

  static SentImage taken(String path, JsonNode answer) {
    return new SentImage(path, answer.path("outcome").asText(), "", answer.path("id").asText());
  }

  static SentImage rejected(String path, Problem problem) {
    return new SentImage(path, REJECTED, problem.text(), "");
  }

  public boolean isRejected() {
    return outcome.equals(REJECTED);
  }

  public boolean isDuplicate() {
    return outcome.equals("duplicate");
  }

  /** The result as JSON; empty texts are absent. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("path", path).put("outcome", outcome);
    if (!reason.isEmpty()) {
      json.put("reason", reason);
    }
    return id.isEmpty() ? json : json.put("id", id);
  }
}

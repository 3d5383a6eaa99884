package io.boxstream.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxstream.cli.client.ServiceClient;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Asks a service to do something with many things, in as many requests as that takes. */
final class BulkDecision {

  private final ServiceClient service;
  private final String path;
  private final int most;
  private final String caller;

  /**
   * @param path of the operation
   * @param most maximum number of things in a request
   * @param caller name of the person; may be null
   */
  BulkDecision(ServiceClient service, String path, int most, String caller) {
    this.service = service;
    this.path = path;
    this.most = most;
    this.caller = caller;
  }

  /** How many went well and how many did not. */
  record Counts(int succeeded, int failed) {

    private Counts plus(JsonNode answer) {
      return new Counts(
          succeeded + answer.path("succeeded").asInt(), failed + answer.path("failed").asInt());
    }
  }

  /**
   * Those with these ids.
   *
   * @param results is told each result
   */
  Counts each(List<String> ids, Consumer<JsonNode> results) {
    Counts counts = new Counts(0, 0);
    for (int from = 0; from < ids.size(); from += most) {
      ObjectNode body = body();
      ids.subList(from, Math.min(from + most, ids.size())).forEach(body.withArray("ids")::add);
      counts = counts.plus(answer(body, results));
    }
    return counts;
  }

  /**
   * All that have something in common.
   *
   * @param filter what it is: names of the request's members with their values
   * @param results is told each result
   */
  Counts matching(Map<String, String> filter, Consumer<JsonNode> results) {
    Counts counts = new Counts(0, 0);
    String after = null;
    do {
      ObjectNode body = body();
      filter.forEach(body::put);
      body.put("after", after);
      JsonNode answer = answer(body, results);
      counts = counts.plus(answer);
      after = answer.path("next").asText(null);
    } while (after != null);
    return counts;
  }

  /** Prints a result: as JSON, or if it failed. */
  static void print(Session session, JsonNode result) {
    if (session.json()) {
      session.console().print(result);
    } else if (result.has("code")) {
      session
          .console()
          .print(
              result.path("id").asText()
                  + ": "
                  + result.path("code").asText()
                  + ", "
                  + result.path("detail").asText());
    }
  }

  private ObjectNode body() {
    return JsonNodeFactory.instance.objectNode().put("caller", caller);
  }

  private JsonNode answer(ObjectNode body, Consumer<JsonNode> results) {
    JsonNode answer = service.post(path, body);
    answer.path("results").forEach(results);
    return answer;
  }
}

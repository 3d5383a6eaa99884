package io.boxstream.local.browser;

import static io.boxstream.local.RunningServices.Service.EVALUATOR;
import static io.boxstream.local.RunningServices.Service.INGEST;
import static io.boxstream.local.RunningServices.Service.TRAINER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxstream.local.RunningServices.Service;

/** Addresses of pages of things that exist. */
final class PageAddresses {
  private final ServiceCalls calls;

  PageAddresses(ServiceCalls calls) {
    this.calls = calls;
  }

  /** An address of a page. */
  String of(ConsolePage page) {
    String address =
        switch (page.name()) {
          case "image", "image-editor" -> page.path().replace(":id", image());
          case "review" -> page.path().replace(":queue", "quarantine");
          case "review-editor" ->
              page.path().replace(":queue", "quarantine").replace(":id", rejection());
          case "run" -> page.path().replace(":id", run());
          case "run-comparison" -> page.path() + "?runs=" + run();
          case "checkpoint" -> page.path().replace(":checkpoint", checkpoint());
          default -> page.path();
        };
    assertThat(address).as("address of the page " + page.name()).doesNotContain(":");
    return address;
  }

  String image() {
    return first(INGEST, "/v1/images", "id");
  }

  String rejection() {
    return first(INGEST, "/v1/rejected-images?reason=box-outside-image", "id");
  }

  String run() {
    return first(TRAINER, "/v1/runs", "id");
  }

  String checkpoint() {
    return first(EVALUATOR, "/v1/evaluations", "checkpoint");
  }

  private String first(Service service, String path, String field) {
    JsonNode answer = calls.get(service, path);
    JsonNode value = answer.findValue(field);
    assertThat(value).as("%s of %s: %s", field, path, answer).isNotNull();
    return value.asText();
  }
}

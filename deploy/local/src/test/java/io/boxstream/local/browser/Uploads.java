package io.boxstream.local.browser;

import static io.boxstream.local.RunningServices.Service.INGEST;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.local.sample.SampleSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;

/** Single images that tests put into the system, each another one. */
final class Uploads {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ConsoleSystem system;

  Uploads(ConsoleSystem system) {
    this.system = system;
  }

  /** Draws an image that the system does not have. */
  Path draw(String folder, long seed) {
    return TestImages.files(system.images().draw(folder, new SampleSettings(1, 1, 1, seed))).get(0);
  }

  /**
   * Puts an image into the data set.
   *
   * @param labels JSON boxes
   * @return its id
   */
  String accepted(String name, Path image, String labels) {
    return answer(name, image, labels, 201).path("id").asText();
  }

  /**
   * Sends an image that is not taken.
   *
   * @return the id of its rejection
   */
  String rejected(String name, Path image, String labels) {
    return answer(name, image, labels, 422).path("rejectionId").asText();
  }

  private JsonNode answer(String name, Path image, String labels, int status) {
    byte[] form = TestImages.upload(name, TestImages.read(image), labels, "train");
    HttpResponse<String> answer =
        system
            .calls()
            .sent(INGEST, "/v1/images", TestImages.UPLOAD_TYPE, BodyPublishers.ofByteArray(form));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

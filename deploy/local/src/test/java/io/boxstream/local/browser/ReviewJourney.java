package io.boxstream.local.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.boxstream.local.RunningServices.Service.INGEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import io.boxstream.artifacts.blob.Sha256;
import io.boxstream.events.DetectedBox;
import io.boxstream.events.DetectionResult;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.HardExample;
import io.boxstream.events.HardExampleReason;
import io.boxstream.events.ImageContent;
import io.boxstream.events.ImageEncoding;
import io.boxstream.events.KafkaEventPublisher;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Images that were rejected, or that the model is unsure of, are mended and sent in. */
@BrowserTest
class ReviewJourney {
  private static final String OUTSIDE =
      "{\"boxes\": [{\"label\": \"hat\", \"xMin\": 900, \"yMin\": 900, \"xMax\": 990, \"yMax\": 990}]}";

  @Test
  void anImageInQuarantineIsMended(Chromium chromium, ConsoleSystem system) {
    // Given
    Uploads uploads = new Uploads(system);
    String rejection = uploads.rejected("mend-me.jpg", uploads.draw("mend", 61), OUTSIDE);
    try (Visit visit = Visit.of(chromium, system, Person.BERTA)) {
      Page page = visit.open("/review/quarantine");
      Roles.link(page, "mend-me.jpg").click();
      assertThat(Roles.title(page)).hasText("mend-me.jpg");

      // When the box is deleted and another one drawn, without a mouse
      Editor editor = Editor.on(page);
      editor.selectNext();
      editor.delete();
      editor.draw("1");
      Roles.button(page, "Save and send in").click();

      // Then
      assertThat(page.getByText("It is in the data set.").first()).isVisible();
      JsonNode image = imageNamed(system, "mend-me.jpg");
      assertThat(image.path("boxes").size()).isEqualTo(1);
      assertThat(image.at("/boxes/0/xMax").asInt()).isLessThan(900);
      await()
          .untilAsserted(
              () ->
                  assertThat(system.calls().get(INGEST, "/v1/rejected-images").toString())
                      .doesNotContain(rejection));
      visit.open("/review/quarantine");
      assertThat(page.getByText("mend-me.jpg")).hasCount(0);
      assertThat(visit.faults()).isEmpty();
    }
  }

  @Test
  void aHardExampleIsMended(Chromium chromium, ConsoleSystem system) throws Exception {
    // Given an image of the traffic, with a box of the model
    byte[] bytes = TestImages.read(new Uploads(system).draw("hard", 62));
    String id = Sha256.of(bytes);
    try (EventPublisher publisher = KafkaEventPublisher.connect(system.kafka(), "browser-tests")) {
      publisher.publishAndWait(id, hardExample(id, bytes));
    }
    try (Visit visit = Visit.of(chromium, system, Person.BERTA)) {
      await().untilAsserted(() -> assertThat(state(system, id)).isEqualTo("open"));
      Page page = visit.open("/review/hard-examples");
      Roles.link(page, "gate-62").click();
      assertThat(Roles.title(page)).hasText("gate-62");

      // When the box of the model is replaced by two others
      Editor editor = Editor.on(page);
      editor.selectNext();
      editor.delete();
      editor.draw("1");
      editor.draw("2");
      editor.move("ArrowLeft", 12);
      Roles.button(page, "Save and send in").click();

      // Then
      assertThat(page.getByText("It is in the data set.").first()).isVisible();
      JsonNode image = system.calls().get(INGEST, "/v1/images/" + id);
      assertThat(image.at("/source/kind").asText()).isEqualTo("hard-example");
      assertThat(image.path("boxes").size()).isEqualTo(2);
      assertThat(image.path("caller").asText()).isEqualTo("berta");
      assertThat(state(system, id)).isEqualTo("answered");
      visit.open("/review/hard-examples");
      visit.settle();
      assertThat(page.getByText("gate-62")).hasCount(0);
      assertThat(visit.faults()).isEmpty();
    }
  }

  private static HardExample hardExample(String id, byte[] bytes) {
    return new HardExample(
        id,
        List.of(HardExampleReason.LOW_CONFIDENCE),
        List.of(new DetectedBox("hat", 0.5, 10, 10, 80, 80)),
        new ImageContent.Inline(bytes),
        Optional.of(1.0),
        Optional.of(ImageEncoding.JPEG),
        Optional.empty(),
        Optional.of(new DetectionResult.ServedModel("detector", 1, "r-000001")),
        Optional.of(new HardExample.Request(Instant.now(), "gate-62", Optional.empty())));
  }

  private static String state(ConsoleSystem system, String id) {
    return system.calls().get(INGEST, "/v1/hard-examples/" + id).path("state").asText();
  }

  private static JsonNode imageNamed(ConsoleSystem system, String name) {
    for (JsonNode image : system.calls().get(INGEST, "/v1/images?limit=20").path("items")) {
      if (image.at("/source/name").asText().equals(name)) {
        return image;
      }
    }
    throw new AssertionError("the data set has no image " + name);
  }
}

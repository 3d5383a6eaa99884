package io.boxstream.local.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.boxstream.local.RunningServices.Service.INFERENCE;
import static io.boxstream.local.RunningServices.Service.INGEST;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** An image is detected in, and what is wrong about the answer becomes a training image. */
@BrowserTest
class TryJourney {
  private static final Pattern BOXES = Pattern.compile("(\\d+) of \\d+ boxes");

  @Test
  void aWrongDetectionBecomesATrainingImage(Chromium chromium, ConsoleSystem system)
      throws IOException {
    Path file = new Uploads(system).draw("try", 71);
    try (Visit visit = Visit.of(chromium, system, Person.BERTA)) {
      // Given
      double[] scores = scores(system, file);
      Page page = visit.open("/try");
      FileDrop.drop(file, page.getByText("Drop an image here, or paste one"));
      assertThat(Roles.heading(page, "Detections")).isVisible();
      assertThat(page.getByText(BOXES)).isVisible();

      // The page shows what reaches the threshold, and nothing else: a score may reach 1
      Locator slider = page.getByLabel("Score threshold");
      for (String threshold : List.of("0.01", "0.3", "1")) {
        slider.fill(threshold);
        int reaching = reaching(scores, Double.parseDouble(threshold));
        assertThat(page.getByText(BOXES))
            .hasText("%d of %d boxes".formatted(reaching, scores.length));
      }
      int shown = reaching(scores, 1);
      assertThat(page.getByText("Nothing found")).hasCount(shown == 0 ? 1 : 0);

      // When
      Roles.button(page, "This is wrong").click();
      assertThat(Roles.heading(page, "Correct the boxes")).isVisible();
      Editor editor = Editor.on(page);
      editor.draw("1");
      editor.save();

      // Then
      Roles.link(page, "Go to the image").click();
      page.waitForURL(Pattern.compile(".*/images/[0-9a-f]{64}$"));
      assertThat(page.getByText("Training").first()).isVisible();
      String id = page.url().substring(page.url().lastIndexOf('/') + 1);
      JsonNode image = system.calls().get(INGEST, "/v1/images/" + id);
      assertThat(image.path("split").asText()).isEqualTo("train");
      assertThat(image.path("boxes").size()).isEqualTo(shown + 1);
      assertThat(visit.faults()).isEmpty();
    }
  }

  /** What the service answers to the question of the page. */
  private static double[] scores(ConsoleSystem system, Path file) throws IOException {
    JsonNode answer =
        system
            .calls()
            .post(
                INFERENCE, "/v1/detect?threshold=0.01", "image/jpeg", BodyPublishers.ofFile(file));
    return answer.path("boxes").findValues("score").stream()
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  private static int reaching(double[] scores, double threshold) {
    return (int) DoubleStream.of(scores).filter(score -> score >= threshold).count();
  }

  @Test
  void anImageOfTheDataSetIsDetectedInByItsAddress(Chromium chromium, ConsoleSystem system) {
    String id = new PageAddresses(system.calls()).image();
    try (Visit visit = Visit.of(chromium, system, Person.BERTA)) {
      Page page = visit.open("/try?image=" + id);

      assertThat(page.getByText(BOXES)).isVisible();
      assertThat(visit.faults()).isEmpty();
    }
  }
}

package io.boxstream.local.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.boxstream.local.RunningServices.Service.INGEST;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** An image is detected in, and what is wrong about the answer becomes a training image. */
@BrowserTest
class TryJourney {
  private static final Pattern BOXES = Pattern.compile("(\\d+) of \\d+ boxes");

  @Test
  void aWrongDetectionBecomesATrainingImage(Chromium chromium, ConsoleSystem system) {
    Path file = new Uploads(system).draw("try", 71);
    try (Visit visit = Visit.of(chromium, system, Person.BERTA)) {
      // Given
      Page page = visit.open("/try");
      FileDrop.drop(file, page.getByText("Drop an image here, or paste one"));
      assertThat(Roles.heading(page, "Detections")).isVisible();
      Locator count = page.getByText(BOXES);
      assertThat(count).isVisible();
      page.getByLabel("Score threshold").fill("1");
      Matcher boxes = BOXES.matcher(count.innerText());
      assertThat(boxes.find()).isTrue();
      int shown = Integer.parseInt(boxes.group(1));

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

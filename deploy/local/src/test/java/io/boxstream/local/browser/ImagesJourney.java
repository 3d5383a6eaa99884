package io.boxstream.local.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.boxstream.local.RunningServices.Service.INGEST;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/** The data set as a whole: a class gets another name, and what others send in is offered. */
@BrowserTest
class ImagesJourney {
  private static final String MISSPELT =
      "{\"boxes\": [{\"label\": \"helmett\", \"xMin\": 40, \"yMin\": 40, \"xMax\": 140, \"yMax\": 140}]}";
  private static final String NO_BOXES = "{\"boxes\": []}";

  /** Only what comes after the first count is news. */
  private static final String COUNTED =
      """
      async () => {
        const { live } = await import('/app/live.js');
        await new Promise((resolve) => {
          live.on('counts', resolve);
        });
      }
      """;

  @Test
  void aClassIsRenamed(Chromium chromium, ConsoleSystem system) {
    // Given
    Uploads uploads = new Uploads(system);
    String id = uploads.accepted("misspelt.jpg", uploads.draw("misspelt", 101), MISSPELT);
    try (Visit visit = Visit.of(chromium, system, Person.BERTA)) {
      Page page = visit.open("/images?statistics=true");

      // When
      Roles.button(page, "Rename the class helmett").click();
      page.getByLabel("New name").fill("helmet");
      Roles.answer(page, "Check").click();
      assertThat(page.getByText("This changes 1 box in 1 image.")).isVisible();
      assertThat(Accessibility.violations(page)).isEmpty();
      Screenshots.look(page, "journey-rename");
      Roles.answer(page, "Rename").click();

      // Then
      assertThat(page.getByText("Renamed to helmet.")).isVisible();
      assertThat(Roles.button(page, "Rename the class helmet")).isVisible();
      assertThat(Roles.button(page, "Rename the class helmett")).hasCount(0);
      JsonNode image = system.calls().get(INGEST, "/v1/images/" + id);
      assertThat(image.at("/boxes/0/label").asText()).isEqualTo("helmet");
      assertThat(image.path("caller").asText()).isEqualTo("berta");
      assertThat(visit.faults()).isEmpty();
    }
  }

  @Test
  void newImagesOfOthersAreOffered(Chromium chromium, ConsoleSystem system) {
    try (Visit visit = Visit.of(chromium, system, Person.CARL)) {
      // Given
      Page page = visit.open("/images");
      visit.settle();
      page.evaluate(COUNTED);

      // When
      Uploads uploads = new Uploads(system);
      uploads.accepted("just-came.jpg", uploads.draw("just-came", 102), NO_BOXES);

      // Then the list does not jump, but says so
      assertThat(page.getByText("1 image came or changed since this list was read.")).isVisible();
      assertThat(page.getByText("just-came.jpg")).hasCount(0);
      Screenshots.look(page, "journey-new-images");

      // When
      Roles.button(page, "Show them").click();

      // Then
      assertThat(page.getByText("just-came.jpg").first()).isVisible();
      assertThat(page.getByText("since this list was read")).hasCount(0);
      assertThat(visit.faults()).isEmpty();
    }
  }
}

package io.boxstream.local.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.boxstream.local.RunningServices.Service.INGEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/** An image that was rejected is mended and sent in again. */
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
      page.getByText("mend-me.jpg").first().click();
      Roles.link(page, "Open in the editor").click();
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

  private static JsonNode imageNamed(ConsoleSystem system, String name) {
    for (JsonNode image : system.calls().get(INGEST, "/v1/images?limit=20").path("items")) {
      if (image.at("/source/name").asText().equals(name)) {
        return image;
      }
    }
    throw new AssertionError("the data set has no image " + name);
  }
}

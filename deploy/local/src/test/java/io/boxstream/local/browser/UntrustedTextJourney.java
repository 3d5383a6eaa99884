package io.boxstream.local.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names of images and classes come from anybody: markup in them is text. */
@BrowserTest
class UntrustedTextJourney {
  private static final String MARKUP = "<img src=x onerror=\"window.broken = true\">";
  private static final String FILE = "<img src=x onerror=window.broken=true>.jpg";

  @Test
  void markupInNamesIsShownAndDoesNothing(Chromium chromium, ConsoleSystem system) {
    Uploads uploads = new Uploads(system);
    String image = uploads.accepted(FILE, uploads.draw("markup", 91), labels(40, 90));
    String rejection = uploads.rejected(FILE, uploads.draw("more-markup", 92), labels(9000, 9090));
    List<String> addresses =
        List.of(
            "/images",
            "/images?statistics=true",
            "/images/" + image,
            "/images/" + image + "/edit",
            "/review/quarantine",
            "/review/quarantine/" + rejection,
            "/try?image=" + image,
            "/");
    try (Visit visit = Visit.of(chromium, system, Person.ANNA)) {
      for (String address : addresses) {
        Page page = visit.open(address);
        if (address.contains(image) || address.contains(rejection)) {
          assertThat(page.getByText("<img src=x onerror=").first()).isVisible();
        }
        visit.settle();

        assertThat(page.evaluate("window.broken")).as("script on " + address).isNull();
        assertThat(page.locator("img[src=x]").count()).as("markup on " + address).isZero();
      }
      assertThat(visit.faults()).isEmpty();
    }
  }

  private static String labels(int from, int to) {
    ObjectNode labels = new ObjectMapper().createObjectNode();
    labels
        .putArray("boxes")
        .addObject()
        .put("label", MARKUP)
        .put("xMin", from)
        .put("yMin", from)
        .put("xMax", to)
        .put("yMax", to);
    return labels.toString();
  }
}

package io.boxstream.local.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.boxstream.local.RunningServices.Service.INGEST;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/** Two people edit the labels of the same image. */
@BrowserTest
class ConcurrentEditJourney {
  private static final String NO_BOXES = "{\"boxes\": []}";

  @Test
  void theSecondToSaveIsToldAndNothingIsLost(Chromium chromium, ConsoleSystem system) {
    Uploads uploads = new Uploads(system);
    String id = uploads.accepted("shared.jpg", uploads.draw("shared", 81), NO_BOXES);
    try (Visit anna = Visit.of(chromium, system, Person.ANNA);
        Visit berta = Visit.of(chromium, system, Person.BERTA)) {
      // Given two people who have read the same version
      Page annas = anna.open("/images/" + id + "/edit");
      Editor annasEditor = Editor.on(annas);
      Page bertas = berta.open("/images/" + id + "/edit");
      Editor bertasEditor = Editor.on(bertas);

      // When both save other boxes
      annasEditor.draw("1");
      annasEditor.save();
      assertThat(annas.getByText("Saved.")).isVisible();
      bertasEditor.draw("2");
      bertasEditor.move("ArrowLeft", 12);
      bertasEditor.save();

      // Then the second is told by whom she was overtaken
      assertThat(Roles.heading(bertas, "Someone else changed these labels")).isVisible();
      assertThat(bertas.getByText("anna saved other labels")).isVisible();
      assertThat(boxes(system, id)).isEqualTo(1);

      // And what both drew can be saved
      assertThat(Accessibility.violations(bertas)).isEmpty();
      Roles.button(bertas, "Save the result").click();
      assertThat(bertas.getByText("Saved.")).isVisible();
      assertThat(boxes(system, id)).isEqualTo(2);
      assertThat(anna.faults()).isEmpty();
    }
  }

  private static int boxes(ConsoleSystem system, String id) {
    return system.calls().get(INGEST, "/v1/images/" + id).path("boxes").size();
  }
}

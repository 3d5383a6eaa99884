package io.boxstream.local.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.boxstream.local.RunningServices.Service.TRAINER;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A run is started and watched. */
@BrowserTest
class TrainingJourney {

  @Test
  void aRunIsWatchedFromItsStartToItsEnd(Chromium chromium, ConsoleSystem system) {
    try (Visit visit = Visit.of(chromium, system, Person.ANNA)) {
      // Given
      Page page = visit.open("/training");

      // When
      Roles.button(page, "Start a run").click();
      choice(page, "Recipe").selectOption("quick");
      choice(page, "Network (preset)").selectOption("boxstream_300_compact");
      choice(page, "Length").selectOption("epochs");
      page.getByRole(AriaRole.SPINBUTTON, named("Epochs")).fill("2");
      Screenshots.look(page, "journey-start-of-training");
      Roles.answer(page, "Start").click();

      // Then
      page.waitForURL(Pattern.compile(".*/training/[^/?]+$"));
      String run = page.url().substring(page.url().lastIndexOf('/') + 1);
      assertThat(Roles.title(page)).containsText(run);
      assertThat(
              page.getByRole(
                  AriaRole.IMG,
                  new Page.GetByRoleOptions()
                      .setName(Pattern.compile("Losses by step\\. Last:.*"))))
          .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
      assertThat(page.getByText("Completed").first())
          .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
      assertThat(Roles.link(page, run + "-").or(page.getByText(run + "-")).first()).isVisible();
      assertThat(system.calls().get(TRAINER, "/v1/runs/" + run).path("state").asText())
          .isEqualTo("COMPLETED");
      assertThat(visit.faults()).isEmpty();
    }
  }

  @Test
  void aRunIsStopped(Chromium chromium, ConsoleSystem system) {
    try (Visit visit = Visit.of(chromium, system, Person.ANNA)) {
      String run =
          system
              .calls()
              .post(
                  TRAINER,
                  "/v1/runs",
                  "{\"recipe\": \"quick\", \"preset\": \"boxstream_300_compact\", \"epochs\": 200}")
              .path("id")
              .asText();
      Page page = visit.open("/training/" + run);

      Roles.button(page, "Stop").click();
      Roles.answer(page, "Stop the run").click();

      assertThat(page.getByText("Stopped").first())
          .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
      assertThat(system.calls().get(TRAINER, "/v1/runs/" + run).path("state").asText())
          .isEqualTo("STOPPED");
    }
  }

  private static Locator choice(Page page, String name) {
    return page.getByRole(AriaRole.COMBOBOX, named(name));
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }
}

package io.boxstream.local.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.boxstream.local.RunningServices.Service;
import org.junit.jupiter.api.Test;

/** A service dies and comes back while pages are open. */
@BrowserTest
class AwayJourney {

  @Test
  void aServiceIsShownAsAwayAndComesBackByItself(Chromium chromium, ConsoleSystem system) {
    try (Visit operator = Visit.of(chromium, system, Person.ANNA);
        Visit labeller = Visit.of(chromium, system, Person.BERTA)) {
      // Given
      Page operations = operator.open("/operations");
      Locator evaluator = card(operations, "evaluator-service");
      assertThat(evaluator.getByText("Up", exactly())).isVisible();

      try {
        // When
        system.kill(Service.EVALUATOR);

        // Then
        assertThat(evaluator.getByText("Away", exactly())).isVisible();
        Page models = labeller.open("/models");
        assertThat(models.getByText("evaluator-service does not answer").first()).isVisible();
        assertThat(models.getByText("Served now").or(models.getByText("That did not work")).first())
            .isVisible();
      } finally {
        system.restart(Service.EVALUATOR);
      }

      // Then nobody has to load a page again
      assertThat(evaluator.getByText("Up", exactly())).isVisible();
      String checkpoint = new PageAddresses(system.calls()).checkpoint();
      assertThat(Roles.link(labeller.page(), checkpoint).first()).isVisible();
      assertThat(labeller.page().getByText("evaluator-service does not answer")).hasCount(0);
    }
  }

  private static Locator card(Page page, String service) {
    return page.getByRole(AriaRole.ARTICLE)
        .filter(new Locator.FilterOptions().setHasText(service))
        .first();
  }

  private static Locator.GetByTextOptions exactly() {
    return new Locator.GetByTextOptions().setExact(true);
  }
}

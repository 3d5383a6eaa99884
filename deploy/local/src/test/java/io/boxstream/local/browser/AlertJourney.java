package io.boxstream.local.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Alerts of Prometheus on the overview. */
@BrowserTest
class AlertJourney {

  @Test
  void anAlertIsShownWhileItFires(Chromium chromium, ConsoleSystem system) {
    try (Visit visit = Visit.of(chromium, system, Person.ANNA);
        Visit other = Visit.of(chromium, system, Person.CARL)) {
      // Given
      Page page = visit.open("/");
      visit.settle();

      // When
      system
          .prometheus()
          .fire("The <i>gate</i> service is away", Instant.now().minus(Duration.ofHours(3)));
      try {
        // Then the page shows it by itself, with its annotations, since when, and a link
        Locator alert =
            Roles.region(page, "Needs attention")
                .getByRole(AriaRole.LINK)
                .filter(new Locator.FilterOptions().setHasText("The <i>gate</i> service is away"));
        assertThat(alert).containsText("It has not answered for a minute.");
        assertThat(alert).containsText("BoxstreamServiceDown, began 3 hours ago");
        assertThat(alert).hasAttribute("href", system.prometheus().address() + "/alerts");
        assertThat(Accessibility.violations(page)).isEmpty();
        Screenshots.look(page, "journey-alert");

        // But not to somebody who may not read metrics
        other.open("/");
        other.settle();
        assertThat(other.page().getByText("service is away")).hasCount(0);

        // When Prometheus is away, the page says so and goes on
        system.prometheus().beAway(true);
        assertThat(page.getByText("Prometheus does not answer")).isVisible();
        assertThat(alert).hasCount(0);
        Screenshots.look(page, "journey-alerts-away");

        // When it is back and nothing fires
        system.prometheus().resolve();
        system.prometheus().beAway(false);
        assertThat(page.getByText("Prometheus does not answer")).hasCount(0);
        assertThat(alert).hasCount(0);
        assertThat(visit.faults()).isEmpty();
      } finally {
        system.prometheus().resolve();
        system.prometheus().beAway(false);
      }
    }
  }
}

package io.boxstream.local.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * An answer that a page cannot show: the page says so, and is built anew when somebody asks for it.
 * What does not come is asked for again, or done without.
 */
@BrowserTest
class BrokenPageJourney {
  private static final String OVERVIEW = "**/api/overview";

  @Test
  void aPageThatCannotBeDrawnSaysWhatToDo(Chromium chromium, ConsoleSystem system) {
    try (Visit visit = Visit.of(chromium, system, Person.CARL)) {
      // Given an overview without anything
      Page page = visit.page();
      page.route(
          OVERVIEW,
          route ->
              route.fulfill(
                  new Route.FulfillOptions().setContentType("application/json").setBody("{}")));

      // When
      page.navigate("/");

      // Then
      Locator alert = page.getByRole(AriaRole.ALERT);
      assertThat(alert).containsText("This part of the page cannot be shown");
      assertThat(page.getByText("Loading…")).hasCount(0);
      assertThat(visit.faults()).as("is reported").isNotEmpty();
      assertThat(Accessibility.violations(page)).isEmpty();
      Screenshots.look(page, "journey-broken-page");

      // When the answer is as it should be
      page.unroute(OVERVIEW);
      Roles.button(page, "Try again").click();

      // Then
      assertThat(Roles.title(page)).hasText("Overview");
      assertThat(alert).hasCount(0);
      visit.settle();
      visit.forgetFaults();
      page.reload();
      visit.settle();
      assertThat(visit.faults()).isEmpty();
    }
  }

  @Test
  void aPageComesAlthoughTheConsoleWasAwayAndAStylesheetIsMissing(
      Chromium chromium, ConsoleSystem system) {
    try (Visit visit = Visit.of(chromium, system, Person.CARL)) {
      // Given
      Page page = visit.page();
      AtomicInteger asked = new AtomicInteger();
      page.route(
          "**/api/session",
          route -> {
            if (asked.getAndIncrement() == 0) {
              route.fulfill(new Route.FulfillOptions().setStatus(503));
            } else {
              route.resume();
            }
          });
      page.route("**/style/pages/training.css", Route::abort);

      // When
      visit.open("/training");

      // Then
      assertThat(Roles.title(page)).hasText("Training");
      assertThat(asked).hasValue(2);
    }
  }

  @Test
  void aPageThatCannotBeLoadedSaysSoAndIsLoadedAnew(Chromium chromium, ConsoleSystem system) {
    try (Visit visit = Visit.of(chromium, system, Person.CARL)) {
      // Given
      Page page = visit.page();
      page.route("**/app/pages/training.js", Route::abort);
      page.navigate("/training");
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("The page could not be loaded");

      // When
      page.unroute("**/app/pages/training.js");
      Roles.button(page, "Try again").click();

      // Then
      assertThat(Roles.title(page)).hasText("Training");
    }
  }
}

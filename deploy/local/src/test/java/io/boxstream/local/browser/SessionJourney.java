package io.boxstream.local.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;

/** Signing in with a key, and out. */
@BrowserTest
class SessionJourney {
  private static final String FIELD = "API key or OpenID token";

  @Test
  void aKeyOpensTheConsoleAndSigningOutClosesIt(Chromium chromium, ConsoleSystem system) {
    try (Visit visit = Visit.of(chromium, system, ColorScheme.LIGHT)) {
      // Given
      Page page = visit.open("/operations");
      assertThat(heading(page)).hasText("Sign in");
      assertThat(Accessibility.violations(page)).isEmpty();
      visit.forgetFaults();

      // When a key is wrong, the page says so
      signIn(page, system.key(Person.ANNA) + "x");
      assertThat(page.getByRole(AriaRole.ALERT)).not().isEmpty();
      assertThat(heading(page)).hasText("Sign in");
      visit.forgetFaults();

      // When it is right, the page is there that was asked for
      signIn(page, system.key(Person.ANNA));
      assertThat(page.getByText("Signed in as anna")).isVisible();
      assertThat(page).hasURL(system.address().resolve("/operations").toString());
      page.reload();
      assertThat(page.getByText("Signed in as anna")).isVisible();
      assertThat(visit.faults()).isEmpty();

      // When the session is over, it is over in the browser too
      button(page, "Sign out").click();
      assertThat(heading(page)).hasText("Sign in");
      page.reload();
      assertThat(heading(page)).hasText("Sign in");
    }
  }

  @Test
  void theKeyIsNowhereInTheBrowser(Chromium chromium, ConsoleSystem system) {
    try (Visit visit = Visit.of(chromium, system, ColorScheme.LIGHT)) {
      Page page = visit.open("/operations");
      signIn(page, system.key(Person.ANNA));
      assertThat(page.getByText("Signed in as anna")).isVisible();

      String key = system.key(Person.ANNA);
      assertThat(page.context().storageState()).doesNotContain(key);
      assertThat(page.content()).doesNotContain(key);
      assertThat(page.evaluate("document.cookie")).isEqualTo("");
    }
  }

  private static void signIn(Page page, String key) {
    page.getByLabel(FIELD).fill(key);
    button(page, "Sign in").click();
  }

  private static Locator heading(Page page) {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }
}

package io.boxstream.local.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Signing in with a key, and out. */
@BrowserTest
class SessionJourney {
  private static final String FIELD = "API key or OpenID token";
  private static final String CHANGE_WITHOUT_PERMISSION =
      """
      async (id) => {
        const { csrfToken } = await (await fetch('/api/session')).json();
        const headers = { 'X-CSRF-Token': csrfToken };
        return (await fetch(`/api/ingest/v1/images/${id}`, { method: 'DELETE', headers })).status;
      }
      """;
  private static final String CHANGE_WITHOUT_TOKEN =
      """
      async () => {
        const answer = await fetch('/api/trainer/v1/runs', { method: 'POST', body: '{}' });
        return `${answer.status} ${(await answer.json()).code}`;
      }
      """;

  @Test
  void aKeyOpensTheConsoleAndSigningOutClosesIt(Chromium chromium, ConsoleSystem system) {
    try (Visit visit = Visit.of(chromium, system)) {
      // Given
      Page page = visit.open("/operations");
      assertThat(Roles.title(page)).hasText("Sign in");
      assertThat(Accessibility.violations(page)).isEmpty();
      visit.forgetFaults();

      // When a key is wrong, the page says so
      signIn(page, system.key(Person.ANNA) + "x");
      assertThat(page.getByRole(AriaRole.ALERT)).not().isEmpty();
      assertThat(Roles.title(page)).hasText("Sign in");
      visit.forgetFaults();

      // When it is right, the page is there that was asked for
      signIn(page, system.key(Person.ANNA));
      assertThat(page.getByText("Signed in as anna")).isVisible();
      assertThat(page).hasURL(system.address().resolve("/operations").toString());
      page.reload();
      assertThat(page.getByText("Signed in as anna")).isVisible();
      assertThat(visit.faults()).isEmpty();

      // When the session is over, it is over in the browser too
      Roles.button(page, "Sign out").click();
      assertThat(Roles.title(page)).hasText("Sign in");
      page.reload();
      assertThat(Roles.title(page)).hasText("Sign in");
    }
  }

  @Test
  void aPageShowsTheSignInWhenItsSessionEndsElsewhere(Chromium chromium, ConsoleSystem system) {
    try (Visit visit = Visit.of(chromium, system, Person.CARL)) {
      // Given two pages of one session
      Page page = visit.open("/operations");
      assertThat(page.getByText("Signed in as carl")).isVisible();
      Page other = page.context().newPage();
      other.navigate("/import");

      // When the person signs out on one of them
      Roles.button(other, "Sign out").click();
      assertThat(Roles.title(other)).hasText("Sign in");

      // Then nobody has to touch the other one
      assertThat(Roles.title(page)).hasText("Sign in");
    }
  }

  @Test
  void aPageShowsTheSignInWhenItsKeyIsRevoked(Chromium chromium, ConsoleSystem system) {
    try (Visit visit = Visit.of(chromium, system, Person.CARL)) {
      Page page = visit.open("/import");
      assertThat(page.getByText("Signed in as carl")).isVisible();

      system.revoke(Person.CARL);
      try {
        assertThat(Roles.title(page)).hasText("Sign in");
      } finally {
        system.restoreKeys();
      }
    }
  }

  @Test
  void aTokenOpensTheConsoleUntilItExpires(Chromium chromium, ConsoleSystem system) {
    // Tokens count 30 s longer than they say: clocks differ.
    Duration tolerance = Duration.ofSeconds(30);
    Duration validity = Duration.ofSeconds(20).minus(tolerance);
    try (Visit visit = Visit.of(chromium, system)) {
      // Given a token of another provider
      Page page = visit.open("/images");
      try (TokenProvider other = new TokenProvider()) {
        signIn(page, other.token("dora", Person.CARL.scopes(), Duration.ofMinutes(5)));
        assertThat(page.getByRole(AriaRole.ALERT)).not().isEmpty();
        assertThat(Roles.title(page)).hasText("Sign in");
      }
      visit.forgetFaults();

      // When
      signIn(page, system.tokens().token("dora", Person.CARL.scopes(), validity));

      // Then the services answer, as to a person with these scopes
      assertThat(page.getByText("Signed in as dora")).isVisible();
      assertThat(Roles.title(page)).hasText("Images");
      assertThat(page.getByText(Pattern.compile("^[0-9,]+ images$")).first()).isVisible();
      assertThat(
              page.evaluate(CHANGE_WITHOUT_PERMISSION, new PageAddresses(system.calls()).image()))
          .isEqualTo(403);
      visit.forgetFaults();

      // And the sign-in comes back by itself
      assertThat(Roles.title(page)).hasText("Sign in");
    }
  }

  @Test
  void theKeyIsNowhereInTheBrowser(Chromium chromium, ConsoleSystem system) {
    try (Visit visit = Visit.of(chromium, system)) {
      Page page = visit.open("/operations");
      signIn(page, system.key(Person.ANNA));
      assertThat(page.getByText("Signed in as anna")).isVisible();

      String key = system.key(Person.ANNA);
      assertThat(page.context().storageState()).doesNotContain(key);
      assertThat(page.content()).doesNotContain(key);
      assertThat(page.evaluate("document.cookie")).isEqualTo("");
    }
  }

  @Test
  void whoMayOnlyLookSeesNothingToChange(Chromium chromium, ConsoleSystem system) {
    PageAddresses addresses = new PageAddresses(system.calls());
    String image = addresses.image();
    try (Visit visit = Visit.of(chromium, system, Person.CARL)) {
      Page page = visit.open("/training");
      visit.settle();
      assertThat(Roles.button(page, "Start a run")).hasCount(0);

      visit.open("/models");
      visit.settle();
      assertThat(Roles.link(page, addresses.checkpoint()).first()).isVisible();
      assertThat(page.getByText("Promote", exactly())).hasCount(0);
      assertThat(page.getByText("Roll back", exactly())).hasCount(0);

      visit.open("/import");
      assertThat(page.getByText("your key lacks the scope")).isVisible();
      assertThat(Roles.button(page, "Choose an archive")).isDisabled();

      visit.open("/review/quarantine");
      visit.settle();
      assertThat(page.getByText("your key lacks the scope")).isVisible();

      visit.open("/try");
      assertThat(page.getByText("it lacks the scope")).isVisible();

      visit.open("/images/" + image + "/edit");
      visit.settle();
      assertThat(Roles.button(page, "Save")).isDisabled();
      assertThat(visit.faults()).isEmpty();

      // What the page does not offer is refused all the same
      assertThat(page.evaluate(CHANGE_WITHOUT_PERMISSION, image)).isEqualTo(403);
    }
  }

  @Test
  void aRequestOfAnotherPageIsRefused(Chromium chromium, ConsoleSystem system) {
    try (Visit visit = Visit.of(chromium, system, Person.ANNA)) {
      Page page = visit.open("/operations");

      assertThat(page.evaluate(CHANGE_WITHOUT_TOKEN)).isEqualTo("403 csrf-token");
    }
  }

  private static Page.GetByTextOptions exactly() {
    return new Page.GetByTextOptions().setExact(true);
  }

  private static void signIn(Page page, String key) {
    page.getByLabel(FIELD).fill(key);
    Roles.button(page, "Sign in").click();
  }
}

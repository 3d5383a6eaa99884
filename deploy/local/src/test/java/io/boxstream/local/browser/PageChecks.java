package io.boxstream.local.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every page that {@code app/pages.js} lists. */
@BrowserTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageChecks {
  private static final int[] WIDTHS = {360, 768, 1440, 2560};
  private static final int HEIGHT = 900;
  private static final int FIRST_VIEW_BYTES = 300_000;
  private static final String SCROLLS_SIDEWAYS =
      "() => document.documentElement.scrollWidth > document.documentElement.clientWidth";
  private static final String TRANSFERRED =
      """
      () => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
        .reduce((sum, entry) => sum + entry.transferSize, 0)
      """;

  private ConsoleSystem system;
  private PageAddresses addresses;
  private Chromium chromium;
  private Visit light;
  private Visit dark;

  static List<ConsolePage> pages() {
    return ConsolePage.all();
  }

  @BeforeAll
  void signIn(Chromium browser, ConsoleSystem running) {
    chromium = browser;
    system = running;
    addresses = new PageAddresses(system.calls());
    light = Visit.of(browser, system, Person.ANNA, ColorScheme.LIGHT);
    dark = Visit.of(browser, system, Person.ANNA, ColorScheme.DARK);
  }

  @AfterAll
  void leave() {
    light.close();
    dark.close();
  }

  @BeforeEach
  void begin() {
    light.page().setViewportSize(1440, HEIGHT);
    light.forgetFaults();
    dark.forgetFaults();
  }

  @AfterEach
  void noPageDoesWhatItMustNot() {
    assertThat(light.faults()).isEmpty();
    assertThat(dark.faults()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void isAccessibleInLightColours(ConsolePage page) {
    look(light, page, "light");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void isAccessibleInDarkColours(ConsolePage page) {
    look(dark, page, "dark");
  }

  private void look(Visit visit, ConsolePage page, String colours) {
    Page shown = show(visit, page);
    Screenshots.take(shown, page.name() + "-" + colours);

    assertThat(Accessibility.violations(shown)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void neverScrollsSideways(ConsolePage page) {
    Page shown = show(light, page);
    for (int width : WIDTHS) {
      shown.setViewportSize(width, HEIGHT);

      assertThat(shown.evaluate(SCROLLS_SIDEWAYS))
          .as("scrolls sideways at " + width)
          .isEqualTo(false);
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void takesTheFocusInOrderAndShowsIt(ConsolePage page) {
    Page shown = show(light, page);

    KeyboardTour tour = KeyboardTour.through(shown);

    assertThat(tour.faults()).isEmpty();
    assertThat(tour.stops()).as("stops").isGreaterThan(10);
    assertThat(shown.locator("[tabindex]:not([tabindex='0']):not([tabindex='-1'])").count())
        .as("elements with an order of their own")
        .isZero();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void isThereAgainAfterGoingBack(ConsolePage page) {
    Page shown = show(light, page);
    String address = shown.url();
    String heading = heading(shown).innerText();
    String other = page.name().equals("operations") ? "Import" : "Operations";

    shown
        .getByRole(AriaRole.NAVIGATION)
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(other).setExact(true))
        .click();
    shown.waitForURL(Pattern.compile(".*/" + other.toLowerCase(Locale.ROOT)));
    shown
        .getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1).setName(other))
        .waitFor();
    shown.goBack();

    assertThat(shown.url()).isEqualTo(address);
    heading(shown).filter(new Locator.FilterOptions().setHasText(heading)).waitFor();
  }

  @Test
  void theFirstViewIsSmall() {
    try (Visit first = Visit.of(chromium, system, Person.ANNA)) {
      first.open("/");
      settle(first.page());

      Number bytes = (Number) first.page().evaluate(TRANSFERRED);
      assertThat(bytes.intValue()).isBetween(10_000, FIRST_VIEW_BYTES);
      assertThat(first.faults()).isEmpty();
    }
  }

  private Page show(Visit visit, ConsolePage page) {
    assumeTrue(ConsoleFiles.has("app/pages/" + page.name() + ".js"), "the page is not there yet");
    Page shown = visit.open(addresses.of(page));
    settle(shown);
    return shown;
  }

  private static Locator heading(Page page) {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
  }

  /** Waits until nothing is loading any more. */
  private static void settle(Page page) {
    page.getByText("Loading…")
        .first()
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
  }
}

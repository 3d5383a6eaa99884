package io.boxstream.local.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every page that {@code app/pages.js} lists. Each page is opened once. */
@BrowserTest
@ParameterizedClass
@MethodSource("pages")
class PageChecks {
  private static final int[] WIDTHS = {360, 768, 1440, 2560};
  private static final int WIDTH = 1440;
  private static final Duration SETTLES = Duration.ofSeconds(30);
  private static final int HEIGHT = 900;

  /** What makes the page wider than the window; nothing if it is not. */
  private static final String TOO_WIDE =
      """
      () => {
        const { scrollWidth, clientWidth } = document.documentElement;
        if (scrollWidth <= clientWidth) {
          return [];
        }
        const beyond = (element) => element.getBoundingClientRect().right > clientWidth;
        const found = [...document.body.querySelectorAll('*')]
          .filter((element) => beyond(element) && ![...element.children].some(beyond))
          .map((element) => element.outerHTML.slice(0, 200));
        return found.length > 0 ? found : ['the page'];
      }
      """;

  private static Visit visit;
  private static Page shown;

  private final ConsolePage page;

  PageChecks(ConsolePage page) {
    this.page = page;
  }

  static List<ConsolePage> pages() {
    return ConsolePage.all();
  }

  @BeforeParameterizedClassInvocation
  static void open(ConsolePage page, Chromium chromium, ConsoleSystem system) {
    visit = Visit.of(chromium, system, Person.ANNA);
    shown = visit.open(new PageAddresses(system.calls()).of(page));
    visit.settle();
  }

  @AfterParameterizedClassInvocation
  static void leave() {
    visit.close();
  }

  @BeforeEach
  void asItWasOpened() {
    colours(ColorScheme.LIGHT);
    shown.setViewportSize(WIDTH, HEIGHT);
    shown.evaluate("() => scrollTo(0, 0)");
    // Nothing is under the pointer.
    shown.mouse().move(1, 1);
    assertThat(visit.faults()).isEmpty();
  }

  @Test
  void isAccessibleInLightColours() {
    Screenshots.take(shown, page.name() + "-light");

    assertThat(Accessibility.violations(shown)).isEmpty();
  }

  @Test
  void isAccessibleInDarkColours() {
    colours(ColorScheme.DARK);
    Screenshots.take(shown, page.name() + "-dark");

    assertThat(Accessibility.unreadable(shown)).isEmpty();
  }

  @Test
  void neverScrollsSideways() {
    for (int width : WIDTHS) {
      shown.setViewportSize(width, HEIGHT);

      // Charts follow the width of their frame a moment later.
      await()
          .pollInSameThread()
          .atMost(SETTLES)
          .untilAsserted(
              () ->
                  assertThat((List<?>) shown.evaluate(TOO_WIDE))
                      .as("at a width of " + width)
                      .isEmpty());
      look(width);
    }
  }

  @Test
  void takesTheFocusInOrderAndShowsIt() {
    KeyboardTour tour = KeyboardTour.through(shown);

    assertThat(tour.faults()).isEmpty();
    assertThat(tour.stops()).as("stops").isGreaterThan(10);
    assertThat(shown.locator("[tabindex]:not([tabindex='0']):not([tabindex='-1'])").count())
        .as("elements with an order of their own")
        .isZero();
  }

  @Test
  void isThereAgainAfterGoingBack() {
    String address = shown.url();
    String title = Roles.title(shown).innerText();
    String other = page.name().equals("import") ? "Training" : "Import";

    shown
        .getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Pages"))
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(other).setExact(true))
        .click();
    shown
        .getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1).setName(other))
        .waitFor();
    shown.goBack();

    Roles.title(shown).filter(new Locator.FilterOptions().setHasText(title)).waitFor();
    assertThat(shown.url()).isEqualTo(address);
    visit.settle();
    assertThat(visit.faults()).isEmpty();
  }

  private void look(int width) {
    for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
      colours(scheme);
      Screenshots.look(
          shown, "%s-%d-%s".formatted(page.name(), width, scheme.name().toLowerCase(Locale.ROOT)));
    }
  }

  private void colours(ColorScheme scheme) {
    shown.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
  }
}

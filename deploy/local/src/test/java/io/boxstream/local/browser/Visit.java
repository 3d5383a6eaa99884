package io.boxstream.local.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.RequestOptions;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Somebody's visit to the console, in a browser profile of its own. It notes what no page may do:
 * write errors, violate the Content-Security-Policy, or ask another host.
 */
final class Visit implements AutoCloseable {
  private static final String NOTE_VIOLATIONS =
      "addEventListener('securitypolicyviolation', (event) =>"
          + " console.error('Content-Security-Policy: ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sourceFile + ':' + event.lineNumber));";

  private static final String IMAGES_ARE_SHOWN =
      """
      () => [...document.images].every((image) => {
        const { top, bottom } = image.getBoundingClientRect();
        return image.complete || bottom < 0 || top > innerHeight;
      })
      """;

  private final URI address;
  private final BrowserContext context;
  private final Page page;
  private final List<String> faults = new ArrayList<>();

  private Visit(URI address, BrowserContext context) {
    this.address = address;
    this.context = context;
    context.addInitScript(NOTE_VIOLATIONS);
    context.setDefaultTimeout(Chromium.LONGEST_MILLIS);
    page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            note(message.text() + " at " + message.location());
          }
        });
    page.onPageError(this::note);
    page.onRequest(
        request -> {
          if (!isOwn(request.url())) {
            note("a request to " + request.url());
          }
        });
  }

  /** Signs a person in. */
  static Visit of(Chromium chromium, ConsoleSystem system, Person person) {
    Visit visit = of(chromium, system);
    APIResponse answer =
        visit
            .context
            .request()
            .post(
                system.address().resolve("/api/session").toString(),
                RequestOptions.create().setData(Map.of("credential", system.key(person))));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return visit;
  }

  /** Of somebody who has not signed in. */
  static Visit of(Chromium chromium, ConsoleSystem system) {
    Browser.NewContextOptions options =
        new Browser.NewContextOptions()
            .setBaseURL(system.address().toString())
            .setColorScheme(ColorScheme.LIGHT)
            .setReducedMotion(ReducedMotion.REDUCE)
            .setViewportSize(1440, 900);
    return new Visit(system.address(), chromium.browser().newContext(options));
  }

  Page page() {
    return page;
  }

  /** Goes to a page by its address, as a bookmark does, and waits for its heading. */
  Page open(String path) {
    page.navigate(path);
    try {
      page.locator("h1").first().waitFor();
    } catch (TimeoutError missing) {
      throw new AssertionError(
          "%s has no heading, but %s; faults: %s"
              .formatted(path, page.locator("body").innerText(), faults),
          missing);
    }
    return page;
  }

  /** Waits until nothing that one sees is loading any more. */
  void settle() {
    page.getByText("Loading…")
        .first()
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
    // Playwright belongs to one thread.
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInSameThread()
        .until(() -> (Boolean) page.evaluate(IMAGES_ARE_SHOWN));
  }

  /** What happened so far that must not happen. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  /** Forgets faults that were to be expected, such as answers of a service that was taken away. */
  void forgetFaults() {
    faults.clear();
  }

  private void note(String fault) {
    faults.add(page.url() + ": " + fault);
  }

  private boolean isOwn(String url) {
    return url.startsWith(address + "/") || url.startsWith("blob:") || url.startsWith("data:");
  }

  @Override
  public void close() {
    context.close();
  }
}

package io.boxstream.local.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.boxstream.local.process.InstalledProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The browser that is installed on this machine, without a window. Belongs to one thread. */
final class Chromium implements AutoCloseable {
  /** How long something may take to appear: machines may be busy. */
  static final double LONGEST_MILLIS = 60_000;

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** The executable. */
  static Optional<Path> find() {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return InstalledProgram.find(path, "chromium", "chromium-browser").map(InstalledProgram::file);
  }

  static Chromium start() {
    PlaywrightAssertions.setDefaultAssertionTimeout(LONGEST_MILLIS);
    // Playwright would download browsers of its own.
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    try {
      Browser browser =
          playwright
              .chromium()
              .launch(
                  new BrowserType.LaunchOptions()
                      .setExecutablePath(find().orElseThrow())
                      // Continuous integration is root in a container, where Chromium's sandbox
                      // does
                      // not work; the pages are our own.
                      .setChromiumSandbox(false)
                      .setArgs(List.of("--disable-dev-shm-usage")));
      return new Chromium(playwright, browser);
    } catch (RuntimeException e) {
      playwright.close();
      throw e;
    }
  }

  Browser browser() {
    return browser;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}

package io.boxstream.benchmarks;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The browser that is installed on this machine, without a window. Belongs to one thread. */
final class Chromium implements AutoCloseable {

  private static final List<String> NAMES = List.of("chromium", "chromium-browser");
  private static final double LONGEST_MILLIS = 120_000;
  private static final int WIDTH = 1440;
  private static final int HEIGHT = 900;

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** The executable. */
  static Optional<Path> find() {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return NAMES.stream()
        .flatMap(
            name ->
                Stream.of(path.split(File.pathSeparator, -1))
                    .map(Path::of)
                    .map(folder -> folder.resolve(name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static Chromium start() {
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
                      // Its sandbox does not work for root; the pages are our own.
                      .setChromiumSandbox(false)
                      .setArgs(List.of("--disable-dev-shm-usage")));
      return new Chromium(playwright, browser);
    } catch (RuntimeException e) {
      playwright.close();
      throw e;
    }
  }

  /** A profile with an empty cache, whose pages have the size of a usual window. */
  BrowserContext profile(URI address) {
    BrowserContext profile =
        browser.newContext(
            new Browser.NewContextOptions()
                .setBaseURL(address.toString())
                .setViewportSize(WIDTH, HEIGHT));
    profile.setDefaultTimeout(LONGEST_MILLIS);
    return profile;
  }

  /**
   * Megabytes of the processes of all pages that they share with no file. Others than the page that
   * is measured have a few.
   */
  static double pagesMegabytes() throws IOException {
    double sum = 0;
    for (ProcessHandle process : ProcessHandle.current().descendants().toList()) {
      Path folder = Path.of("/proc", Long.toString(process.pid()));
      if (Files.readString(folder.resolve("cmdline")).contains("--type=renderer")) {
        sum += ResidentMemory.megabytes(folder.resolve("status"));
      }
    }
    return sum;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}

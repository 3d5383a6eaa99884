package io.boxstream.local.browser;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import io.boxstream.local.LocalCheckout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/**
 * Screenshots: of pages for the documentation, in {@code docs/images/console}, if the property
 * {@code screenshots} is set, and of everything for somebody who looks at it, in the folder that
 * the property {@code screenshots.look} names.
 */
final class Screenshots {
  private static final Path FOLDER = LocalCheckout.HOME.resolve("docs/images/console");
  private static final int QUALITY = 82;
  private static final Optional<String> LOOK =
      Optional.ofNullable(System.getProperty("screenshots.look"));

  private Screenshots() {}

  /** Whether the system should have a model that is worth looking at. */
  static boolean areWanted() {
    return System.getProperty("screenshots") != null || LOOK.isPresent();
  }

  /** Takes one of the whole page if somebody wants to look. */
  static void look(Page page, String name) {
    LOOK.ifPresent(
        folder ->
            page.screenshot(
                new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(Path.of(folder).resolve(name + ".png"))));
  }

  /** Takes one if they are wanted. */
  static void take(Page page, String name) {
    if (System.getProperty("screenshots") == null) {
      return;
    }
    CDPSession session = page.context().newCDPSession(page);
    try {
      // Playwright itself has no WebP, which takes a third of the bytes.
      JsonObject options = new JsonObject();
      options.addProperty("format", "webp");
      options.addProperty("quality", QUALITY);
      String data = session.send("Page.captureScreenshot", options).get("data").getAsString();
      Files.createDirectories(FOLDER);
      Files.write(FOLDER.resolve(name + ".webp"), Base64.getDecoder().decode(data));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      session.detach();
    }
  }
}

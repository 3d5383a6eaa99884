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

/**
 * Screenshots of pages for the documentation, in {@code docs/images/console}, if the property
 * {@code screenshots} is set.
 */
final class Screenshots {
  private static final Path FOLDER = LocalCheckout.HOME.resolve("docs/images/console");
  private static final int QUALITY = 82;

  private Screenshots() {}

  static boolean areWanted() {
    return System.getProperty("screenshots") != null;
  }

  /** Takes one if they are wanted. */
  static void take(Page page, String name) {
    if (!areWanted()) {
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

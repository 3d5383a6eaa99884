package io.boxstream.local.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Route;
import io.boxstream.local.LocalCheckout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * The console's files without the console: modules and styles from the sources, libraries from the
 * package. Everything else is an empty page with the import map.
 */
final class ConsoleFiles {
  /** An address that nobody listens to: requests are answered here. */
  static final String ORIGIN = "http://localhost";

  private static final Path CONSOLE = LocalCheckout.HOME.resolve("console");
  private static final Path SOURCES = CONSOLE.resolve("src/main/resources/META-INF/resources");
  private static final Path TESTS = CONSOLE.resolve("src/test/javascript");

  private final String emptyPage = emptyPage();

  /** The files with tests, by name. */
  static List<String> tests() {
    try (Stream<Path> files = Files.list(TESTS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".test.js"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The console's module of a name, as in {@code app/pages.js}. */
  static String source(String name) {
    try {
      return Files.readString(SOURCES.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers all requests of a context. */
  void serve(BrowserContext context) {
    context.route("**/*", this::answer);
  }

  private void answer(Route route) {
    String path = URI.create(route.request().url()).getPath();
    Optional<byte[]> content = content(path);
    Route.FulfillOptions answer = new Route.FulfillOptions().setContentType(type(path));
    if (content.isPresent()) {
      route.fulfill(answer.setBodyBytes(content.get()));
    } else if (path.contains(".")) {
      route.fulfill(answer.setStatus(404));
    } else {
      route.fulfill(answer.setContentType("text/html").setBody(emptyPage));
    }
  }

  private static Optional<byte[]> content(String path) {
    if (path.startsWith("/webjars/")) {
      return library("META-INF/resources" + path);
    }
    Path file =
        path.startsWith("/test/")
            ? TESTS.resolve(path.substring("/test/".length()))
            : SOURCES.resolve(path.substring(1));
    try {
      return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<byte[]> library(String entry) {
    try (Stream<Path> jars = Files.list(CONSOLE.resolve("target/quarkus-app/lib/main"))) {
      for (Path jar :
          jars.filter(file -> file.getFileName().toString().startsWith("org.webjars")).toList()) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
          if (zip.getEntry(entry) != null) {
            return Optional.of(zip.getInputStream(zip.getEntry(entry)).readAllBytes());
          }
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String type(String path) {
    return switch (path.substring(path.lastIndexOf('.') + 1)) {
      case "js" -> "text/javascript";
      case "css" -> "text/css";
      case "svg" -> "image/svg+xml";
      default -> "application/octet-stream";
    };
  }

  private static String emptyPage() {
    String index = source("index.html");
    String begin = "<script type=\"importmap\">";
    String end = "</script>";
    int from = index.indexOf(begin);
    String map = index.substring(from, index.indexOf(end, from) + end.length());
    return "<!doctype html><html lang=\"en\"><head><title>Tests</title>"
        + map
        + "</head><body></body></html>";
  }
}

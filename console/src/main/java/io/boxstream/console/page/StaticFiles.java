package io.boxstream.console.page;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of the front end and its libraries, from the class path. They are read once and kept:
 * there are few, and they do not change while the process runs.
 */
public final class StaticFiles {
  private static final String ROOT = "META-INF/resources";
  private static final Pattern PATH =
      Pattern.compile("(?:/[A-Za-z0-9_@-][A-Za-z0-9._@-]*)+\\.([a-z0-9]+)");
  private static final Map<String, String> CONTENT_TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon",
          "json", "application/json",
          "webmanifest", "application/manifest+json");

  private final ClassLoader classes;
  private final Map<String, StaticFile> files = new ConcurrentHashMap<>();

  public StaticFiles(ClassLoader classes) {
    this.classes = requireNonNull(classes, "classes");
  }

  /** Whether an address is that of a file, which need not exist. */
  static boolean isFile(String path) {
    Matcher matcher = PATH.matcher(path);
    return matcher.matches() && CONTENT_TYPES.containsKey(matcher.group(1));
  }

  /**
   * The file of an address; empty if there is none.
   *
   * @param path normalized
   */
  Optional<StaticFile> find(String path) {
    StaticFile known = files.get(path);
    if (known != null || !isFile(path)) {
      return Optional.ofNullable(known);
    }
    Optional<StaticFile> read = read(path);
    read.ifPresent(file -> files.put(path, file));
    return read;
  }

  private Optional<StaticFile> read(String path) {
    try (InputStream content = classes.getResourceAsStream(ROOT + path)) {
      return content == null
          ? Optional.empty()
          : Optional.of(StaticFile.of(content.readAllBytes(), contentType(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String contentType(String path) {
    return CONTENT_TYPES.get(path.substring(path.lastIndexOf('.') + 1));
  }
}

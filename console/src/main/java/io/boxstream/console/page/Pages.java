package io.boxstream.console.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the console answers to a browser that opens a page or loads a file of it. */
public final class Pages {
  private static final String INDEX = "/index.html";

  /** The addresses below these are no pages. */
  private static final List<String> OTHERS =
      List.of("/api/", "/q/", "/app/", "/style/", "/webjars/");

  private static final Pattern PLAIN = Pattern.compile("/|(?:/[A-Za-z0-9._~@:+,=%-]+)+/?");

  /** Dots and slashes that are encoded, perhaps twice, and what separates parameters. */
  private static final Pattern TRICK = Pattern.compile("(?i)%(?:2e|2f|5c|3b|25|[01][0-9a-f]|7f)");

  /** The address has the version of the file in it. */
  private static final String WITH_VERSION = "/webjars/";

  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final String ASK_AGAIN = "no-cache";

  private final StaticFiles files;
  private final StaticFile index;
  private final String policy;

  /**
   * @throws IllegalStateException if there is no index.html
   */
  public Pages(StaticFiles files) {
    this.files = files;
    this.index =
        files
            .find(INDEX)
            .orElseThrow(
                () -> new IllegalStateException("META-INF/resources/index.html is missing"));
    this.policy = ContentSecurityPolicy.of(new String(index.bytes(), UTF_8));
  }

  /**
   * An answer.
   *
   * @param status 200, or 304 for what the browser has
   * @param headers by name
   * @param body empty with 304; not to be changed
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Answer(int status, Map<String, String> headers, byte[] body) {

    public Answer {
      headers = Map.copyOf(headers);
    }
  }

  /** Whether everyone may read an address: it is that of a page or a file. */
  public static boolean isOpen(String path) {
    return isPage(path) || (StaticFiles.isFile(path) && !isOfApi(path));
  }

  private static boolean isOfApi(String path) {
    return path.startsWith("/api/") || path.startsWith("/q/");
  }

  /** An address that another part of the process could read as one of its own is none. */
  private static boolean isPage(String path) {
    return path.equals(INDEX)
        || (PLAIN.matcher(path).matches()
            && !TRICK.matcher(path).find()
            && OTHERS.stream().noneMatch(path::startsWith)
            && !StaticFiles.isFile(path));
  }

  /**
   * The answer to a request; empty if the address is no page and no file.
   *
   * @param path normalized
   * @param knownTag what {@code If-None-Match} says, or null
   */
  public Optional<Answer> answer(String path, String knownTag) {
    if (isPage(path)) {
      return Optional.of(
          answer(
              index,
              Map.of(
                  "Content-Security-Policy",
                  policy,
                  "Referrer-Policy",
                  "same-origin",
                  "Cross-Origin-Opener-Policy",
                  "same-origin",
                  "Cache-Control",
                  ASK_AGAIN),
              knownTag));
    }
    if (isOfApi(path)) {
      return Optional.empty();
    }
    String caching = path.startsWith(WITH_VERSION) ? FOR_EVER : ASK_AGAIN;
    return files.find(path).map(file -> answer(file, Map.of("Cache-Control", caching), knownTag));
  }

  private static Answer answer(StaticFile file, Map<String, String> headers, String knownTag) {
    Map<String, String> all = new HashMap<>(headers);
    all.put("ETag", file.tag());
    all.put("Vary", "Accept-Encoding");
    if (knownTag != null && knownTag.contains(file.tag())) {
      return new Answer(304, all, new byte[0]);
    }
    all.put("Content-Type", file.contentType());
    return new Answer(200, all, file.bytes());
  }
}

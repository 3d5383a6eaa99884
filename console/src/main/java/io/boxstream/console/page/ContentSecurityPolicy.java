package io.boxstream.console.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a page may load and do: scripts, styles and requests of the console itself, and nothing from
 * elsewhere. The import map is the only thing inline, and has to be as it was when the policy was
 * made. Markup comes from the templates of Lit alone (Trusted Types).
 */
final class ContentSecurityPolicy {
  private static final Pattern IMPORT_MAP =
      Pattern.compile("<script\\s+type=\"importmap\"\\s*>(.*?)</script>", Pattern.DOTALL);

  private ContentSecurityPolicy() {}

  /** The policy of a page. */
  static String of(String html) {
    return String.join(
        "; ",
        List.of(
            "default-src 'none'",
            "script-src 'self'" + importMapHash(html).map(hash -> " " + hash).orElse(""),
            "style-src 'self'",
            "img-src 'self' blob: data:",
            "connect-src 'self'",
            "font-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types lit-html"));
  }

  /** CSP 3, 2.3.1: the hash of what is between the tags. */
  private static Optional<String> importMapHash(String html) {
    Matcher matcher = IMPORT_MAP.matcher(html);
    return matcher.find()
        ? Optional.of(
            "'sha256-%s'"
                .formatted(
                    Base64.getEncoder()
                        .encodeToString(StaticFile.sha256(matcher.group(1).getBytes(UTF_8)))))
        : Optional.empty();
  }
}

package io.boxstream.ingest.app;

import io.boxstream.ingest.webhooks.Tool;
import io.boxstream.ingest.webhooks.WebhookMetrics;
import io.boxstream.rest.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks that a delivery comes from the tool. Comparisons take the same time for every input. */
final class WebhookSecrets {

  static final String CVAT_SIGNATURE = "X-Signature-256";

  private static final String PREFIX = "boxstream.ingest.webhooks.";
  private static final String BEARER = "bearer ";
  private static final String SIGNATURE = "sha256=";
  private static final String HMAC = "HmacSHA256";

  private final WebhookConfig config;
  private final WebhookMetrics metrics;

  WebhookSecrets(WebhookConfig config, WebhookMetrics metrics) {
    this.config = config;
    this.metrics = metrics;
  }

  /**
   * Checks the header of a delivery of Label Studio.
   *
   * @param headers the value of a header by its name; null if there is none
   * @throws ProblemException 403 if the webhook is not configured, 401 if the secret is wrong
   */
  void requireLabelStudio(UnaryOperator<String> headers) {
    String secret = configured(config.labelStudio().secret(), "label-studio.secret");
    String name = config.labelStudio().secretHeader();
    String header = Optional.ofNullable(headers.apply(name)).orElse("");
    String sent =
        header.toLowerCase(Locale.ROOT).startsWith(BEARER)
            ? header.substring(BEARER.length()).strip()
            : header;
    if (!isEqual(secret, sent)) {
      throw unauthorized(
          Tool.LABEL_STUDIO,
          "the header " + name + " does not have the secret of " + PREFIX + "label-studio.secret");
    }
  }

  /**
   * Checks that CVAT is configured.
   *
   * @throws ProblemException 403 if not
   */
  void requireCvat() {
    String unused = configured(config.cvat().secret(), "cvat.secret");
    String alsoUnused = configured(config.cvat().baseUrl().map(Object::toString), "cvat.base-url");
  }

  /**
   * Checks the signature of a delivery of CVAT.
   *
   * @param signature {@code sha256=} and the HMAC of the body; null if there is none
   * @throws ProblemException 401 if it is wrong
   */
  void requireCvat(String signature, byte[] body) {
    String secret = configured(config.cvat().secret(), "cvat.secret");
    String expected = SIGNATURE + HexFormat.of().formatHex(hmac(secret, body));
    if (signature == null || !isEqual(expected, signature.strip().toLowerCase(Locale.ROOT))) {
      throw unauthorized(
          Tool.CVAT,
          "the header "
              + CVAT_SIGNATURE
              + " is not the signature of the body with the secret of "
              + PREFIX
              + "cvat.secret");
    }
  }

  private static String configured(Optional<String> value, String key) {
    return value.orElseThrow(
        () ->
            ProblemException.of(
                403, "webhook-not-configured", "set " + PREFIX + key + " to use this webhook"));
  }

  private ProblemException unauthorized(Tool tool, String detail) {
    metrics.count(tool, WebhookMetrics.Outcome.UNAUTHORIZED);
    return ProblemException.of(401, "wrong-secret", detail);
  }

  /** The hashes are compared, so that the time does not depend on the length either. */
  private static boolean isEqual(String expected, String sent) {
    return MessageDigest.isEqual(hash(expected), hash(sent));
  }

  private static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-256 is not available", e);
    }
  }

  private static byte[] hmac(String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(HMAC + " is not available", e);
    }
  }
}

package io.boxstream.artifacts.store;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Endpoint and credentials of the S3-compatible store.
 *
 * @param endpoint {@code http(s)://host:port}
 * @param accessKey access key id
 * @param secretKey secret access key; never printed
 * @param bucket bucket of all objects, created if it does not exist
 * @param region region of the signature; most self-hosted stores ignore it
 * @param certificateAuthority PEM file of the authorities that may sign the certificate of an
 *     {@code https} endpoint; empty for those that Java trusts
 */
public record StoreSettings(
    URI endpoint,
    String accessKey,
    String secretKey,
    String bucket,
    String region,
    Optional<Path> certificateAuthority) {
  /** The region that stores without regions expect in the signature. */
  public static final String DEFAULT_REGION = "us-east-1";

  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  public StoreSettings {
    requireNonNull(endpoint, "endpoint");
    requireText(accessKey, "accessKey");
    requireText(secretKey, "secretKey");
    requireNonNull(bucket, "bucket");
    requireText(region, "region");
    requireNonNull(certificateAuthority, "certificateAuthority");
    // The address is printed: it must not have what is secret.
    if (endpoint.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "the address of the store (boxstream.store.endpoint) must be http(s)://host:port without user and password");
    }
    String scheme = endpoint.getScheme();
    boolean web = "http".equals(scheme) || "https".equals(scheme);
    if (!web || endpoint.getHost() == null) {
      throw new IllegalArgumentException("endpoint must be http(s)://host:port: " + endpoint);
    }
    if (!BUCKET.matcher(bucket).matches()) {
      throw new IllegalArgumentException(
          "bucket must be 3 to 63 lower-case letters, digits, dots or hyphens: '" + bucket + "'");
    }
  }

  /** Settings in the default region. */
  public static StoreSettings of(
      String endpoint, String accessKey, String secretKey, String bucket) {
    return new StoreSettings(
        URI.create(endpoint), accessKey, secretKey, bucket, DEFAULT_REGION, Optional.empty());
  }

  @Override
  public String toString() {
    return "StoreSettings[" + endpoint + ", bucket " + bucket + ", region " + region + "]";
  }

  private static void requireText(String value, String what) {
    requireNonNull(value, what);
    if (value.isBlank()) {
      throw new IllegalArgumentException(what + " must not be blank");
    }
  }
}

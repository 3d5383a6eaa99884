package io.boxstream.rest.config;

import io.boxstream.artifacts.store.StoreSettings;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;

/** The S3-compatible object store. */
public interface StoreConfiguration {

  /** Address of the S3-compatible server, {@code http(s)://host:port}. */
  @WithDefault("http://127.0.0.1:9000")
  @NotNull
  URI endpoint();

  /** Access key id that signs requests. */
  @NotBlank
  String accessKey();

  /** Secret access key that signs requests. */
  @NotBlank
  String secretKey();

  /** Bucket that holds all objects of Boxstream; created when it does not exist. */
  @WithDefault("boxstream")
  @NotBlank
  String bucket();

  /** Region in the signature of requests. */
  @WithDefault("us-east-1")
  @NotBlank
  String region();

  /** The same as the store's client wants it. */
  static StoreSettings settings(StoreConfiguration store) {
    return new StoreSettings(
        store.endpoint(), store.accessKey(), store.secretKey(), store.bucket(), store.region());
  }
}

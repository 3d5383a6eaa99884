package io.boxstream.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
@OnTestbed
class TestStoreIT {

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void answersASignedRequestAndKeepsItsBucketsOverARestart(@TempDir Path directory)
      throws Exception {
    // Given a store in which a bucket was made, closed
    int port;
    try (TestStore store = TestStore.start(directory)) {
      port = store.port();
      assertThat(send(store, SdkHttpMethod.PUT, store.secretKey())).isEqualTo(200);
    }

    // When it is started again where it was
    try (TestStore again = TestStore.start(directory, port)) {

      // Then the bucket is there
      assertThat(send(again, SdkHttpMethod.HEAD, again.secretKey())).isEqualTo(200);
    }
  }

  @Test
  void refusesAWrongSecretAndNoSignature(@TempDir Path directory) throws Exception {
    try (TestStore store = TestStore.start(directory)) {
      HttpRequest unsigned =
          HttpRequest.newBuilder(store.endpoint().resolve("/bucket"))
              .PUT(HttpRequest.BodyPublishers.noBody())
              .build();

      assertThat(send(store, SdkHttpMethod.PUT, "not the secret")).isEqualTo(403);
      assertThat(http.send(unsigned, HttpResponse.BodyHandlers.discarding()).statusCode())
          .isEqualTo(403);
    }
  }

  private int send(TestStore store, SdkHttpMethod method, String secret) throws Exception {
    URI address = store.endpoint().resolve("/bucket");
    SdkHttpRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                request ->
                    request
                        .identity(AwsBasicCredentials.create(store.accessKey(), secret))
                        .request(SdkHttpRequest.builder().uri(address).method(method).build())
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"))
            .request();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address).method(method.name(), HttpRequest.BodyPublishers.noBody());
    signed.headers().entrySet().stream()
        .filter(header -> !header.getKey().equalsIgnoreCase("Host"))
        .forEach(header -> header.getValue().forEach(v -> request.header(header.getKey(), v)));
    return http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }
}

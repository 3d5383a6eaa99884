package io.boxstream.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.artifacts.store.ObjectStores;
import io.boxstream.artifacts.store.RetrySettings;
import io.boxstream.artifacts.store.StoreSettings;
import io.boxstream.cli.client.Connections;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.TopicAdmin;
import io.boxstream.testbed.EmbeddedBroker;
import io.boxstream.testbed.EmbeddedStore;
import io.boxstream.testbed.SecureListener;
import io.boxstream.testbed.TestStore;
import io.boxstream.testbed.tls.TestAuthority;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Starts the packaged ingest-service with TLS on every wire, as an operator does: paths and names
 * in the environment, passwords and certificates in a file.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SecureServiceIT {
  private static final Duration LONGEST_START = Duration.ofMinutes(3);
  private static final String PASSWORD = "password-of-ingest-4711";
  private static final String WRONG = "wrong-password-4711";
  private static final TestAuthority AUTHORITY = TestAuthority.create("authority");

  @TempDir private static Path servers;
  private static Path authority;
  private static EmbeddedBroker broker;
  private static EmbeddedStore store;

  @TempDir Path directory;
  private Path log;
  private Path certificate;
  private Path key;
  private Optional<Process> process = Optional.empty();
  private int port;

  @BeforeAll
  static void startServers() {
    assumeTrue(
        Files.exists(LocalCheckout.INSTALLATION.serviceJar("ingest-service")),
        "the service is not packaged: run mvn verify");
    authority = servers.resolve("authority.pem");
    AUTHORITY.write(authority);
    Path keyStore = servers.resolve("broker.pem");
    AUTHORITY.issue("broker").write(keyStore);
    broker =
        EmbeddedBroker.start(
            servers.resolve("broker"),
            SecureListener.withPasswords(keyStore, Map.of("ingest", PASSWORD)));
    store = EmbeddedStore.start(servers.resolve("store"), 0, AUTHORITY.issue("store"));
    TopicAdmin.createAll(new KafkaSettings(broker.bootstrapServers(), kafka(PASSWORD)));
  }

  @AfterAll
  static void stopServers() {
    Optional.ofNullable(broker).ifPresent(EmbeddedBroker::close);
    Optional.ofNullable(store).ifPresent(EmbeddedStore::close);
  }

  @BeforeEach
  void writeCertificate() {
    log = directory.resolve("log");
    certificate = directory.resolve("service.pem");
    key = directory.resolve("service-key.pem");
    AUTHORITY.issue("ingest-service").write(certificate, key);
    port = LocalCheckout.freePortBase() + 1;
  }

  @AfterEach
  void stopService() {
    process.ifPresent(Process::destroyForcibly);
  }

  @Test
  void aServiceWorksWithTlsOnEveryWire() throws Exception {
    start(settings(PASSWORD), Map.of());
    await()
        .atMost(LONGEST_START)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> get(authority, "/q/health/ready").statusCode() == 200);

    HttpResponse<String> answer = postImage();

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    try (ObjectStore objects = ObjectStores.open(storeSettings(), RetrySettings.defaults())) {
      assertThat(objects.list("blobs/")).isNotEmpty();
    }
    assertThatThrownBy(() -> new Socket("127.0.0.1", port + 1).close())
        .as("a port without TLS")
        .isInstanceOf(ConnectException.class);
    TestAuthority next = TestAuthority.create("authority");
    Path nextFile = directory.resolve("next-authority.pem");
    next.write(nextFile);
    next.issue("ingest-service").write(certificate, key);
    await()
        .atMost(LONGEST_START)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> get(nextFile, "/q/health/ready").statusCode() == 200);
    assertThat(log).content().doesNotContain("4711").doesNotContain(TestStore.SECRET_KEY);
  }

  @Test
  void aServiceThatIsRefusedSaysWhyAndGoesOnTrying() throws Exception {
    Path foreign = directory.resolve("foreign.pem");
    TestAuthority.create("authority").write(foreign);
    start(settings(WRONG), Map.of("BOXSTREAM_STORE_CERTIFICATE_AUTHORITY", foreign.toString()));

    await()
        .atMost(LONGEST_START)
        .ignoreExceptionsInstanceOf(IOException.class)
        .untilAsserted(
            () ->
                assertThat(get(authority, "/q/health/ready").body())
                    .contains("Authentication failed", "no TLS connection to the store"));

    assertThat(get(authority, "/q/health/ready").statusCode()).isEqualTo(503);
    assertThat(get(authority, "/q/health/live").statusCode()).isEqualTo(200);
    assertThat(get(authority, "/q/health").body()).doesNotContain("4711");
    assertThat(log).content().doesNotContain("4711").doesNotContain(TestStore.SECRET_KEY);
  }

  @Test
  void aWrongValueStopsTheStartWithItsKey() throws Exception {
    Process started = start(settings("4711\" wrong"), Map.of());

    assertThat(started.waitFor(LONGEST_START.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(started.exitValue()).isEqualTo(1);
    assertThat(log)
        .content()
        .contains("kafka.sasl.jaas.config must have the form")
        .doesNotContain("4711")
        .doesNotContain("\tat ")
        .doesNotContain("Listening on");
  }

  private static Map<String, String> kafka(String password) {
    return Map.of(
        "security.protocol", "SASL_SSL",
        "sasl.mechanism", "SCRAM-SHA-512",
        "sasl.jaas.config",
            "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"ingest\" password=\"%s\";"
                .formatted(password),
        "ssl.truststore.type", "PEM",
        "ssl.truststore.location", authority.toString());
  }

  /** Quarkus reads the files of certificates from files of keys only, not from variables. */
  private Path settings(String password) throws IOException {
    return Files.writeString(
        directory.resolve("settings.properties"),
        """
        kafka.sasl.jaas.config=%s
        boxstream.store.access-key=%s
        boxstream.store.secret-key=%s
        quarkus.tls.key-store.pem.0.cert=%s
        quarkus.tls.key-store.pem.0.key=%s
        """
            .formatted(
                kafka(password).get("sasl.jaas.config"),
                TestStore.ACCESS_KEY,
                TestStore.SECRET_KEY,
                certificate,
                key));
  }

  private Process start(Path settings, Map<String, String> further) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-jar",
            LocalCheckout.INSTALLATION.serviceJar("ingest-service").toString());
    Map<String, String> environment = new HashMap<>();
    environment.put("QUARKUS_CONFIG_LOCATIONS", settings.toString());
    environment.put("QUARKUS_HTTP_PORT", String.valueOf(port + 1));
    environment.put("QUARKUS_HTTP_SSL_PORT", String.valueOf(port));
    environment.put("QUARKUS_HTTP_INSECURE_REQUESTS", "disabled");
    environment.put("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
    environment.put("KAFKA_SECURITY_PROTOCOL", "SASL_SSL");
    environment.put("KAFKA_SASL_MECHANISM", "SCRAM-SHA-512");
    environment.put("KAFKA_SSL_TRUSTSTORE_TYPE", "PEM");
    environment.put("KAFKA_SSL_TRUSTSTORE_LOCATION", authority.toString());
    environment.put("BOXSTREAM_STORE_ENDPOINT", store.endpoint().toString());
    environment.put("BOXSTREAM_STORE_BUCKET", "secure");
    environment.put("BOXSTREAM_STORE_CERTIFICATE_AUTHORITY", authority.toString());
    environment.put("BOXSTREAM_INGEST_INLINE_LIMIT", "100");
    environment.put("BOXSTREAM_WORK_DIRECTORY", directory.resolve("work").toString());
    environment.putAll(further);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    Process started = builder.start();
    process = Optional.of(started);
    return started;
  }

  private static StoreSettings storeSettings() {
    return new StoreSettings(
        store.endpoint(),
        TestStore.ACCESS_KEY,
        TestStore.SECRET_KEY,
        "secure",
        StoreSettings.DEFAULT_REGION,
        Optional.of(authority));
  }

  private HttpResponse<String> get(Path trusted, String path) throws Exception {
    return send(trusted, HttpRequest.newBuilder(address(path)));
  }

  private HttpResponse<String> postImage() throws Exception {
    ByteArrayOutputStream image = new ByteArrayOutputStream();
    ImageIO.write(noise(), "png", image);
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    form.write(
        "--x\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n"
            .getBytes(UTF_8));
    form.write(image.toByteArray());
    form.write(
        "\r\n--x\r\nContent-Disposition: form-data; name=\"annotation\"; filename=\"a.xml\"\r\nContent-Type: application/xml\r\n\r\n%s\r\n--x--\r\n"
            .formatted(
                """
                <annotation><filename>a.png</filename><size><width>64</width><height>48</height><depth>3</depth></size>
                <object><name>hat</name><bndbox><xmin>10</xmin><ymin>10</ymin><xmax>30</xmax><ymax>30</ymax></bndbox></object></annotation>""")
            .getBytes(UTF_8));
    return send(
        authority,
        HttpRequest.newBuilder(address("/v1/images"))
            .header("Content-Type", "multipart/form-data; boundary=x")
            .POST(BodyPublishers.ofByteArray(form.toByteArray())));
  }

  /** Larger than what goes into a record. */
  private static BufferedImage noise() {
    BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_3BYTE_BGR);
    Random random = new Random(1);
    for (int pixel = 0; pixel < 64 * 48; pixel++) {
      image.setRGB(pixel % 64, pixel / 64, random.nextInt());
    }
    return image;
  }

  /** A client of its own for each request: connections that are open keep their certificate. */
  private static HttpResponse<String> send(Path trusted, HttpRequest.Builder request)
      throws Exception {
    return Connections.client(Map.of("BOXSTREAM_CA_FILE", trusted.toString()))
        .send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
  }

  private URI address(String path) {
    return URI.create("https://127.0.0.1:" + port + path);
  }
}

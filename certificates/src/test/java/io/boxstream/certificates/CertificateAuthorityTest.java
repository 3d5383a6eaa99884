package io.boxstream.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.testbed.tls.TestAuthority;
import io.boxstream.testbed.tls.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateAuthorityTest {
  private static final TestAuthority OWN = TestAuthority.create("authority");
  private static final TestAuthority FOREIGN = TestAuthority.create("authority");

  private final List<IOException> failures = new ArrayList<>();

  @TempDir Path directory;

  @Test
  void onlyCertificatesOfTheAuthorityAreTrusted() throws IOException {
    CertificateAuthority authority = open(written(OWN));

    assertTrusted(authority, OWN.issue("server"));
    assertRefused(authority, FOREIGN.issue("server"));
    assertRefused(authority, OWN.issueExpired("server"));
    assertThat(authority.trustManager().getAcceptedIssuers()).containsExactly(OWN.certificate());
  }

  @Test
  void aFileMayHaveSeveralAuthoritiesAndNotes() throws IOException {
    Path file = written(OWN);
    String own = Files.readString(file);
    FOREIGN.write(file);
    Files.writeString(file, "# the old one\n" + own + "\n# the new one\n" + Files.readString(file));
    CertificateAuthority authority = open(file);

    assertTrusted(authority, OWN.issue("server"));
    assertTrusted(authority, FOREIGN.issue("server"));
  }

  @Test
  void aChangedFileCountsForTheNextConnection() throws IOException {
    Path file = written(OWN);
    CertificateAuthority authority = open(file);

    FOREIGN.write(file);

    assertTrusted(authority, FOREIGN.issue("server"));
    assertRefused(authority, OWN.issue("server"));
    assertThat(failures).isEmpty();
  }

  @Test
  void aFileThatIsDamagedLaterLeavesTheLastAuthorityAndIsToldOnce() throws IOException {
    Path file = written(OWN);
    CertificateAuthority authority = open(file);

    Files.writeString(file, "damaged");

    assertTrusted(authority, OWN.issue("server"));
    assertTrusted(authority, OWN.issue("server"));
    assertThat(failures)
        .singleElement()
        .satisfies(failure -> assertThat(failure).hasMessageContaining(file.toString()));

    Files.delete(file);
    assertTrusted(authority, OWN.issue("server"));
    assertThat(failures).hasSize(2);

    FOREIGN.write(file);
    assertTrusted(authority, FOREIGN.issue("server"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no certificate",
        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\n%%%\n-----END CERTIFICATE-----\n"
      })
  void aDamagedFileIsRefused(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("authority.pem"), text);

    assertThatThrownBy(() -> open(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString());
    assertThatThrownBy(() -> CertificateAuthority.check(file)).isInstanceOf(IOException.class);
  }

  @Test
  void aMissingFileIsRefused() {
    Path file = directory.resolve("absent.pem");

    assertThatThrownBy(() -> open(file))
        .isInstanceOf(IOException.class)
        .hasMessage("there is no file " + file);
  }

  @Test
  void aFolderIsRefused() {
    assertThatThrownBy(() -> open(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(directory.toString());
  }

  private Path written(TestAuthority authority) {
    Path file = directory.resolve("authority.pem");
    authority.write(file);
    return file;
  }

  private CertificateAuthority open(Path file) throws IOException {
    return CertificateAuthority.open(file, failures::add);
  }

  private static void assertTrusted(CertificateAuthority authority, TestCertificate server) {
    assertThatCode(() -> check(authority, server)).doesNotThrowAnyException();
  }

  private static void assertRefused(CertificateAuthority authority, TestCertificate server) {
    assertThatThrownBy(() -> check(authority, server)).isInstanceOf(CertificateException.class);
  }

  private static void check(CertificateAuthority authority, TestCertificate server)
      throws CertificateException {
    X509Certificate[] chain = server.chain().toArray(new X509Certificate[0]);
    authority.trustManager().checkServerTrusted(chain, "ECDHE_ECDSA");
  }
}

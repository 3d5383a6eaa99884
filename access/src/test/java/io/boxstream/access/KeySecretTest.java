package io.boxstream.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySecretTest {
  private static final String SECRET = "abcdefghijklmnopqrstuvwxyz_-ABCDEFGHIJKLMNO";

  private final KeySecret secret = KeySecret.generate(TestKeys.RANDOM);

  @Test
  void isReadAsItIsShown() {
    assertThat(KeySecret.parse(secret.reveal())).contains(secret);
    assertThat(KeySecret.parse("bxs_0123456789ab_" + SECRET))
        .contains(new KeySecret("0123456789ab", SECRET));
  }

  @Test
  void isNotShownByAccident() {
    assertThat(secret.toString()).contains(secret.id()).doesNotContain(secret.secret());
  }

  @Test
  void everyKeyAndEveryRotationHasItsOwnSecret() {
    assertThat(KeySecret.generate(TestKeys.RANDOM).id()).isNotEqualTo(secret.id());
    assertThat(KeySecret.generate(secret.id(), TestKeys.RANDOM).secret())
        .isNotEqualTo(secret.secret());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bxs_0123456789ab_",
        "bxs_0123456789ab_short",
        "bxs_0123456789AB_" + SECRET,
        "BXS_0123456789ab_" + SECRET,
        "bxs_0123456789ab_" + SECRET + "x",
        "bxs_0123456789ab_" + SECRET + "\n",
        " bxs_0123456789ab_" + SECRET
      })
  void otherTextsAreNoKeys(String text) {
    assertThat(KeySecret.parse(text)).isEmpty();
  }

  @Test
  void aHashMatchesItsSecretOnly() {
    KeyHash hash = KeyHash.of(secret, TestKeys.RANDOM);

    assertThat(hash.matches(secret)).isTrue();
    assertThat(hash.matches(KeySecret.generate(secret.id(), TestKeys.RANDOM))).isFalse();
    assertThat(KeyHash.of(secret, TestKeys.RANDOM)).isNotEqualTo(hash);
  }

  /** The expected hash is that of {@code printf '\0...\0SECRET' | sha256sum} with 16 zero bytes. */
  @Test
  void theHashIsSha256OfSaltAndSecret() {
    KeySecret known = new KeySecret("0123456789ab", SECRET);

    assertThat(
            new KeyHash(
                    "00000000000000000000000000000000",
                    "9993042ab5e8a62697126641443ee65bc1eb1a71483a97efd651678515325894")
                .matches(known))
        .isTrue();
  }
}

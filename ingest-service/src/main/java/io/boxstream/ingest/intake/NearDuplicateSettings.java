package io.boxstream.ingest.intake;

import static java.util.Objects.requireNonNull;

/**
 * Which images look nearly the same, and what happens to them.
 *
 * @param policy what happens
 * @param distance bits of 64 in which their perceptual hashes differ at most, from 0 to 7
 */
public record NearDuplicateSettings(NearDuplicatePolicy policy, int distance) {

  /** Validates the components. */
  public NearDuplicateSettings {
    requireNonNull(policy, "policy");
    if (distance < 0 || distance > 7) {
      throw new IllegalArgumentException("distance must be from 0 to 7: " + distance);
    }
  }

  /** Images differ in at most six bits; a new one goes into the split of the other. */
  public static NearDuplicateSettings defaults() {
    return new NearDuplicateSettings(NearDuplicatePolicy.FOLLOW, 6);
  }
}

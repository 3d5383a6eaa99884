package io.boxstream.detection.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Derives seeds that are the same on every machine and in every run, and independent of each other.
 */
final class Seeds {

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final long GOLDEN_RATIO = 0x9e3779b97f4a7c15L;

  private Seeds() {}

  static long mix(long seed, long epoch) {
    return scramble(scramble(seed + GOLDEN_RATIO) ^ (epoch * GOLDEN_RATIO));
  }

  /** The random source of one image in one epoch of one run. */
  static SplittableRandom source(long seed, long epoch, String imageId) {
    long hash = FNV_OFFSET;
    for (byte value : imageId.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (value & 0xff)) * FNV_PRIME;
    }
    return new SplittableRandom(scramble(mix(seed, epoch) ^ scramble(hash)));
  }

  /** Stafford's 64-bit finalizer (variant 13): every input bit reaches every output bit. */
  private static long scramble(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}

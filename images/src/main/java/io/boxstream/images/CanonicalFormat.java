package io.boxstream.images;

/** The formats of canonical images. */
public enum CanonicalFormat {
  JPEG,
  PNG
}

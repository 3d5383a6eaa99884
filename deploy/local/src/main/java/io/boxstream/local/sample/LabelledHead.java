package io.boxstream.local.sample;

import java.awt.geom.Rectangle2D;
import java.util.Objects;

/**
 * A head in a scene, with the box around it in pixels.
 *
 * @param label {@code hat} for a head with a safety helmet, {@code person} for a bare one
 */
record LabelledHead(String label, Rectangle2D box) {

  static final String HAT = "hat";
  static final String PERSON = "person";

  LabelledHead {
    Objects.requireNonNull(label, "label");
    if (box.getWidth() < 1 || box.getHeight() < 1) {
      throw new IllegalArgumentException("the box of a head is empty: " + box);
    }
  }
}

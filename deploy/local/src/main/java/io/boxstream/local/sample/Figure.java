package io.boxstream.local.sample;

import java.awt.Rectangle;

/** Something that stands in a scene and may hide what is behind it. */
interface Figure {

  /** Grows towards the camera. */
  double depth();

  /** Draws what of it lies in the frame. */
  Layer layer(Rectangle frame);

  /** Whether a person's head may not be put where this is. */
  boolean collidesWith(PersonFigure person);
}

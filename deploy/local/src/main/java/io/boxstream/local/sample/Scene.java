package io.boxstream.local.sample;

import java.awt.image.BufferedImage;
import java.util.List;

/** An image and the heads that can be seen in it. */
record Scene(BufferedImage image, List<LabelledHead> heads) {

  Scene {
    heads = List.copyOf(heads);
  }
}

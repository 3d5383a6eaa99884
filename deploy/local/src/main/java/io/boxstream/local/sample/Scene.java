package io.boxstream.local.sample;

import java.awt.image.BufferedImage;
import java.util.List;

/** A picture and the heads that can be seen in it. */
record Scene(BufferedImage picture, List<LabelledHead> heads) {

  Scene {
    heads = List.copyOf(heads);
  }
}

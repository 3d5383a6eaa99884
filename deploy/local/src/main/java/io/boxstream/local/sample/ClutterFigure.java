package io.boxstream.local.sample;

import java.awt.Rectangle;

/**
 * A small thing on the ground.
 *
 * @param x where it stands, in pixels
 * @param y where it stands, in pixels
 * @param size its height, in pixels
 * @param seed what it looks like
 */
record ClutterFigure(double x, double y, double size, double depth, long seed) implements Figure {

  @Override
  public Layer layer(Rectangle frame) {
    int reach = (int) Math.ceil(size * 1.2);
    Rectangle area =
        new Rectangle(
            (int) x - reach, (int) (y - size * 2), 2 * reach, (int) Math.ceil(size * 2.3));
    return Layer.draw(
        area.intersection(frame),
        graphics -> new Clutter(graphics, new RandomChoices(seed)).paint(x, y, size));
  }

  @Override
  public boolean collidesWith(PersonFigure person) {
    return false;
  }
}

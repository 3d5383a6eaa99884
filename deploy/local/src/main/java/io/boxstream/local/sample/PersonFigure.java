package io.boxstream.local.sample;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;

/**
 * A person in a scene.
 *
 * @param x the centre of the head, in pixels
 * @param y the centre of the head, in pixels
 * @param size the height of the bare head, in pixels
 * @param tilt how far the head leans, in radians
 * @param seed posture and details
 */
record PersonFigure(
    Look look, double x, double y, double size, double tilt, double depth, long seed)
    implements Figure {

  /** The largest share of the smaller head that two heads may have in common. */
  private static final double MOST_OVERLAP = 0.25;

  /** The outline of the head with what is on it, in pixels of the image. */
  Shape head() {
    return headPlacement().createTransformedShape(HeadPainter.outline(look));
  }

  LabelledHead labelled(Ground ground) {
    Rectangle2D frame = Ink.box(0, 0, ground.width(), ground.height());
    return new LabelledHead(
        look.helmet() ? LabelledHead.HAT : LabelledHead.PERSON,
        head().getBounds2D().createIntersection(frame));
  }

  @Override
  public Layer layer(Rectangle frame) {
    int reach = (int) Math.ceil(size * 3.2);
    Rectangle area =
        new Rectangle(
            (int) x - reach, (int) (y - size * 1.4), 2 * reach, (int) Math.ceil(size * 8));
    return Layer.draw(area.intersection(frame), this::paint);
  }

  @Override
  public boolean collidesWith(PersonFigure other) {
    Rectangle2D common = around().createIntersection(other.around());
    if (common.getWidth() <= 0 || common.getHeight() <= 0) {
      return false;
    }
    double smaller = Math.min(size * size, other.size * other.size) * 1.2;
    return common.getWidth() * common.getHeight() > MOST_OVERLAP * smaller;
  }

  private Rectangle2D around() {
    return Ink.box(x - size / 2, y - size * 0.6, size, size * 1.2);
  }

  private AffineTransform bodyPlacement() {
    AffineTransform placement = AffineTransform.getTranslateInstance(x, y);
    placement.scale(size, size);
    return placement;
  }

  private AffineTransform headPlacement() {
    AffineTransform placement = bodyPlacement();
    placement.rotate(tilt, 0, 0.5);
    return placement;
  }

  private void paint(Graphics2D graphics) {
    RandomChoices own = new RandomChoices(seed);
    Graphics2D body = (Graphics2D) graphics.create();
    body.transform(bodyPlacement());
    if (depth > 0) {
      Ink.fill(
          body,
          Ink.disc(look.light() * -0.7, PersonPainter.FEET, 1.5, 0.22),
          Ink.glaze(Color.BLACK, 0.3));
    }
    PersonPainter.paint(body, look, own);
    body.dispose();
    Graphics2D head = (Graphics2D) graphics.create();
    head.transform(headPlacement());
    HeadPainter.paint(head, look, own);
    head.dispose();
  }
}

package io.boxstream.local.sample;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Composes a building site: backdrop, machines, people from far to near with things between them,
 * then light and weather. A person whose head would be mostly hidden is left out, so every head
 * that can be seen has a box and every box has a head that can be seen.
 */
final class SceneComposer {

  private static final List<int[]> SIZES =
      List.of(
          new int[] {480, 360}, new int[] {512, 384}, new int[] {560, 420}, new int[] {640, 480});
  private static final double SMALLEST_HEAD = 0.062;
  private static final double LARGEST_HEAD = 0.27;
  private static final double LEAST_VISIBLE = 0.55;

  private final RandomChoices choices;
  private final Ground ground;
  private final double light;

  private SceneComposer(long seed) {
    this.choices = new RandomChoices(seed);
    int[] size = choices.pick(SIZES);
    this.ground =
        new Ground(
            size[0], size[1], size[1] * choices.between(0.3, 0.5), choices.between(0.92, 1.15));
    this.light = choices.side();
  }

  /** Composes the scene that belongs to a seed. */
  static Scene compose(long seed) {
    return new SceneComposer(seed).compose();
  }

  private Scene compose() {
    BufferedImage image =
        new BufferedImage(ground.width(), ground.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = Ink.on(image);
    new Backdrop(graphics, ground, choices).paint();
    List<Double> decks = machines(graphics);
    List<Figure> figures = figures(decks);
    Rectangle frame = new Rectangle(ground.width(), ground.height());
    List<Layer> layers = new ArrayList<>();
    for (Figure figure : figures) {
      layers.add(figure.layer(frame));
    }
    List<LabelledHead> heads = new ArrayList<>();
    keepVisible(figures, layers, heads);
    layers.forEach(layer -> layer.paintOn(graphics));
    graphics.dispose();
    return new Scene(new Weather(choices).apply(image), heads);
  }

  private List<Double> machines(Graphics2D graphics) {
    Site site = new Site(graphics, ground, choices);
    List<Double> decks = new ArrayList<>();
    if (choices.chance(0.5)) {
      site.crane();
    }
    if (choices.chance(0.55)) {
      double storey = ground.height() * choices.between(0.22, 0.32);
      double width = ground.width() * choices.between(0.4, 1.0);
      double bottom = ground.horizon() + ground.height() * choices.between(0.08, 0.2);
      decks.addAll(
          site.scaffolding(choices.between(-0.1, 0.5) * ground.width(), width, bottom, storey));
    }
    if (choices.chance(0.3)) {
      site.digger();
    }
    if (choices.chance(0.5)) {
      site.bricksPile();
    }
    if (choices.chance(0.3)) {
      site.pipes();
    }
    if (choices.chance(0.35)) {
      site.sand();
    }
    Clutter clutter = new Clutter(graphics, choices);
    int hanging = choices.count(0, 3);
    for (int i = 0; i < hanging; i++) {
      clutter.paintHanging(
          choices.between(0, ground.width()),
          choices.between(0.15, 0.9) * ground.horizon(),
          ground.height() * choices.between(0.04, 0.09));
    }
    return decks;
  }

  private List<Figure> figures(List<Double> decks) {
    List<Figure> figures = new ArrayList<>();
    int people = choices.count(1, 6);
    for (int attempt = 0; attempt < people * 4 && people > 0; attempt++) {
      PersonFigure person = person(decks);
      if (figures.stream().noneMatch(other -> other.collidesWith(person))) {
        figures.add(person);
        people--;
      }
    }
    int things = choices.count(2, 8);
    for (int i = 0; i < things; i++) {
      figures.add(thing());
    }
    figures.sort(Comparator.comparingDouble(Figure::depth));
    return figures;
  }

  private PersonFigure person(List<Double> decks) {
    Look look = Look.draw(choices, choices.chance(0.55), light);
    double x = choices.between(0.04, 0.96) * ground.width();
    double tilt = choices.normal() * 0.1;
    if (!decks.isEmpty() && choices.chance(0.35)) {
      double head = ground.height() * choices.between(SMALLEST_HEAD, SMALLEST_HEAD * 1.35);
      double feet = choices.pick(decks);
      double y = Math.max(head, feet - head * PersonPainter.FEET * 0.8);
      return new PersonFigure(look, x, y, head, tilt, 0, choices.seed());
    }
    double share = choices.between(0, 1);
    double head =
        ground.height() * (SMALLEST_HEAD + (LARGEST_HEAD - SMALLEST_HEAD) * share * share);
    double y =
        Math.min(
            ground.height() - 0.62 * head, ground.headCentre(head) + choices.normal() * 0.3 * head);
    return new PersonFigure(look, x, Math.max(0.6 * head, y), head, tilt, head, choices.seed());
  }

  private ClutterFigure thing() {
    double share = choices.between(0.03, 1);
    double y = ground.horizon() + share * share * (ground.height() * 1.05 - ground.horizon());
    double head = ground.headHeight(y);
    return new ClutterFigure(
        choices.between(0, ground.width()),
        y,
        head * choices.between(1, 2.6) + 6,
        head,
        choices.seed());
  }

  private void keepVisible(List<Figure> figures, List<Layer> layers, List<LabelledHead> heads) {
    for (int i = figures.size() - 1; i >= 0; i--) {
      Figure figure = figures.get(i);
      if (figure instanceof PersonFigure) {
        PersonFigure person = (PersonFigure) figure;
        if (visible(person, layers.subList(i + 1, layers.size())) < LEAST_VISIBLE) {
          layers.remove(i);
          continue;
        }
        heads.add(person.labelled(ground));
      }
    }
  }

  /** The share of the head that lies in the image and behind nothing. */
  private double visible(PersonFigure person, List<Layer> nearer) {
    Shape head = person.head();
    Rectangle area = head.getBounds();
    int step = Math.max(1, area.height / 20);
    int all = 0;
    int seen = 0;
    for (int y = area.y; y < area.y + area.height; y += step) {
      for (int x = area.x; x < area.x + area.width; x += step) {
        if (head.contains(x, y)) {
          all++;
          seen += isSeen(x, y, nearer) ? 1 : 0;
        }
      }
    }
    return all == 0 ? 0 : (double) seen / all;
  }

  private boolean isSeen(int x, int y, List<Layer> nearer) {
    boolean inside = x >= 0 && y >= 0 && x < ground.width() && y < ground.height();
    return inside && nearer.stream().noneMatch(layer -> layer.hides(x, y));
  }
}

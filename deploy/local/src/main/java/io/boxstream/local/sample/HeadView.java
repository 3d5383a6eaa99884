package io.boxstream.local.sample;

/**
 * From where a head is seen.
 *
 * <p>{@code turn} is how far the face looks to the viewer's right: 0 straight, 1 in profile.
 */
enum HeadView {
  FRONT(0, true),
  QUARTER_LEFT(-0.45, true),
  QUARTER_RIGHT(0.45, true),
  LEFT(-1, true),
  RIGHT(1, true),
  BACK(0, false);

  private final double turn;
  private final boolean face;

  HeadView(double turn, boolean face) {
    this.turn = turn;
    this.face = face;
  }

  double turn() {
    return turn;
  }

  boolean showsFace() {
    return face;
  }

  boolean isProfile() {
    return Math.abs(turn) == 1;
  }
}

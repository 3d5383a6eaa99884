package io.boxstream.local.sample;

import java.awt.Color;
import java.util.List;

/**
 * What one person looks like.
 *
 * @param helmet whether the head wears a safety helmet
 * @param cover the colour of the helmet, or of the hair
 * @param hair the shape of the hair when there is no helmet
 * @param light from which side the light comes: -1 left, 1 right
 */
record Look(
    boolean helmet,
    Color cover,
    HairStyle hair,
    Color skin,
    Color jacket,
    Color trousers,
    Vest vest,
    HeadView view,
    double light) {

  /** What is worn over the jacket. */
  enum Vest {
    NONE,
    YELLOW,
    ORANGE
  }

  /** How hair lies on a head. */
  enum HairStyle {
    SHORT,
    CURLY,
    LONG,
    BUN,
    BALD
  }

  private static final List<Color> HELMETS =
      List.of(
          new Color(0xF2C315),
          new Color(0xF2C315),
          new Color(0xEDEDE8),
          new Color(0xEDEDE8),
          new Color(0xE8641B),
          new Color(0xC8281E),
          new Color(0x2158B0),
          new Color(0x2F8F4A));

  private static final List<Color> HAIRS =
      List.of(
          new Color(0x1D1713),
          new Color(0x2B1E14),
          new Color(0x4A3020),
          new Color(0x6E4A2A),
          new Color(0xA87B45),
          new Color(0xCFAE6E),
          new Color(0x8C3F1D),
          new Color(0x8A8886),
          new Color(0xC9C6C1));

  private static final List<Color> SKINS =
      List.of(
          new Color(0xF0C9A8),
          new Color(0xE3B18A),
          new Color(0xC98F65),
          new Color(0xA66C45),
          new Color(0x7C4B2E),
          new Color(0x57331F));

  private static final List<Color> CLOTHES =
      List.of(
          new Color(0x2C3E57),
          new Color(0x3E4A3A),
          new Color(0x5B5B5E),
          new Color(0x7B3B32),
          new Color(0x35516B),
          new Color(0x8A7A5C),
          new Color(0xD8D4CB),
          new Color(0xC9A22C),
          new Color(0xC4622A),
          new Color(0x222428));

  static Look draw(RandomChoices choices, boolean helmet, double light) {
    return new Look(
        helmet,
        helmet ? choices.near(choices.pick(HELMETS), 22) : choices.near(choices.pick(HAIRS), 14),
        choices.pick(List.of(HairStyle.values())),
        choices.near(choices.pick(SKINS), 12),
        choices.near(choices.pick(CLOTHES), 20),
        choices.near(choices.pick(CLOTHES.subList(0, 6)), 18),
        choices.pick(List.of(Vest.values())),
        choices.pick(List.of(HeadView.values())),
        light);
  }
}

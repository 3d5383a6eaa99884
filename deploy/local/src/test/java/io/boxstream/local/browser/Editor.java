package io.boxstream.local.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** The editor of boxes, by its keys. */
final class Editor {
  private final Page page;
  private final Locator stage;

  private Editor(Page page) {
    this.page = page;
    this.stage = page.getByLabel("Image with boxes", new Page.GetByLabelOptions().setExact(true));
  }

  /** The editor of a page; it is there and has the focus afterwards. */
  static Editor on(Page page) {
    Editor editor = new Editor(page);
    assertThat(editor.stage).isVisible();
    editor.stage.focus();
    return editor;
  }

  void selectNext() {
    press(".");
  }

  void delete() {
    press("Delete");
  }

  /**
   * Draws a box in the middle.
   *
   * @param digit the key of its class
   */
  void draw(String digit) {
    press("n");
    press(digit);
  }

  /** Moves the selected box. */
  void move(String arrow, int times) {
    for (int i = 0; i < times; i++) {
      press("Shift+" + arrow);
    }
  }

  void save() {
    press("Control+s");
  }

  private void press(String key) {
    page.keyboard().press(key);
  }
}

package io.boxstream.local.browser;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Goes through a page with the tab key. */
final class KeyboardTour {
  private static final int MOST_STOPS = 80;

  /** The next tab goes to the first element, wherever the focus was. */
  private static final String TO_THE_BEGINNING =
      """
      () => {
        document.body.setAttribute('tabindex', '-1');
        document.body.focus();
        document.body.removeAttribute('tabindex');
        scrollTo(0, 0);
      }
      """;

  /** What has the focus: where it is among all elements, and whether one sees that. */
  private static final String FOCUSED =
      """
      () => {
        const element = document.activeElement;
        if (!element || element === document.body || element === document.documentElement) {
          return null;
        }
        const style = getComputedStyle(element);
        const box = element.getBoundingClientRect();
        const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
        const inView = box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0
          && box.top < innerHeight && box.left < innerWidth;
        return {
          position: [...document.querySelectorAll('*')].indexOf(element),
          html: element.cloneNode(false).outerHTML,
          marked: outlined || style.boxShadow !== 'none',
          inView,
        };
      }
      """;

  private final List<String> faults = new ArrayList<>();
  private int stops;

  private KeyboardTour() {}

  /** Tabs through the page from its beginning to its end, or for {@value #MOST_STOPS} stops. */
  static KeyboardTour through(Page page) {
    KeyboardTour tour = new KeyboardTour();
    page.evaluate(TO_THE_BEGINNING);
    int before = -1;
    while (tour.stops < MOST_STOPS) {
      page.keyboard().press("Tab");
      @SuppressWarnings("unchecked")
      Map<String, Object> focused = (Map<String, Object>) page.evaluate(FOCUSED);
      if (focused == null) {
        return tour;
      }
      int position = ((Number) focused.get("position")).intValue();
      if (position < before && tour.stops > 0) {
        tour.fault(focused, "comes after what follows it on the page");
        return tour;
      }
      tour.look(focused);
      before = position;
    }
    return tour;
  }

  /** How many elements took the focus. */
  int stops() {
    return stops;
  }

  /** What is wrong with them. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  private void look(Map<String, Object> focused) {
    stops++;
    if (!Boolean.TRUE.equals(focused.get("marked"))) {
      fault(focused, "does not show that it has the focus");
    }
    if (!Boolean.TRUE.equals(focused.get("inView"))) {
      fault(focused, "has the focus and is not in view");
    }
  }

  private void fault(Map<String, Object> focused, String text) {
    faults.add(focused.get("html") + " " + text);
  }
}

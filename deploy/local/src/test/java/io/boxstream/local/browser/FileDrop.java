package io.boxstream.local.browser;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import java.nio.file.Path;

/** Drags files and folders from outside into a page, as the file manager does. */
final class FileDrop {
  private static final int COPY = 1;

  private FileDrop() {}

  /** Drops a file or a folder on the middle of an element. */
  static void drop(Path file, Locator target) {
    target.scrollIntoViewIfNeeded();
    BoundingBox box = target.boundingBox();
    CDPSession session = target.page().context().newCDPSession(target.page());
    for (String step : new String[] {"dragEnter", "dragOver", "drop"}) {
      session.send("Input.dispatchDragEvent", event(step, box, file));
    }
    session.detach();
  }

  private static JsonObject event(String type, BoundingBox box, Path file) {
    JsonArray files = new JsonArray();
    files.add(file.toString());
    JsonObject data = new JsonObject();
    data.add("items", new JsonArray());
    data.add("files", files);
    data.addProperty("dragOperationsMask", COPY);
    JsonObject event = new JsonObject();
    event.addProperty("type", type);
    event.addProperty("x", box.x + box.width / 2);
    event.addProperty("y", box.y + box.height / 2);
    event.add("data", data);
    return event;
  }
}

package io.boxstream.local.crash;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.Method;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.EventRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * A thread of another Java process that hangs where it enters a method, as if the method never
 * returned, while all other threads go on. It does so until the process has ended, or this is
 * closed. The process must have loaded the agent for debuggers.
 */
final class HangingThread implements AutoCloseable {

  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final VirtualMachine machine;

  private HangingThread(VirtualMachine machine) {
    this.machine = machine;
  }

  /**
   * Waits until a thread enters a method, and holds it there.
   *
   * @param port of the agent on 127.0.0.1
   * @param type a class that the process has loaded
   * @param method its only one of that name
   */
  static HangingThread in(int port, String type, String method)
      throws IOException, InterruptedException {
    HangingThread hanging = new HangingThread(attach(port));
    try {
      hanging.hold(type, method);
      return hanging;
    } catch (InterruptedException | RuntimeException failure) {
      hanging.close();
      throw failure;
    }
  }

  private static VirtualMachine attach(int port) throws IOException {
    AttachingConnector connector =
        Bootstrap.virtualMachineManager().attachingConnectors().stream()
            .filter(known -> known.name().equals("com.sun.jdi.SocketAttach"))
            .findFirst()
            .orElseThrow();
    Map<String, Connector.Argument> arguments = connector.defaultArguments();
    arguments.get("hostname").setValue("127.0.0.1");
    arguments.get("port").setValue(Integer.toString(port));
    try {
      return connector.attach(arguments);
    } catch (IllegalConnectorArgumentsException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void hold(String type, String method) throws InterruptedException {
    Method entered = machine.classesByName(type).get(0).methodsByName(method).get(0);
    BreakpointRequest request =
        machine.eventRequestManager().createBreakpointRequest(entered.location());
    request.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
    request.addCountFilter(1);
    request.enable();
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (deadline - System.nanoTime() > 0) {
      EventSet events = machine.eventQueue().remove(LONGEST.toMillis());
      if (events == null) {
        break;
      }
      for (Event event : events) {
        if (event instanceof BreakpointEvent) {
          return;
        }
      }
      events.resume();
    }
    throw new IllegalStateException("no thread has entered " + entered);
  }

  @Override
  public void close() {
    try {
      machine.dispose();
    } catch (VMDisconnectedException ended) {
      // Its process has ended.
    }
  }
}

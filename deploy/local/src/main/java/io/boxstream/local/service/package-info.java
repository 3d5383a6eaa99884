/** The parts of Boxstream as processes on this machine, and the launcher's way to talk to them. */
package io.boxstream.local.service;

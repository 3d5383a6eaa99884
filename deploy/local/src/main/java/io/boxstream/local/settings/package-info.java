/** What the user asked for: the command's options, ports, and the folder that a run keeps. */
package io.boxstream.local.settings;

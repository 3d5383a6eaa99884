/** Tests in a virtual machine of their own, for settings or memory that a process has once. */
package io.boxstream.detection.process;

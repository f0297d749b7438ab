package dev.vocostream.tests.chaos;

import java.util.List;

/** A good question that was asked. */
record Asked(String id, Kind kind, List<String> cameras) {
  /** What it wants to know of its cameras. */
  enum Kind {
    /** What is shown in all of the memory. */
    ALL,
    /** What was shown in the last five seconds. */
    LATELY,
    /** What will have been shown two seconds from now. */
    AHEAD,
    /** Yes or no. */
    YES_NO,
    /** Of a camera that is not there, among others. */
    UNKNOWN
  }
}

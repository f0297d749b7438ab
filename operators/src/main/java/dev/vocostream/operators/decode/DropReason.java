package dev.vocostream.operators.decode;

import java.util.Locale;

/** Why a decoded picture did not become a frame of the job. */
enum DropReason {
  /** The sampling rule did not keep it: more pictures come than frames are wanted. */
  NOT_SAMPLED,
  /** A newer frame took its place before the job had time for it. */
  REPLACED,
  /** It could not be scaled. */
  NOT_CONVERTED,
  /** It was there when the camera was stopped or its connection ended. */
  UNTAKEN,
  /** Its decoder died, and what became of it is not known. */
  LOST;

  /** As it is called in metrics. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

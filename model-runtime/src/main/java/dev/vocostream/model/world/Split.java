package dev.vocostream.model.world;

/** Scenes and wordings that are kept apart. */
public enum Split {
  /** What a model may learn from. */
  TRAIN,
  /** To choose between models. */
  VALIDATION,
  /** To say how good the chosen one is. */
  HELD_OUT
}

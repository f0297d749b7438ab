package dev.vocostream.model.world;

import java.util.Locale;

/** What can be asked of a window of moments. */
public enum QuestionType {
  /** Whether such a thing can be seen: yes or no. */
  EXISTS(false),
  /** How many of them there are: a digit. */
  COUNT(false),
  COLOUR(false),
  SHAPE(false),
  SIZE(false),
  /** In which ninth: the words of a {@link Place}. */
  WHERE(false),
  /** Whether something holds now: yes or no. */
  MONITOR(false),
  /** Where exactly: {@code [x1,y1,x2,y2]}, parts of the side with two decimals. */
  BOX(false),
  /** What is in a box: size, colour and shape. */
  REFER(false),
  /** All there is, in reading order. To learn from, not to be scored. */
  CAPTION(false),
  /** Which way it went: left, right, up, down or nowhere. */
  MOVED(true),
  /** What came into view: colour and shape, or nothing. */
  ENTERED(true),
  /** What cannot be seen any more: colour and shape, or nothing. */
  LEFT(true),
  /** What did something before all others: colour and shape. */
  FIRST(true),
  /** How many came into view in the last seconds: 0, 1 or 2. */
  COUNT_ENTERED(true),
  /** How it was some seconds ago: a colour, a colour and shape, or nothing. */
  BEFORE(true),
  /** Whether something happened: yes or no. */
  MONITOR_CHANGE(true);

  private final boolean temporal;

  QuestionType(boolean temporal) {
    this.temporal = temporal;
  }

  /** Whether it is about more than the newest moment. */
  public boolean temporal() {
    return temporal;
  }

  /** As files and reports call it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

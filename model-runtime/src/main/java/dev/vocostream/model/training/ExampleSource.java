package dev.vocostream.model.training;

/**
 * Examples by number: the same number gives the same example, whenever and by whoever it is asked,
 * so that training can go on exactly where it was stopped.
 */
public interface ExampleSource {
  /** How many there are; {@link Long#MAX_VALUE} for a source without end. */
  long size();

  /**
   * May be called by several threads.
   *
   * @throws BadExampleException naming what is wrong with it; training goes on without it
   */
  Example get(long number);
}

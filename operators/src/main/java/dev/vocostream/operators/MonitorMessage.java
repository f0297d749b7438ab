package dev.vocostream.operators;

/**
 * What a message on the monitors topic turned out to be: a dead letter, or word of one monitor.
 *
 * @param id of the monitor; null for a dead letter
 * @param monitor what it is from now on; null where there is none any more
 * @param rejected null unless the message could not be read
 */
public record MonitorMessage(String id, Monitor monitor, RejectedMessage rejected) {
  public static MonitorMessage of(Monitor monitor) {
    return new MonitorMessage(monitor.id(), monitor, null);
  }

  public static MonitorMessage of(RejectedMessage rejected) {
    return new MonitorMessage(null, null, rejected);
  }

  public static MonitorMessage removed(String id) {
    return new MonitorMessage(id, null, null);
  }
}

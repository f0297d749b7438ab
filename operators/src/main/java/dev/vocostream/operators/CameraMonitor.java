package dev.vocostream.operators;

/**
 * A monitor's part for one camera. It may be said again.
 *
 * @param id of the monitor
 * @param monitor what it is from now on; null where it does not watch this camera any more
 */
public record CameraMonitor(String camera, String id, Monitor monitor) {}

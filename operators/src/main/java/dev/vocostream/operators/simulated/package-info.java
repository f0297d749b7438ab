/**
 * Cameras that are not there: servers that play a clip over and over, as a camera would, and the
 * ways in which cameras fail. The demo shows one; tests break them. Nothing of the pipeline depends
 * on this package.
 *
 * <ul>
 *   <li>{@link dev.vocostream.operators.simulated.RtspServer}: RTSP, by TCP and UDP
 *   <li>{@link dev.vocostream.operators.simulated.HttpCamera}: MJPEG, a transport stream, live HLS,
 *       a file
 *   <li>{@link dev.vocostream.operators.simulated.UdpTransportStream}: a transport stream by UDP
 *   <li>{@link dev.vocostream.operators.simulated.FaultProxy}: breaks any connection that is led
 *       through it
 * </ul>
 */
package dev.vocostream.operators.simulated;

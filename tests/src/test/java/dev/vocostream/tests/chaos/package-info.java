/**
 * The suites that break the product: real processes that are killed, frozen, rescaled and restarted
 * while questions come in, and an oracle outside them that knows the one right answer.
 *
 * <pre>
 *   FaultPlan ─► Faults ─► ChaosCluster (broker, job manager, task managers)
 *                               ▲ pictures that carry their camera and number (FrameCode)
 *   Questioner ─► questions ────┤ a model that says which it was shown (NumberedModel)
 *        │                      ▼
 *        └─ what was asked ─► Oracle ◄─ answers, dead letters, alerts (read_committed)
 * </pre>
 */
package dev.vocostream.tests.chaos;

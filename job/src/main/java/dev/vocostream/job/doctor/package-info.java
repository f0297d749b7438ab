/**
 * Looks at a machine, its natives and its decoders before a job is started there. Each check is one
 * question with a {@link dev.vocostream.job.Finding}; what they say is put together by the {@code
 * voco doctor} command, with what {@link dev.vocostream.job.kafka.BrokerExamination} finds.
 */
package dev.vocostream.job.doctor;

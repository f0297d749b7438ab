/**
 * The ends of the pipeline on Kafka: questions and cameras in, answers, the status of cameras and
 * dead letters out. The schemas in {@code resources/schemas} are the contract; {@link
 * dev.vocostream.job.kafka.QuestionReader} and {@link dev.vocostream.job.kafka.AnswerJson} read and
 * write by it and know nothing of Kafka.
 */
package dev.vocostream.job.kafka;

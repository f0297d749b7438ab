/**
 * Questions from Flink SQL: a table function that puts a question on {@code voco.questions} and
 * waits for its answer on {@code voco.answers}. The only package that knows the Table API, which is
 * there where SQL runs and in no jar of the job.
 */
package dev.vocostream.job.sql;

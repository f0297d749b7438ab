/**
 * The web page and its small server. It talks to Kafka only: what the topics say is kept in bounded
 * memory and sent on to browsers; what a person asks becomes a message on the questions topic.
 */
package dev.vocostream.job.console;
